internal import Refusals

extension Tensor<Int> {
  /// How often each of 0, 1, ... occurs, up to the largest element but at least `minimumCount` places; a constant.
  ///
  /// - Precondition: of rank 1, no element negative.
  public func counts(minimumCount: Int = 0) -> Tensor<Int> {
    var counts = [Int](repeating: 0, count: places(minimumCount))
    for element in elements { counts[element] += 1 }
    return Tensor(counts, shape: [counts.count]).behind(link)
  }

  /// The sums of the weights of all elements of value 0, 1, ...; the gradient is that of the weights.
  public func counts<Scalar: TensorScalar>(weightedBy weights: Tensor<Scalar>, minimumCount: Int = 0) -> Tensor<Scalar>
  {
    require(weights.shape == shape, "weights of shape \(weights.shape) for shape \(shape)")
    return weights.putting(at: elements, shape: [places(minimumCount)]).behind(link)
  }

  private func places(_ minimumCount: Int) -> Int {
    require(rank == 1 && elements.allSatisfy { $0 >= 0 }, "counting needs a row of elements of at least 0")
    require(minimumCount >= 0, "there are no \(minimumCount) places")
    let largest = elements.max() ?? -1
    return Shape.count(of: [Swift.max(minimumCount, largest, largest &+ 1)])
  }
}

extension Tensor where Element: TensorScalar {
  /// The distinct elements in ascending order, for each element which of them it is, and how often each occurs.
  ///
  /// The gradient of a value goes to the first of the elements that have it; indices and counts are constants.
  public func unique(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, inverse: Tensor<Int>, counts: Tensor<Int>) {
    let (positions, inverse, counts) = uniqueElements(file: file, line: line)
    return (taking(positions, shape: [positions.count]), inverse, counts)
  }

  /// The distinct slices along an axis in lexicographic order; see ``unique(file:line:)``.
  public func unique(
    alongAxis axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, inverse: Tensor<Int>, counts: Tensor<Int>) {
    require(rank > 0, "a single value has no slices")
    let axis = Shape.axis(axis, of: shape)
    let slices = (0..<shape[axis]).map { constant.selecting($0, alongAxis: axis).elements }
    let order = slices.indices.sorted { left, right in
      slices[left] == slices[right] ? left < right : slices[left].lexicographicallyPrecedes(slices[right])
    }
    let link = StepTrace.note("unique", of: self, severs: true, at: .init(file, line), order)
    let repeats = order.indices.map { $0 > 0 && slices[order[$0]] == slices[order[$0 - 1]] }
    let (rows, inverse, counts) = Self.groups(order, [slices.count], repeats)
    return (selecting(rows, alongAxis: axis), inverse.behind(link), counts.behind(link))
  }
}
