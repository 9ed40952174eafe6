public import Matrices

/// The definition: argmin of D, ties to the lowest index, written as plainly as possible.
public func bruteForceLabels(_ points: Matrix<Double>, _ centroids: Matrix<Double>) -> [Int32] {
  (0..<points.rows).map { row in
    var best: (label: Int32, distance: Double) = (0, .infinity)
    for cluster in 0..<centroids.rows {
      let distance = canonicalDistance(points.row(row), centroids.row(cluster))
      if distance < best.distance { best = (Int32(cluster), distance) }
    }
    return best.label
  }
}
