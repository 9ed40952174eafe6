internal import Refusals

extension Tensor where Element: TensorScalar {
  /// For each index the element at that place along an axis, everything else as at the index.
  ///
  /// Either one element per slice: for [n, k] and n indices along axis 1, element `indices[i]` of row i. Or, with indices of
  /// the same rank, any number per slice: `torch.gather`.
  ///
  /// - Parameters:
  ///   - indices: each in 0 ..< the axis's extent, negative ones counted from the end; of this tensor's shape without the axis, or of the same rank, with
  ///     extents of at most this tensor's off the axis. A single value counts as a row of one.
  ///   - axis: negative axes count from the end.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func gathering(_ indices: Tensor<Int>, alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let indices = indices.countedFromTheStart(in: Shape.split(shape, at: axis).extent)
    let rest = Shape.removing(axis, from: shape)
    if indices.shape == rest {
      return taking(positions(ofOnePerSlice: indices, alongAxis: axis), shape: rest).behind(indices.link)
    }
    return taking(positions(of: indices, alongAxis: axis), shape: indices.shape).behind(indices.link)
  }

  /// For each index the element at that place along an axis: NumPy's `take_along_axis`.
  ///
  /// - Parameters:
  ///   - indices: of the same rank; off the axis, both broadcast to each other. Negative indices count from the end.
  ///   - axis: nil: both are taken as one row each.
  public func takingAlong(_ indices: Tensor<Int>, axis: Int?) -> Tensor {
    guard let axis else {
      let row = Tensor<Int>(indices.elements, shape: [indices.count]).behind(indices.link)
      return reshaped(to: [count]).takingAlong(row, axis: 0)
    }
    let place = Shape.axis(axis, of: shape)
    require(indices.rank == rank, "indices of shape \(indices.shape) for shape \(shape)")
    let (_, extent, _) = Shape.split(shape, at: place)
    let indices = indices.countedFromTheStart(in: extent)
    if rank == 0 { return gathering(Tensor<Int>(indices.elements, shape: []).behind(indices.link), alongAxis: 0) }
    let rest = Shape.broadcast(Shape.removing(place, from: shape), Shape.removing(place, from: indices.shape))
    func full(_ extent: Int) -> [Int] { rest[..<place] + [extent] + rest[place...] }
    let source = broadcast(to: full(extent))
    let target = indices.broadcast(to: full(indices.shape[place]))
    return source.taking(source.positions(of: target, alongAxis: place), shape: target.shape).behind(indices.link)
  }

  /// The slices along an axis at these indices, in this order; an index may come twice.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func selecting(_ indices: [Int], alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let (outer, extent, inner) = Shape.split(shape, at: axis)
    for index in indices {
      require(index >= 0 && index < extent, "index \(index) is outside 0 ..< \(extent)")
    }
    let positions = [Int](writing: outer * indices.count * inner) { out in
      var next = out
      for block in 0..<outer {
        for index in indices {
          let start = (block * extent + index) * inner
          for offset in 0..<inner { next[offset] = start + offset }
          next += inner
        }
      }
    }
    return taking(positions, shape: Shape.replacing(axis, of: shape, by: indices.count))
  }

  /// The slices along the first axis at these indices, in this order; an index may come twice.
  public func selectingRows(_ rows: [Int]) -> Tensor { selecting(rows, alongAxis: 0) }

  /// The slices along the first axis for which the mask holds.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func selectingRows(where mask: Tensor<Bool>) -> Tensor {
    require(mask.shape == Array(shape.prefix(1)), "a mask of shape \(mask.shape) for shape \(shape)")
    return selectingRows(mask.elements.indices.filter { mask.elements[$0] }).behind(mask.link)
  }

  /// One slice along an axis, which disappears: for [n, k] and axis 1, column `index`. Negative indices count from the end.
  public func selecting(_ index: Int, alongAxis axis: Int) -> Tensor {
    require(rank > 0, "a single value has no slices")
    let axis = Shape.axis(axis, of: shape)
    let place = index < 0 ? index + shape[axis] : index
    return selecting([place], alongAxis: axis).reshaped(to: Shape.removing(axis, from: shape))
  }

  /// The elements for which the mask holds, in order, as one row; tensor and mask broadcast to each other.
  public func selecting(where mask: Tensor<Bool>) -> Tensor {
    let shape = Shape.broadcast(shape, mask.shape)
    let chosen = mask.broadcast(to: shape).elements
    let positions = chosen.indices.filter { chosen[$0] }
    return broadcast(to: shape).taking(positions, shape: [positions.count]).behind(mask.link)
  }

  /// Where in this tensor the one index of each slice points.
  private func positions(ofOnePerSlice indices: Tensor<Int>, alongAxis axis: Int) -> [Int] {
    let (outer, extent, inner) = Shape.split(shape, at: axis)
    return [Int](writing: outer * inner) { out in
      for block in 0..<outer {
        for place in 0..<inner {
          let index = indices.elements[block * inner + place]
          require(index >= 0 && index < extent, "index \(index) is outside 0 ..< \(extent)")
          out[block * inner + place] = (block * extent + index) * inner + place
        }
      }
    }
  }

  /// For each index where in this tensor it points; a single value counts as a row of one.
  func positions(of indices: Tensor<Int>, alongAxis axis: Int) -> [Int] {
    let (own, other) = (rank == 0 ? [1] : shape, indices.rank == 0 ? [1] : indices.shape)
    require(
      own.count == other.count && own.indices.allSatisfy { $0 == axis || other[$0] <= own[$0] },
      "indices of shape \(indices.shape) do not fit \(shape) along axis \(axis)")
    let extent = own[axis]
    var next = indices.elements.makeIterator()
    return Shape.positions(in: other, of: own) { index in
      guard let target = next.next() else { return false }
      require(target >= 0 && target < extent, "index \(target) is outside 0 ..< \(extent)")
      index[axis] = target
      return true
    }
  }
}

extension Tensor<Int> {
  /// With the extent added to negative indices.
  fileprivate func countedFromTheStart(in extent: Int) -> Tensor {
    guard elements.contains(where: { $0 < 0 }) else { return self }
    return Tensor(elements.map { $0 < 0 && $0 >= -extent ? $0 + extent : $0 }, shape: shape).behind(link)
  }
}
