extension Tensor where Element: TensorScalar {
  /// One element per slice along an axis: for [n, k] and n indices along axis 1, element `indices[i]` of row i.
  ///
  /// - Parameters:
  ///   - indices: of this tensor's shape without the axis, each in 0 ..< the axis's extent.
  ///   - axis: negative axes count from the end.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func gathering(_ indices: Tensor<Int>, alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    var rest = shape
    rest.remove(at: axis)
    precondition(indices.shape == rest, "indices of shape \(indices.shape) do not fit \(shape) along axis \(axis)")
    var kept = shape
    kept[axis] = 1
    return takingAlong(Tensor<Int>(indices.elements, shape: kept), axis: axis).reshaped(to: rest)
  }

  /// For each index the element at that place along an axis, everything else as at the index: `torch.gather`, and NumPy's
  /// `take_along_axis`.
  ///
  /// - Parameter indices: of the same rank; off the axis its extents are at most this tensor's, or those of this tensor may
  ///   be 1.
  public func takingAlong(_ indices: Tensor<Int>, axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    return taking(positions(of: indices, alongAxis: axis), shape: indices.shape)
  }

  /// The slices along an axis at these indices, in this order; an index may come twice.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func selecting(_ indices: [Int], alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let (outer, extent, inner) = Shape.split(shape, at: axis)
    var positions: [Int] = []
    positions.reserveCapacity(outer * indices.count * inner)
    for block in 0..<outer {
      for index in indices {
        precondition(index >= 0 && index < extent, "index \(index) is outside 0 ..< \(extent)")
        let start = (block * extent + index) * inner
        positions += start..<(start + inner)
      }
    }
    var selected = shape
    selected[axis] = indices.count
    return taking(positions, shape: selected)
  }

  /// The slices along the first axis at these indices, in this order; an index may come twice.
  public func selectingRows(_ rows: [Int]) -> Tensor { selecting(rows, alongAxis: 0) }

  /// The slices along the first axis for which the mask holds.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func selectingRows(where mask: Tensor<Bool>) -> Tensor {
    precondition(mask.shape == Array(shape.prefix(1)), "a mask of shape \(mask.shape) for shape \(shape)")
    return selectingRows(mask.elements.indices.filter { mask.elements[$0] })
  }

  /// One slice along an axis, which disappears: for [n, k] and axis 1, column `index`. Negative indices count from the end.
  public func selecting(_ index: Int, alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    var rest = shape
    let extent = rest.remove(at: axis)
    return selecting([index < 0 ? index + extent : index], alongAxis: axis).reshaped(to: rest)
  }

  /// The elements for which the mask holds, in order, as one row; tensor and mask broadcast to each other.
  public func selecting(where mask: Tensor<Bool>) -> Tensor {
    let shape = Shape.broadcast(shape, mask.shape)
    let chosen = mask.broadcast(to: shape).elements
    let positions = chosen.indices.filter { chosen[$0] }
    return broadcast(to: shape).taking(positions, shape: [positions.count])
  }

  /// For each index where in this tensor it points.
  func positions(of indices: Tensor<Int>, alongAxis axis: Int) -> [Int] {
    precondition(indices.rank == rank, "indices of shape \(indices.shape) for shape \(shape)")
    let extent = shape[axis]
    var next = indices.elements.makeIterator()
    return Shape.positions(in: indices.shape, of: shape) { index in
      guard let target = next.next() else { return false }
      precondition(target >= 0 && target < extent, "index \(target) is outside 0 ..< \(extent)")
      for other in index.indices where shape[other] == 1 { index[other] = 0 }
      index[axis] = target
      return true
    }
  }
}
