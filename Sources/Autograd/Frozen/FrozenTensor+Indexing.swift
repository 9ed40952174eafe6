internal import Refusals

extension Tensor where Element: FrozenElement {
  /// For each index the element at that place along an axis: one per slice, or, with indices of the same rank, any number
  /// (`torch.gather`); negative indices count from the end.
  ///
  /// - Parameter indices: of this tensor's shape without the axis, or of the same rank, with extents of at most this tensor's off
  ///   the axis.
  public func gathering(_ indices: Tensor<Int>, alongAxis axis: Int) -> Tensor {
    let (corner, places, shape) = places(gathering: indices, alongAxis: axis)
    return (corner.map { seen($0) } ?? self).taking(places, shape: shape).behind(indices.link)
  }

  /// For each index the element at that place along an axis: NumPy's `take_along_axis`. Off the axis both broadcast to each other.
  ///
  /// - Parameter axis: nil: both are taken as one row each.
  public func takingAlong(_ indices: Tensor<Int>, axis: Int?) -> Tensor {
    guard let axis else {
      return reshaped(to: [count]).takingAlong(indices.reshaped(to: [indices.count]), axis: 0)
    }
    let place = Shape.axis(axis, of: shape)
    let (source, target) = shapes(takingAlong: indices, place)
    return broadcast(to: source).gathering(indices.broadcast(to: target), alongAxis: place)
  }

  /// The slices along an axis at these indices, in this order; an index may come twice.
  public func selecting(_ indices: [Int], alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let split = AxisSplit(shape, at: axis)
    Shape.check(indices, in: split.extent)
    return taking(.slices(indices, split), shape: Shape.replacing(axis, of: shape, by: indices.count))
  }

  /// One slice along an axis, which disappears. Negative indices count from the end.
  public func selecting(_ index: Int, alongAxis axis: Int) -> Tensor {
    seen(StridedView(selecting: index, alongAxis: axis, of: shape))
  }

  /// The slices along the first axis at these indices, in this order; an index may come twice.
  public func selectingRows(_ rows: [Int]) -> Tensor { selecting(rows, alongAxis: 0) }

  /// The slices along the first axis for which the mask holds.
  public func selectingRows(where mask: Tensor<Bool>) -> Tensor {
    require(mask.shape == Array(shape.prefix(1)), "a mask of shape \(mask.shape) for shape \(shape)")
    return selectingRows(mask.elements.indices.filter { mask.elements[$0] }).behind(mask.link)
  }

  /// The elements for which the mask holds, in order, as one row; tensor and mask broadcast to each other.
  public func selecting(where mask: Tensor<Bool>) -> Tensor {
    let shape = Shape.broadcast(shape, mask.shape)
    let chosen = mask.broadcast(to: shape).elements
    let positions = chosen.indices.filter { chosen[$0] }
    return broadcast(to: shape).taking(.list(positions), shape: [positions.count]).behind(mask.link)
  }

  /// Elements of `first` where the condition holds, else of `second`, with NumPy's broadcasting.
  public static func `where`(_ condition: Tensor<Bool>, _ first: Tensor, _ second: Tensor) -> Tensor {
    let shape = Shape.broadcast(condition.shape, Shape.broadcast(first.shape, second.shape))
    let (mask, x, y) = (condition.repeated(to: shape), first.repeated(to: shape), second.repeated(to: shape))
    return Tensor(mask.indices.map { mask[$0] ? x[$0] : y[$0] }, shape: shape)
      .behind(condition.link, first.link, second.link)
  }

  private func taking(_ places: Places, shape: [Int]) -> Tensor {
    Tensor(taken(places, shape.reduce(1, *)), shape: shape).behind(link)
  }
}
