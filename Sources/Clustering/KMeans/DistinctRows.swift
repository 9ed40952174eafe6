internal import Matrices
internal import TesseraKernels

extension ScaledPoints {
  /// Throws unless at least `count` rows of positive weight are distinct (0 and -0 are equal).
  ///
  /// - Complexity: O(dimensions) per row looked at; it stops when `count` distinct rows are seen. Memory: 16 bytes per
  ///   distinct row.
  func requireDistinctRows(_ count: Int) throws(ClusteringError) {
    let distinct = matrix.withUnsafeElements { elements in
      var seen: Set<RowKey<Scalar>> = []
      for row in 0..<rows where weights[row] > 0 {
        seen.insert(
          RowKey(elements: UnsafeBufferPointer(rebasing: elements[(row * dimensions)..<((row + 1) * dimensions)])))
        if seen.count >= count { break }
      }
      return seen.count
    }
    guard distinct >= count else { throw .tooFewDistinctRows(distinct: distinct, clusterCount: count) }
  }
}

/// A row as a set element: by its values.
private struct RowKey<Scalar: KernelScalar>: Hashable {
  let elements: UnsafeBufferPointer<Scalar>

  static func == (left: Self, right: Self) -> Bool { left.elements.elementsEqual(right.elements) }

  func hash(into hasher: inout Hasher) {
    for element in elements { hasher.combine(element) }
  }
}
