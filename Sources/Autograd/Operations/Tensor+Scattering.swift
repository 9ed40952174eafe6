internal import Refusals

extension Tensor where Element: TensorScalar {
  /// This tensor with each element of `source` added at its index along an axis: `torch.scatter_add`.
  ///
  /// - Parameters:
  ///   - indices: of the same rank, each in 0 ..< the axis's extent.
  ///   - source: at least as large as `indices` in every dimension; what lies beyond is left out.
  public func scatterAdding(_ source: Tensor, at indices: Tensor<Int>, alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let (corner, places) = entries(of: indices, alongAxis: axis)
    let sums = source.corner(indices.shape).putting(at: places, shape: corner)
    return self + sums.placedAtCorner(of: shape).behind(indices.link)
  }

  /// This tensor with the slices of `source` added at these places along an axis: `torch.index_add`.
  public func addingSlices(_ source: Tensor, at indices: [Int], alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let row = rank == 0 ? [1] : shape
    let slices = source.rank == 0 ? [1] : source.shape
    require(
      slices.count == row.count && slices == Shape.replacing(axis, of: row, by: indices.count),
      "\(indices.count) indices and slices of shape \(source.shape) do not fit \(shape) along axis \(axis)")
    Shape.check(indices, in: row[axis])
    return self + source.putting(at: .slices(indices, AxisSplit(row, at: axis)), shape: shape)
  }

  /// How ``scatterReducing(_:at:alongAxis:by:includingSelf:)`` combines the elements that meet at one place.
  public enum Reduction: String, Sendable, CaseIterable {
    case sum
    case product = "prod"
    case mean
    case greatest = "amax"
    case least = "amin"
  }

  /// This tensor combined with the elements of `source` at their indices along an axis: `torch.scatter_reduce`.
  ///
  /// Places that no element meets stay as they are. Products are exact with zeros, in both orders; greatest and least
  /// split the gradient evenly on ties.
  ///
  /// - Parameter includesSelf: whether what is there already takes part where an element meets it.
  public func scatterReducing(
    _ source: Tensor, at indices: Tensor<Int>, alongAxis axis: Int, by reduction: Reduction, includingSelf: Bool = true
  ) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let (corner, places) = entries(of: indices, alongAxis: axis)
    let targets = Shape.positions(places.positions, in: corner, of: shape)
    let parts = source.corner(indices.shape).behind(indices.link)
    var meetings = [Int](repeating: 0, count: count)
    for target in targets { meetings[target] += 1 }
    let isMet = Tensor<Bool>(meetings.map { $0 > 0 }, shape: shape)
    let keepsSelf =
      includingSelf ? Tensor<Bool>(repeating: true, shape: shape) : Tensor<Bool>(isMet.elements.map(!), shape: shape)
    switch reduction {
    case .sum, .mean:
      let sums = Tensor.where(keepsSelf, self, .zeros([])) + parts.putting(at: targets, shape: shape)
      guard reduction == .mean else { return sums }
      let counts = meetings.map { Element(Swift.max($0 + (includingSelf ? 1 : 0), 1)) }
      return sums / Tensor(counts, shape: shape)
    case .product, .greatest, .least:
      // What is here takes part like a source.
      let own = reshaped(to: [count]).selecting(where: Tensor<Bool>(keepsSelf.elements, shape: [count]))
      let meeting = Tensor.concatenated([own, parts.reshaped(to: [parts.count])], alongAxis: 0)
      let groups = Groups(keepsSelf.elements.indices.filter { keepsSelf.elements[$0] } + targets, count)
      let reduced: Tensor
      switch reduction {
      case .product: reduced = meeting.products(of: groups)
      default: reduced = meeting.extremes(reduction == .greatest ? .greatest : .least, of: groups)
      }
      return reduced.reshaped(to: shape)
    }
  }

  /// The part at the low indices.
  private func corner(_ extents: [Int]) -> Tensor {
    if extents == shape { return self }
    require(
      extents.count == rank && zip(extents, shape).allSatisfy { $0 <= $1 },
      "a source of shape \(shape) for indices of shape \(extents)")
    return seen(StridedView(of: shape, from: shape.map { _ in 0 }, shape: extents))
  }

  /// Zeros with this tensor at the low indices.
  private func placedAtCorner(of extents: [Int]) -> Tensor {
    if extents == shape { return self }
    return putting(
      at: .view(StridedView(of: extents, from: extents.map { _ in 0 }, shape: shape)), shape: extents)
  }
}
