internal import Matrices
internal import TesseraKernels

/// Sums of rows that lack elements: ``StatisticsAccumulator``, with a mass per column where a cluster's rows lack some.
struct PartialSums<Scalar: KernelScalar> {
  private let problem: FitProblem<Scalar>
  private let missing: MissingCells?
  private(set) var accumulator: StatisticsAccumulator<Scalar>
  /// [clusterCount, dimensions]: the weight of rows without the element, in the weights' quanta; empty where none is missing.
  private var lacking: [Int128]

  init(_ problem: FitProblem<Scalar>, clusterCount: Int) {
    self.problem = problem
    missing = problem.points.partial?.missing
    accumulator = StatisticsAccumulator(
      problem.points, clusterCount: clusterCount, kernels: problem.kernels, parallel: problem.parallel)
    lacking = missing == nil ? [] : Array(repeating: 0, count: clusterCount * problem.points.dimensions)
  }

  var counts: [Int] { accumulator.counts }
  var masses: [Int128] { accumulator.masses }

  mutating func apply(_ moves: [RowMove]) {
    guard !moves.isEmpty else { return }
    accumulator.apply([moves])
    guard let missing else { return }
    let (d, weights) = (problem.points.dimensions, problem.points.weights)
    for move in moves {
      let columns = missing.columns(of: Int(move.row))
      guard !columns.isEmpty else { continue }
      let weight = weights.quanta(of: Int(move.row))
      for column in columns {
        if move.source >= 0 { lacking[Int(move.source) * d + Int(column)] -= weight }
        lacking[Int(move.target) * d + Int(column)] += weight
      }
    }
  }

  /// The statistics, each mean by the rows that have the element.
  ///
  /// - Parameter centroids: what stands for the mean where no row of a cluster has it.
  mutating func statistics(loss: Double, at centroids: Matrix<Double>) -> ClusterStatistics {
    let plain = accumulator.snapshot(loss: loss)
    guard lacking.contains(where: { $0 != 0 }) else { return plain }
    let (points, d) = (problem.points, problem.points.dimensions)
    let sums = accumulator.sums
    var means = plain.means
    means.withUnsafeMutableElements { means in
      centroids.withUnsafeElements { centroids in
        for index in lacking.indices where lacking[index] != 0 && index < centroids.count {
          let (cluster, column) = (index / d, index % d)
          let mass = sums.masses[cluster] - lacking[index]
          if mass <= 0 {
            means[index] = centroids[index]
          } else if points.wide.columns.contains(column) || points.wide.holdsMasses {
            // Sums of more than 128 bits: two roundings more.
            means[index] *= Double(sums.masses[cluster]) / Double(mass)
          } else {
            means[index] = FixedPoint.quotient(
              of: sums[index], exponent: points.sumExponents[column] - points.weights.exponent, by: mass)
          }
        }
      }
    }
    return ClusterStatistics(counts: plain.counts, masses: plain.masses, means: means, loss: plain.loss)
  }
}
