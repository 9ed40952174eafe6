import Clustering
import Matrices

/// `centroids`, each moved by `length` in its own random direction.
func scattered(
  _ centroids: Matrix<Double>, by length: Double, using generator: inout SeededGenerator
) -> Matrix<Double> {
  Matrix(rows: centroids.rows, columns: centroids.columns) { elements in
    for row in 0..<centroids.rows {
      let direction = (0..<centroids.columns).map { _ in generator.signedUnit() }
      let norm = euclideanNorm(direction)
      for column in 0..<centroids.columns {
        elements[row * centroids.columns + column] = centroids[row, column] + length * direction[column] / norm
      }
    }
  }
}

/// The owner moved directly away from the constraint's row and the rival directly towards it, both by `length`.
func squeezed(
  _ centroids: Matrix<Double>, _ constraint: LocalityRegion.Constraint, row: [Double], by length: Double
) -> Matrix<Double> {
  Matrix(rows: centroids.rows, columns: centroids.columns) { elements in
    for cluster in 0..<centroids.rows {
      let offset = zip(centroids.row(cluster), row).map { $0 - $1 }
      let norm = euclideanNorm(offset)
      let away = cluster == constraint.owner ? length : cluster == constraint.rival ? -length : 0
      for column in 0..<centroids.columns {
        // A centroid on the row itself may leave in any direction.
        let direction = norm > 0 ? offset[column] / norm : column == 0 ? 1 : 0
        elements[cluster * centroids.columns + column] = centroids[cluster, column] + away * direction
      }
    }
  }
}

func euclideanNorm(_ vector: [Double]) -> Double {
  vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
