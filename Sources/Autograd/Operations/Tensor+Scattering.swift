internal import Refusals

extension Tensor where Element: TensorScalar {
  /// This tensor with each element of `source` added at its index along an axis: `torch.scatter_add`.
  ///
  /// - Parameters:
  ///   - indices: of the same rank, each in 0 ..< the axis's extent.
  ///   - source: at least as large as `indices` in every dimension; what lies beyond is left out.
  public func scatterAdding(_ source: Tensor, at indices: Tensor<Int>, alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let targets = positions(of: indices, alongAxis: axis)
    return self + source.corner(indices.shape).putting(at: targets, shape: shape).behind(indices.link)
  }

  /// This tensor with the slices of `source` added at these places along an axis: `torch.index_add`.
  public func addingSlices(_ source: Tensor, at indices: [Int], alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let row = rank == 0 ? [1] : shape
    let slices = source.rank == 0 ? [1] : source.shape
    require(
      slices.count == row.count && slices == Shape.replacing(axis, of: row, by: indices.count),
      "\(indices.count) indices and slices of shape \(source.shape) do not fit \(shape) along axis \(axis)")
    for index in indices {
      require(index >= 0 && index < row[axis], "index \(index) is outside 0 ..< \(row[axis])")
    }
    let targets = Shape.positions(in: slices, of: row) { index in
      index[axis] = indices[index[axis]]
      return true
    }
    return self + source.putting(at: targets, shape: shape)
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
    let targets = positions(of: indices, alongAxis: axis)
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
    case .product:
      return parts.rounds(of: targets, in: shape, filling: 1)
        .reduce(Tensor.where(keepsSelf, self, .ones([]))) { $0 * $1 }
    case .greatest, .least:
      let isGreatest = reduction == .greatest
      let none: Element = isGreatest ? -.infinity : .infinity
      let layers = [Tensor.where(keepsSelf, self, Tensor(none))] + parts.rounds(of: targets, in: shape, filling: none)
      let stacked = Tensor.stacked(layers, alongAxis: 0)
      return isGreatest ? stacked.amax(alongAxes: [0]) : stacked.amin(alongAxes: [0])
    }
  }

  /// The elements laid out over `shape`, as many times as elements meet at one place; places left are filled.
  private func rounds(of targets: [Int], in shape: [Int], filling: Element) -> [Tensor] {
    var seen = [Int](repeating: 0, count: shape.reduce(1, *))
    var layers: [[Int]] = []
    for (position, target) in targets.enumerated() {
      if seen[target] == layers.count { layers.append(Array(repeating: -1, count: seen.count)) }
      layers[seen[target]][target] = position
      seen[target] += 1
    }
    return layers.map { positions in
      let isFilled = Tensor<Bool>(positions.map { $0 >= 0 }, shape: shape)
      return .where(isFilled, taking(positions, shape: shape), Tensor(filling))
    }
  }

  /// The part at the low indices.
  private func corner(_ extents: [Int]) -> Tensor {
    if extents == shape { return self }
    require(
      extents.count == rank && zip(extents, shape).allSatisfy { $0 <= $1 },
      "a source of shape \(shape) for indices of shape \(extents)")
    return taking(Shape.positions(in: extents, of: shape) { _ in true }, shape: extents)
  }
}
