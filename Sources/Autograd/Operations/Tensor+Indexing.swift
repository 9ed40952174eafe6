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
    let (corner, places, shape) = places(gathering: indices, alongAxis: axis)
    return (corner.map { seen($0) } ?? self).taking(places, shape: shape).behind(indices.link)
  }

  /// For each index the element at that place along an axis: NumPy's `take_along_axis`.
  ///
  /// - Parameters:
  ///   - indices: of the same rank; off the axis, both broadcast to each other. Negative indices count from the end.
  ///   - axis: nil: both are taken as one row each.
  public func takingAlong(_ indices: Tensor<Int>, axis: Int?) -> Tensor {
    guard let axis else {
      return reshaped(to: [count]).takingAlong(indices.reshaped(to: [indices.count]), axis: 0)
    }
    let place = Shape.axis(axis, of: shape)
    let (source, target) = shapes(takingAlong: indices, place)
    return broadcast(to: source).gathering(indices.broadcast(to: target), alongAxis: place)
  }

  /// The slices along an axis at these indices, in this order; an index may come twice.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func selecting(_ indices: [Int], alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let split = AxisSplit(shape, at: axis)
    Shape.check(indices, in: split.extent)
    return taking(.slices(indices, split), shape: Shape.replacing(axis, of: shape, by: indices.count))
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
    seen(StridedView(selecting: index, alongAxis: axis, of: shape))
  }

  /// The elements for which the mask holds, in order, as one row; tensor and mask broadcast to each other.
  public func selecting(where mask: Tensor<Bool>) -> Tensor {
    let shape = Shape.broadcast(shape, mask.shape)
    let chosen = mask.broadcast(to: shape).elements
    let positions = chosen.indices.filter { chosen[$0] }
    return broadcast(to: shape).taking(positions, shape: [positions.count]).behind(mask.link)
  }
}

extension Tensor {
  /// Where the elements lie that gathering takes: in the part of this tensor that a view shows (nil: in all of it), and the shape that
  /// they get.
  func places(
    gathering indices: Tensor<Int>, alongAxis axis: Int
  ) -> (corner: StridedView?, places: Places, shape: [Int]) {
    let axis = Shape.axis(axis, of: shape)
    let split = AxisSplit(shape, at: axis)
    let indices = indices.countedFromTheStart(in: split.extent)
    let rest = Shape.removing(axis, from: shape)
    if indices.shape == rest {
      Shape.check(indices.elements, in: split.extent)
      return (nil, .entries(indices.elements, split), rest)
    }
    let (corner, entries) = entries(of: indices, alongAxis: axis)
    let view = corner == shape ? nil : StridedView(of: shape, from: shape.map { _ in 0 }, shape: corner)
    return (view, entries, indices.shape)
  }

  /// The shapes to which this tensor and indices broadcast off an axis, counted from 0.
  func shapes(takingAlong indices: Tensor<Int>, _ axis: Int) -> (source: [Int], target: [Int]) {
    require(indices.rank == rank, "indices of shape \(indices.shape) for shape \(shape)")
    if rank == 0 { return ([], []) }
    let rest = Shape.broadcast(Shape.removing(axis, from: shape), Shape.removing(axis, from: indices.shape))
    func full(_ extent: Int) -> [Int] { rest[..<axis] + [extent] + rest[axis...] }
    return (full(shape[axis]), full(indices.shape[axis]))
  }

  /// For each index where along the axis it points; a single value counts as a row of one.
  ///
  /// - Returns: the part of this tensor that is as large as the indices off the axis, and places in it.
  func entries(of indices: Tensor<Int>, alongAxis axis: Int) -> (corner: [Int], places: Places) {
    let (own, other) = (rank == 0 ? [1] : shape, indices.rank == 0 ? [1] : indices.shape)
    require(
      own.count == other.count && own.indices.allSatisfy { $0 == axis || other[$0] <= own[$0] },
      "indices of shape \(indices.shape) do not fit \(shape) along axis \(axis)")
    Shape.check(indices.elements, in: own[axis])
    var corner = other
    corner[axis] = own[axis]
    return (rank == 0 ? [] : corner, .entries(indices.elements, AxisSplit(corner, at: axis)))
  }
}

extension Shape {
  /// Ends the program unless all indices lie in 0 ..< `extent`.
  static func check(_ indices: [Int], in extent: Int) {
    // Negative as soon as one is out of bounds: no branch, so that many are looked at at once.
    if extent > 0, indices.reduce(0, { $0 | $1 | (extent &- 1 &- $1) }) >= 0 { return }
    for index in indices {
      require(index >= 0 && index < extent, "index \(index) is outside 0 ..< \(extent)")
    }
  }
}

extension Tensor<Int> {
  /// With the extent added to negative indices.
  func countedFromTheStart(in extent: Int) -> Tensor {
    guard elements.reduce(0, { $0 | $1 }) < 0 else { return self }
    return Tensor(elements.map { $0 < 0 && $0 >= -extent ? $0 + extent : $0 }, shape: shape).behind(link)
  }
}
