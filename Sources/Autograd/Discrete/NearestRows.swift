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
    nearestRows(of: codebook, file: file, line: line) { vectors, codes in
      let (n, k, d) = (shape[0], codebook.shape[0], shape[1])
      // Vectors without components coincide with the first.
      var nearest = [Int](repeating: 0, count: n)
      if let vectors = vectors.baseAddress, let codes = codes.baseAddress, n * d > 0 {
        Element.kernels.nearest(vectors, codes, &nearest, n, k, d)
      }
      return nearest
    }
  }

  /// The same by somebody else's search, who is lent the elements of both: nothing is copied.
  ///
  /// - Parameter search: from the elements of vectors and codes, row by row, to an index per vector.
  package func nearestRows(
    of codebook: Tensor, file: StaticString = #fileID, line: UInt = #line,
    by search: (_ vectors: UnsafeBufferPointer<Element>, _ codes: UnsafeBufferPointer<Element>) -> [Int]
  ) -> Tensor<Int> {
    require(
      rank == 2 && codebook.rank == 2 && shape[1] == codebook.shape[1],
      "vectors of shape \(shape) and codes of shape \(codebook.shape)")
    require(codebook.shape[0] > 0, "there is no nearest of no codes")
    let nearest = elements.withUnsafeBufferPointer { vectors in
      codebook.elements.withUnsafeBufferPointer { search(vectors, $0) }
    }
    for side in [self, codebook] {
      StepTrace.note("argmin", of: side, severs: true, at: .init(file, line), nearest)
    }
    return Tensor<Int>(nearest, shape: [shape[0]])
  }
}
