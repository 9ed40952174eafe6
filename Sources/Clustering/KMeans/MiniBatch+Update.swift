internal import Matrices
internal import TesseraKernels

extension MiniBatch {
  /// Moves the clusters of the batch, whose sums are exact, and clears their sums.
  func descend(_ plain: PlainDescent) {
    for cluster in 0..<clusterCount {
      drifts[cluster] = 0
      guard counts[cluster] > 0 else { continue }
      let mass = Double(counts[cluster])
      let start = cluster * dimensions
      problem.kernels.divide(sums + start, by: mass, dimensions: dimensions, into: means + start)
      descend(cluster, plain, mass: mass, means: means + start)
      (sums + start).update(repeating: 0, count: dimensions)
    }
  }

  /// The same from statistics.
  func descend(_ plain: PlainDescent, _ statistics: ClusterStatistics) {
    statistics.means.withUnsafeElements { means in
      for cluster in 0..<clusterCount {
        drifts[cluster] = 0
        let mass = statistics.masses[cluster]
        if mass > 0 { descend(cluster, plain, mass: mass, means: means.baseAddress! + cluster * dimensions) }
      }
    }
  }

  private func descend(_ cluster: Int, _ plain: PlainDescent, mass: Double, means: UnsafePointer<Double>) {
    let centroid = elements + cluster * dimensions
    note(
      cluster,
      driftSquare: problem.kernels.descend(
        from: centroid, means: means, factor: plain.factor(mass: mass), rate: plain.rate, dimensions: dimensions,
        to: centroid))
  }

  /// Moves all clusters.
  func move(to next: Matrix<Double>) {
    next.withUnsafeElements { next in
      for cluster in 0..<clusterCount {
        let start = cluster * dimensions
        var square = 0.0
        problem.kernels.distances(
          elements + start, centroids: next.baseAddress! + start, dimensions: dimensions, indices: nil, count: 1,
          into: &square)
        (elements + start).update(from: next.baseAddress! + start, count: dimensions)
        note(cluster, driftSquare: square)
      }
    }
  }

  private func note(_ cluster: Int, driftSquare: Double) {
    // The last term covers squares that underflow.
    drifts[cluster] = driftSquare.squareRoot() * region.errors.above + 0x1p-500
    guard !driftSquare.isFinite else { return }
    let centroid = UnsafeBufferPointer(start: elements + cluster * dimensions, count: dimensions)
    isFinite = isFinite && centroid.allSatisfy { $0.isFinite }
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
