internal import Matrices
internal import TesseraKernels

/// A step that depends on one cluster's statistics only, c' = c - rate * (factor * (c - mean)): the kernels make it, cluster
/// by cluster and in place.
public struct PlainDescent: Sendable {
  /// The learning rate, in the data's units.
  public private(set) var rate: Double
  /// Whether the factor is 2; otherwise it is twice the cluster's weight.
  public let scalesByCount: Bool
  /// Whether the rate is the solver's choice, which is lowered as clusters grow.
  public let isFree: Bool

  public init(rate: Double, scalesByCount: Bool, isFree: Bool) {
    (self.rate, self.scalesByCount, self.isFree) = (rate, scalesByCount, isFree)
  }

  /// Lowers a free rate to what lands the heaviest cluster of a step on its mean: then every step ends between a centroid
  /// and a mean, whatever happens.
  mutating func lower(for mass: () -> Double) {
    guard isFree, !scalesByCount else { return }
    let mass = mass()
    if rate * mass > 0.5 { rate = 0.5 / mass }
  }

  /// The same at another rate.
  func at(rate: Double) -> PlainDescent { PlainDescent(rate: rate, scalesByCount: scalesByCount, isFree: isFree) }

  /// Whether a step brings a cluster of this weight nearer to its mean.
  func contracts(mass: Double) -> Bool { rate * factor(mass: mass) < 2 }

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
