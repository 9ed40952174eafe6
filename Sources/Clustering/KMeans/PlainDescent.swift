internal import Matrices
internal import TesseraKernels

/// A step that depends on one cluster's statistics only: c' = c - rate * (factor * (c - mean)).
struct PlainDescent {
  var rate: Double
  /// Whether the factor is 2; otherwise it is twice the cluster's weight.
  var scalesByCount: Bool

  func factor(mass: Double) -> Double { scalesByCount ? 2 : 2 * mass }

  /// What ``GradientStep`` gives, by the kernels.
  func step(from centroids: Matrix<Double>, _ frozen: ClusterStatistics, _ kernels: Kernels) -> Matrix<Double> {
    let d = centroids.columns
    return Matrix(rows: centroids.rows, columns: d) { next in
      centroids.withUnsafeElements { old in
        frozen.means.withUnsafeElements { means in
          for cluster in 0..<frozen.clusterCount {
            let start = cluster * d
            let mass = frozen.masses[cluster]
            if mass > 0 {
              _ = kernels.descend(
                from: old.baseAddress! + start, means: means.baseAddress! + start, factor: factor(mass: mass),
                rate: rate, dimensions: d, to: next.baseAddress! + start)
            } else {
              (next.baseAddress! + start).update(from: old.baseAddress! + start, count: d)
            }
          }
        }
      }
    }
  }
}
