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
    let parts = source.corner(indices.shape).behind(indices.link)
    return replacingCorner(corner) { $0.adding(parts, at: places) }
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
    return adding(source, at: .slices(indices, AxisSplit(row, at: axis)))
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
    let parts = source.corner(indices.shape).behind(indices.link)
    return replacingCorner(corner) { $0.reducing(parts, at: places, by: reduction, includingSelf) }
  }

  /// - Precondition: places along an axis of this tensor.
  private func reducing(
    _ parts: Tensor, at places: Places, by reduction: Reduction, _ includingSelf: Bool
  ) -> Tensor {
    lazy var meetings = Tensor.ones(parts.shape).putting(at: places, shape: shape)
    let others: Tensor<Bool>? = includingSelf ? nil : meetings .== .zeros([])
    switch reduction {
    case .sum, .mean:
      let sums = (others.map { .where($0, self, .zeros([])) } ?? self).adding(parts, at: places)
      guard reduction == .mean else { return sums }
      let counts = meetings.elements.map { Swift.max($0 + (includingSelf ? 1 : 0), 1) }
      return sums / Tensor(counts, shape: shape)
    case .product: return multiplied(by: parts, at: places, others)
    case .greatest: return extremes(.greatest, with: parts, at: places, others)
    case .least: return extremes(.least, with: parts, at: places, others)
    }
  }

  /// With another part at the low indices, which follows from what is there.
  private func replacingCorner(_ extents: [Int], _ body: (Tensor) -> Tensor) -> Tensor {
    if extents == shape { return body(self) }
    let isInside = Tensor.ones(extents).placedAtCorner(of: shape) .> .zeros([])
    return .where(isInside, body(corner(extents)).placedAtCorner(of: shape), self)
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
