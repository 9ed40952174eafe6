internal import Matrices
internal import TesseraKernels

/// The frozen loss as its least value, at the means, and what leaving the means adds: for solvers whose centroids move many
/// times between two changes of the assignment.
///
/// The least value changes with the assignment only and is evaluated in pairs of doubles, cluster by cluster. The excess,
/// the sum of n |c - m|^2 + g . (c - m) with the slope g that the rounding of the means m leaves over, is at most the loss
/// and is evaluated in Double: the relative error of the sum stays below about d 2^-52, as that of ``FrozenLoss``.
///
/// - Complexity: O(dimensions) per cluster whose rows changed, and O(clusterCount * dimensions) cheap operations per
///   evaluation. Memory: 8 bytes per centroid element.
struct ExcessLoss<Scalar: KernelScalar> {
  private let problem: FitProblem<Scalar>
  private let centredSquares: DoubleDouble
  /// Per cluster, what it takes off the first term at its means.
  private var gains: [DoubleDouble]
  private var slopes: [Double]
  private var isStale: [Bool]
  private var least = DoubleDouble.zero

  /// - Parameter frozenLoss: of the rows that take part.
  init(_ problem: FitProblem<Scalar>, _ frozenLoss: FrozenLoss<Scalar>) {
    self.problem = problem
    centredSquares = frozenLoss.centredSquares
    gains = Array(repeating: .zero, count: problem.clusterCount)
    slopes = Array(repeating: 0, count: problem.clusterCount * problem.points.dimensions)
    isStale = Array(repeating: true, count: problem.clusterCount)
  }

  /// Takes account of clusters that rows left or entered.
  mutating func note(_ touched: [Bool]) {
    for cluster in touched.indices where touched[cluster] { isStale[cluster] = true }
  }

  /// The loss of these centroids (scaled units) for the rows in `accumulator`, whose statistics are `statistics`.
  mutating func value(
    at centroids: Matrix<Double>, _ accumulator: StatisticsAccumulator<Scalar>, _ statistics: ClusterStatistics
  ) -> Double {
    let d = problem.points.dimensions
    return statistics.means.withUnsafeElements { means in
      refresh(accumulator, means.baseAddress!)
      return centroids.withUnsafeElements { centroids in
        slopes.withUnsafeBufferPointer { slopes in
          var excess = 0.0
          for cluster in 0..<problem.clusterCount where statistics.masses[cluster] > 0 {
            let start = cluster * d
            excess += problem.kernels.excess(
              at: centroids.baseAddress! + start, means: means.baseAddress! + start,
              slopes: slopes.baseAddress! + start,
              mass: FixedPoint.scaled(statistics.masses[cluster], by: -problem.points.weights.unit), dimensions: d)
          }
          return max(0, (least + DoubleDouble(excess)).value)
        }
      }
    }
  }

  private mutating func refresh(_ accumulator: StatisticsAccumulator<Scalar>, _ means: UnsafePointer<Double>) {
    guard isStale.contains(true) else { return }
    for cluster in gains.indices where isStale[cluster] {
      gains[cluster] = gain(of: cluster, accumulator, means)
      isStale[cluster] = false
    }
    least = gains.reduce(centredSquares) { $0 - $1 }
  }

  private mutating func gain(
    of cluster: Int, _ accumulator: StatisticsAccumulator<Scalar>, _ means: UnsafePointer<Double>
  ) -> DoubleDouble {
    guard accumulator.counts[cluster] > 0 else { return .zero }
    let d = problem.points.dimensions
    let (points, sums) = (problem.points, accumulator.sums)
    let weight = DoubleDouble(quanta: sums.masses[cluster], exponent: points.weights.exponent)
    let gain = slopes.withUnsafeMutableBufferPointer { slopes in
      sums.low.withUnsafeBufferPointer { low in
        sums.high.withUnsafeBufferPointer { high in
          problem.kernels.frozenGain(
            low: low.baseAddress! + cluster * d, high: high.baseAddress! + cluster * d, factors: points.sumFactors,
            shift: points.shift, centroid: means + cluster * d, dimensions: d, weight: (weight.high, weight.low),
            slopes: slopes.baseAddress! + cluster * d)
        }
      }
    }
    return DoubleDouble(gain.high, gain.low)
  }
}
