internal import Matrices

/// Lloyd's algorithm, the EM of k-means: every centroid becomes the mean of its points.
///
/// c_j' = s_j / n_j minimises the frozen loss exactly, so the inertia never rises and the assignments repeat after
/// finitely many updates: a fixed point. Empty clusters are restarted at the rows farthest from their centroids.
///
/// Source: S. Lloyd, *Least squares quantization in PCM* (1982), DOI 10.1109/TIT.1982.1056489.
public struct Lloyd: Solver {
  public init() {}

  public var name: String { "lloyd" }
  public var relocatesEmptyClusters: Bool { true }
  public var dependsOnAssignmentOnly: Bool { true }

  public func makeStepper(for problem: SolverProblem) -> AnyStepper { RelaxedStep(relaxation: 1).erased }
}

extension Solver where Self == Lloyd {
  /// Every centroid becomes the mean of its points.
  public static var lloyd: Lloyd { Lloyd() }
}

/// c' = (1 - alpha) c + alpha s/n, as s/n + (1 - alpha) (c - s/n): a centroid at its mean stays there, wherever zero is.
/// Lloyd at alpha = 1, where it returns the means bit by bit.
struct RelaxedStep: CentroidStepper {
  let relaxation: Double
  var learningRate: Double? { nil }
  var nearsMeans: Bool { true }
  var memory: [Double]? { [] }

  func step(from centroids: Matrix<Double>, _ statistics: ClusterStatistics) -> Matrix<Double> {
    let (means, columns) = (statistics.means, centroids.columns)
    if relaxation == 1, statistics.masses.allSatisfy({ $0 > 0 }) { return means }
    return Matrix(rows: centroids.rows, columns: columns) { next in
      for cluster in 0..<centroids.rows {
        let moves = statistics.masses[cluster] > 0
        for column in 0..<columns {
          let (old, mean) = (centroids[cluster, column], means[cluster, column])
          next[cluster * columns + column] =
            moves ? (relaxation == 1 ? mean : mean + (1 - relaxation) * (old - mean)) : old
        }
      }
    }
  }
}
