internal import Matrices
internal import TesseraKernels

extension StreamingKMeans {
  /// The batch's own means, order-free.
  func statistics<Scalar: KernelScalar>(
    of rows: Matrix<Scalar>, _ labels: [Int32], _ weights: [Double]?
  ) throws(ClusteringError) -> ClusterStatistics {
    let kernels = Kernels(instructionSet ?? .best)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    let survey = try DataSurvey(rows, kernels: kernels, in: parallel)
    if UnitScale(bound: survey.bound).needsDouble(insteadOf: Scalar.self, least: survey.least) {
      let rows: Matrix<Double> = rows.converted()
      return try statistics(of: rows, labels, weights)
    }
    let points = try ScaledPoints(
      rows, weights: weights, survey: survey, kernels: kernels, in: Reduction(parallel, rows: rows.rows))
    var sums = StatisticsAccumulator(points, clusterCount: clusterCount, kernels: kernels, parallel: parallel)
    sums.apply([labels.enumerated().map { RowMove(row: Int32($0.offset), source: -1, target: $0.element) }])
    let statistics = sums.snapshot(loss: 0)
    return ClusterStatistics(
      counts: statistics.counts, masses: statistics.masses, means: points.scale.unscaled(statistics.means), loss: 0)
  }

  /// Centroids as means of what they have seen and of the batch.
  func moved(_ centroids: Matrix<Double>, by batch: ClusterStatistics) -> Matrix<Double> {
    Matrix(rows: centroids.rows, columns: centroids.columns) { next in
      for cluster in 0..<centroids.rows {
        let (seen, new) = (masses[cluster], batch.masses[cluster])
        let share = new / (seen + new)
        for column in 0..<centroids.columns {
          let (old, mean) = (centroids[cluster, column], batch.means[cluster, column])
          next[cluster * centroids.columns + column] = new > 0 ? (seen > 0 ? old + (mean - old) * share : mean) : old
        }
      }
    }
  }
}
