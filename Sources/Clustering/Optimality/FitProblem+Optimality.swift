internal import Matrices
internal import TesseraKernels

extension FitProblem {
  /// The best bound that can be had for a clustering of these rows; nil where it was cancelled.
  func optimality(of model: KMeansModel, seed: UInt64) throws(ClusteringError) -> Optimality? {
    // Squares of tiny data are below what a Double can hold: their zero says nothing.
    if model.inertia == 0, !isExact(model) { return nil }
    if model.inertia == 0 || (clusterCount == 1 && model.isLocalMinimum) {
      return Optimality(lowerBound: model.inertia, inertia: model.inertia, method: .trivial)
    }
    if points.dimensions == 1 {
      guard let optimum = try optimum() else { return nil }
      return Optimality(lowerBound: optimum.inertia, inertia: model.inertia, method: .segmentation)
    }
    let spectral = SpectralBound(points, clusterCount: clusterCount, in: parallel)?.value ?? 0
    if cancellation?.isCancelled ?? false { return nil }
    let size = RowSubsets.size(rows: points.rows, clusterCount: clusterCount)
    guard let size else {
      return Optimality(
        lowerBound: points.unscaledLoss(spectral), inertia: model.inertia, method: .spectral)
    }
    let subsets = RowSubsets(points, model.labels, clusterCount: clusterCount, size: size, seed: seed)
    guard let parts = semidefiniteBounds(subsets, model.labels) else { return nil }
    // Sums of numbers of one sign, in a fixed order, rounded down.
    let sum = parts.reduce(0, +) * (1 - Double(parts.count + 4) * 0x1p-52)
    return Optimality(
      lowerBound: points.unscaledLoss(max(sum, spectral)), inertia: model.inertia,
      method: sum > spectral ? .semidefinite : .spectral)
  }

  /// Whether every row with weight is its centroid.
  private func isExact(_ model: KMeansModel) -> Bool {
    let centroids = points.scale.scaled(model.centroids)
    let (labels, weights, d) = (model.labels, points.weights, points.dimensions)
    return points.matrix.withRows { view in
      labels.indices.allSatisfy { row in
        weights[row] == 0
          || view.withRow(row) { x in (0..<d).allSatisfy { Double(x[$0]) == centroids[Int(labels[row]), $0] } }
      }
    }
  }

  /// The optimum of rows of one column; nil where it was cancelled.
  func optimum() throws(ClusteringError) -> OptimalSegmentation? {
    try points.optimum(clusterCount, cancellation)
  }

  private func semidefiniteBounds(_ subsets: RowSubsets, _ labels: [Int32]) -> [Double]? {
    points.meter?.begin("prove the lower bound", of: subsets.rows.count)
    let (points, clusterCount, cancellation) = (points, clusterCount, cancellation)
    let bounds = parallel.mapChunks(of: subsets.rows.count, chunk: 1) { _, index, _ in
      if cancellation?.isCancelled ?? false { return 0.0 }
      defer { points.meter?.advance(by: 1) }
      return points.leastInertia(of: subsets.rows[index], labels, clusterCount, cancellation)
    }
    return cancellation?.isCancelled ?? false ? nil : bounds
  }
}

extension ScaledPoints {
  /// A proved bound of the inertia of some rows, in scaled units.
  fileprivate func leastInertia(
    of rows: [Int], _ labels: [Int32], _ clusterCount: Int, _ cancellation: Cancellation?
  ) -> Double {
    // With one row per cluster the optimum is 0.
    guard rows.count > clusterCount else { return 0 }
    let (n, d) = (rows.count, dimensions)
    // Weights are the squares of these, a little less than those given.
    let roots = rows.map { weights[$0].squareRoot() * (1 - 0x1p-51) }
    var costs = [Double](repeating: 0, count: n * n)
    matrix.withUnsafeElements { elements in
      for i in 0..<n {
        for j in 0..<i {
          let (x, y) = (elements.baseAddress! + rows[i] * d, elements.baseAddress! + rows[j] * d)
          var square = 0.0
          for column in 0..<d {
            let difference = Double(x[column]) - Double(y[column])
            square += difference * difference
          }
          let cost = square / 2 * roots[i] * roots[j]
          (costs[i * n + j], costs[j * n + i]) = (cost, cost)
        }
      }
    }
    let own = rows.map { Int(labels[$0]) }
    var masses = [Double](repeating: 0, count: clusterCount)
    for (label, root) in zip(own, roots) { masses[label] += root * root }
    var inertia = 0.0
    for i in 0..<n {
      for j in 0..<n where own[i] == own[j] { inertia += costs[i * n + j] * roots[i] * roots[j] / masses[own[i]] }
    }
    guard inertia > 0, inertia.isFinite else { return 0 }
    var bound = SemidefiniteBound(costs: costs, roots: roots, clusterCount: clusterCount, labels: own)
    bound.search(below: inertia, limit: RowSubsets.steps) { cancellation?.isCancelled ?? false }
    // The rounding of the costs: all terms of a partition's inertia are at least 0.
    return bound.proved() * (1 - Double(d + 16) * 0x1p-52)
  }
}
