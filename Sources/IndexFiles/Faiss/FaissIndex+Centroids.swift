public import Clustering
public import Matrices
internal import VectorFiles

extension FaissIndex {
  /// What rows are assigned to: the centroids of lists, or the vectors of an `IndexFlat`, [count, dimensions]; behind a rotation, those
  /// that it comes from.
  ///
  /// Those of an index by inner products are directions, for ``/Clustering/Metric/cosine``.
  ///
  /// - Throws: ``IndexFileError/unusable(index:reason:)`` for an index that has none, or whose distances tessera has not: one by inner
  ///   products of vectors that have not one length, or behind a map that is no rotation.
  public func centroids() throws(IndexFileError) -> (centroids: Matrix<Double>, metric: Clustering.Metric) {
    switch content {
    case .vectors(let vectors):
      guard vectors.rows > 0 else { throw .unusable(index: name, reason: "has no vectors; add some, or give another") }
      guard metric == .innerProduct else { return (vectors.converted(), .euclidean) }
      guard vectors.areDirections else {
        throw .unusable(
          index: name,
          reason:
            "compares by inner products vectors that have not one length; bring them to length 1, or use distances")
      }
      return (vectors.converted(), .cosine)
    case .lists(let lists): return try lists.coarse.centroids()
    case .codes:
      throw .unusable(index: name, reason: "has codebooks and no centroids: tessera codebook reads it")
    case .transformed(let transforms, let index):
      var (centroids, metric) = try index.centroids()
      for transform in transforms.reversed() {
        guard let rotation = transform.rotation else {
          throw .unusable(index: name, reason: "maps vectors by what is no rotation; use the index by faiss")
        }
        centroids = centroids.multiplied(by: rotation)
      }
      return (centroids, metric)
    case .numbered(_, let index): return try index.centroids()
    }
  }
}

extension FaissTransform {
  /// The map, where it leaves distances as they are, to the precision of its numbers.
  var rotation: Matrix<Double>? {
    guard matrix.rows == matrix.columns, bias.allSatisfy({ $0 == 0 }) else { return nil }
    let map: Matrix<Double> = matrix.converted()
    let square = map.multiplied(by: map.transposed())
    for row in 0..<map.rows {
      for column in 0..<map.rows where abs(square[row, column] - (row == column ? 1 : 0)) > 1e-3 { return nil }
    }
    return map
  }
}

extension Matrix<Float> {
  fileprivate var areDirections: Bool {
    (0..<rows).allSatisfy { row in
      let square = self.row(row).reduce(0) { $0 + Double($1) * Double($1) }
      return abs(square - 1) < 1e-3
    }
  }
}

extension Matrix<Double> {
  /// [rows, columns of the other], sums in the order of the columns.
  func multiplied(by other: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: rows, columns: other.columns) { target in
      withUnsafeElements { left in
        other.withUnsafeElements { right in
          for row in 0..<rows {
            for inner in 0..<columns {
              let factor = left[row * columns + inner]
              for column in 0..<other.columns {
                target[row * other.columns + column] += factor * right[inner * other.columns + column]
              }
            }
          }
        }
      }
    }
  }

  func transposed() -> Matrix<Double> {
    Matrix(rows: columns, columns: rows) { target in
      for row in 0..<rows { for column in 0..<columns { target[column * rows + row] = self[row, column] } }
    }
  }
}
