internal import Matrices
internal import TesseraKernels

extension MiniBatch {
  /// Moves the clusters of the batch; without statistics by its sums, which are exact, and are cleared.
  func descend(_ centroids: UnsafeMutablePointer<Double>, _ plain: PlainDescent, _ frozen: ClusterStatistics?) {
    drifts.update(repeating: 0, count: clusterCount)
    guard let frozen else {
      for cluster in 0..<clusterCount where counts[cluster] > 0 {
        let (start, mass) = (cluster * dimensions, Double(counts[cluster]))
        problem.kernels.divide(sums + start, by: mass, dimensions: dimensions, into: means + start)
        descend(cluster, centroids, plain, mass: mass, means: means + start)
        (sums + start).update(repeating: 0, count: dimensions)
      }
      return
    }
    frozen.means.withUnsafeElements { means in
      for cluster in 0..<clusterCount where frozen.masses[cluster] > 0 {
        descend(
          cluster, centroids, plain, mass: frozen.masses[cluster], means: means.baseAddress! + cluster * dimensions)
      }
    }
  }

  private func descend(
    _ cluster: Int, _ centroids: UnsafeMutablePointer<Double>, _ plain: PlainDescent, mass: Double,
    means: UnsafePointer<Double>
  ) {
    let centroid = centroids + cluster * dimensions
    note(
      cluster, centroid,
      driftSquare: problem.kernels.descend(
        from: centroid, means: means, factor: plain.factor(mass: mass), rate: plain.rate, dimensions: dimensions,
        to: centroid))
  }

  /// Notes that all clusters move.
  func note(moveFrom old: Matrix<Double>, to next: Matrix<Double>) {
    old.withUnsafeElements { old in
      next.withUnsafeElements { next in
        for cluster in 0..<clusterCount {
          let start = cluster * dimensions
          var square = 0.0
          problem.kernels.distances(
            old.baseAddress! + start, centroids: next.baseAddress! + start, dimensions: dimensions, indices: nil,
            count: 1, into: &square)
          note(cluster, next.baseAddress! + start, driftSquare: square)
        }
      }
    }
  }

  private func note(_ cluster: Int, _ centroid: UnsafePointer<Double>, driftSquare: Double) {
    // The last term covers squares that underflow.
    drifts[cluster] = driftSquare.squareRoot() * region.errors.above + 0x1p-500
    guard !driftSquare.isFinite else { return }
    isFinite = isFinite && UnsafeBufferPointer(start: centroid, count: dimensions).allSatisfy { $0.isFinite }
  }

  /// Statistics of the batch for any solver.
  func statistics(loss: Double) -> ClusterStatistics {
    guard hasExactSums else {
      accumulator.removeAll()
      accumulator.apply([(0..<count).map { RowMove(row: rows[$0], source: -1, target: labels[$0]) }])
      return accumulator.snapshot(loss: loss)
    }
    for cluster in 0..<clusterCount {
      let start = cluster * dimensions
      if counts[cluster] > 0 {
        problem.kernels.divide(
          sums + start, by: Double(counts[cluster]), dimensions: dimensions, into: means + start)
        (sums + start).update(repeating: 0, count: dimensions)
      } else {
        (means + start).update(repeating: 0, count: dimensions)
      }
    }
    let counts = Array(UnsafeBufferPointer(start: counts, count: clusterCount))
    return ClusterStatistics(
      counts: counts, masses: counts.map { Double($0) },
      means: Matrix(
        rows: clusterCount, columns: dimensions,
        elements: UnsafeBufferPointer(start: means, count: clusterCount * dimensions)), loss: loss)
  }
}
