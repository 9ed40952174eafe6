extension Tensor where Element: TensorScalar {
  /// One element per slice along an axis: for [n, k] and n indices along axis 1, element `indices[i]` of row i.
  ///
  /// - Parameters:
  ///   - indices: of this tensor's shape without the axis, each in 0 ..< the axis's extent.
  ///   - axis: negative axes count from the end.
  public func gathering(_ indices: Tensor<Int>, alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    var rest = shape
    let extent = rest.remove(at: axis)
    precondition(indices.shape == rest, "indices of shape \(indices.shape) do not fit \(shape) along axis \(axis)")
    let inner = Shape.split(shape, at: axis).inner
    let gathered = indices.elements.enumerated().map { position, index in
      precondition(index >= 0 && index < extent, "index \(index) is outside 0 ..< \(extent)")
      return elements[(position / inner * extent + index) * inner + position % inner]
    }
    return .recording(.gather(indices, axis: axis), [self], gathered, shape: rest)
  }

  /// The opposite of ``gathering(_:alongAxis:)``: zeros but for the elements at the indices.
  func scattering(_ indices: Tensor<Int>, alongAxis axis: Int, extent: Int) -> Tensor {
    var full = shape
    full.insert(extent, at: axis)
    let inner = Shape.split(full, at: axis).inner
    var scattered = [Element](repeating: 0, count: count * extent)
    for (position, index) in indices.elements.enumerated() {
      scattered[(position / inner * extent + index) * inner + position % inner] = elements[position]
    }
    return .recording(.scatter(indices, axis: axis), [self], scattered, shape: full)
  }

  /// The slices along the first axis at these indices, in this order; an index may come twice.
  public func selectingRows(_ rows: [Int]) -> Tensor {
    precondition(rank >= 1, "a single value has no rows")
    let size = shape[0] == 0 ? 0 : count / shape[0]
    var selected: [Element] = []
    selected.reserveCapacity(rows.count * size)
    for row in rows {
      precondition(row >= 0 && row < shape[0], "row \(row) is outside 0 ..< \(shape[0])")
      selected += elements[(row * size)..<((row + 1) * size)]
    }
    return .recording(.selectRows(rows), [self], selected, shape: [rows.count] + shape.dropFirst())
  }

  /// The slices along the first axis for which the mask holds.
  public func selectingRows(where mask: Tensor<Bool>) -> Tensor {
    precondition(mask.shape == Array(shape.prefix(1)), "a mask of shape \(mask.shape) for shape \(shape)")
    return selectingRows(mask.elements.indices.filter { mask.elements[$0] })
  }

  /// The opposite of ``selectingRows(_:)-([Int])``: slices are added to zeros at their places.
  func addingRows(at rows: [Int], of extent: Int) -> Tensor {
    let size = shape.dropFirst().reduce(1, *)
    var sums = [Element](repeating: 0, count: extent * size)
    for (position, row) in rows.enumerated() {
      for index in 0..<size { sums[row * size + index] += elements[position * size + index] }
    }
    return .recording(.addRows(rows), [self], sums, shape: [extent] + shape.dropFirst())
  }

  /// One slice along an axis, which disappears: for [n, k] and axis 1, column `index`.
  public func selecting(_ index: Int, alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    precondition(index >= 0 && index < shape[axis], "index \(index) is outside 0 ..< \(shape[axis])")
    let (outer, extent, inner) = Shape.split(shape, at: axis)
    var slice: [Element] = []
    slice.reserveCapacity(outer * inner)
    for block in 0..<outer {
      let start = (block * extent + index) * inner
      slice += elements[start..<(start + inner)]
    }
    var rest = shape
    rest.remove(at: axis)
    return .recording(.select(index, axis: axis), [self], slice, shape: rest)
  }

  /// The opposite of ``selecting(_:alongAxis:)``: zeros but for this slice.
  func inserting(at index: Int, alongAxis axis: Int, extent: Int) -> Tensor {
    var full = shape
    full.insert(extent, at: axis)
    let (outer, _, inner) = Shape.split(full, at: axis)
    var inserted = [Element](repeating: 0, count: count * extent)
    for block in 0..<outer {
      for offset in 0..<inner { inserted[(block * extent + index) * inner + offset] = elements[block * inner + offset] }
    }
    return .recording(.insert(index, axis: axis), [self], inserted, shape: full)
  }
}
