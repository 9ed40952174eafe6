internal import Refusals

extension Tensor where Element: TensorScalar {
  /// For each row [n, d] the index of the nearest row of a codebook [k, d], by the squared distance in Double of which
  /// ``squaredDistances(from:to:)`` gives the rounding: Floats whose rounded distances tie are told apart. Ties: the lowest. The
  /// first distance that is NaN wins.
  ///
  /// - Complexity: O(n k d); memory O(n + k d).
  package func nearestRows(
    of codebook: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor<Int> {
    require(
      rank == 2 && codebook.rank == 2 && shape[1] == codebook.shape[1],
      "vectors of shape \(shape) and codes of shape \(codebook.shape)")
    let (n, k, d) = (shape[0], codebook.shape[0], shape[1])
    require(k > 0, "there is no nearest of no codes")
    // Vectors without components coincide with the first.
    var nearest = [Int](repeating: 0, count: n)
    if n * d > 0 { Element.kernels.nearest(elements, codebook.elements, &nearest, n, k, d) }
    for side in [self, codebook] {
      StepTrace.note("argmin", of: side, severs: true, at: .init(file, line), nearest)
    }
    return Tensor<Int>(nearest, shape: [n])
  }
}
