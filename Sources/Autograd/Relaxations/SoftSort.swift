internal import Refusals

extension Tensor where Element: TensorScalar {
  /// A relaxed permutation that sorts the last axis in descending order: [..., n, n], each row a distribution over the elements.
  ///
  /// P = softmax over j of -|sorted_i - x_j| / temperature; a permutation matrix in the limit of temperature 0 (without ties).
  ///
  /// Source: S. Prillo and J. Eisenschlos, *SoftSort* (2020), arXiv 2006.16038.
  /// - Complexity: O(n^2) per row.
  public func softPermutation(temperature: Element = 1) -> Tensor {
    require(rank >= 1 && temperature > 0, "an axis to sort, and a positive temperature")
    let sorted = sorted(alongAxis: -1, descending: true).values
    let gaps = sorted.expandingDimension(at: rank) - expandingDimension(at: rank - 1)
    return (-gaps.abs() / temperature).softmax(alongAxis: -1)
  }

  /// The last axis in descending order, relaxed.
  public func softSorted(temperature: Element = 1) -> Tensor {
    (softPermutation(temperature: temperature) * expandingDimension(at: rank - 1)).sum(alongAxis: -1)
  }

  /// The place of each element of the last axis in descending order, counted from 0, relaxed.
  public func softRanks(temperature: Element = 1) -> Tensor {
    let places = Tensor((0..<(shape.last ?? 1)).map { Element($0) }, shape: [shape.last ?? 1, 1])
    return (softPermutation(temperature: temperature) * places).sum(alongAxis: -2)
  }

  /// For each element of the last axis how far it belongs to the `count` largest: between 0 and 1 in the limit, `count` in sum.
  ///
  /// - Precondition: `count` is at most the extent of the last axis.
  public func softTop(_ count: Int, temperature: Element = 1) -> Tensor {
    require(
      rank >= 1 && count >= 0 && count <= shape[rank - 1],
      "there are no \(count) elements along the last axis of \(shape)")
    let permutation = softPermutation(temperature: temperature)
    return permutation.slice(from: 0, to: count, alongAxis: rank - 1).sum(alongAxis: -2)
  }

  /// The scores as a relaxed assignment of rows to columns: e^(x / temperature), scaled in turn until rows and columns sum to 1.
  ///
  /// Rows are scaled last: they sum to 1 exactly, columns as nearly as `iterations` allow. A permutation matrix in the limit of
  /// temperature 0.
  ///
  /// Source: R. Sinkhorn (1964), DOI 10.1214/aoms/1177703591; G. Mena et al. (2018), arXiv 1802.08665.
  /// - Precondition: the last two extents agree.
  public func sinkhorn(temperature: Element = 1, iterations: Int = 50) -> Tensor {
    require(rank >= 2 && shape[rank - 1] == shape[rank - 2], "shape \(shape) is not square")
    require(temperature > 0 && iterations >= 0, "a temperature is positive, and iterations are at least 0")
    var logarithms = self / temperature
    for _ in 0..<iterations {
      logarithms = logarithms.logSoftmax(alongAxis: -2).logSoftmax(alongAxis: -1)
    }
    return logarithms.exp()
  }
}
