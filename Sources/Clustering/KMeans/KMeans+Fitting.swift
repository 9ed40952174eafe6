public import Matrices
internal import MessagePassing
internal import Refusals
public import TesseraKernels

extension KMeans {
  /// Clusters the points.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, with at least `clusterCount` distinct rows of positive weight.
  ///   - weights: one per row, finite and at least 0; nil for 1 each. A row of weight w counts as w equal rows.
  ///   - progress: receives the state at the start and after every update.
  ///   - shouldStop: asked before every update; true ends the fit with ``StopReason/interrupted``. (``cancellation`` is
  ///     heeded within updates, too.)
  /// - Throws: ``ClusteringError`` where the data or start centroids cannot be clustered or the solver diverges.
  public func fitted<Scalar: KernelScalar>(
    to points: Matrix<Scalar>, weights: [Double]? = nil,
    progress: @escaping (TraceEntry) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws(ClusteringError) -> KMeansModel {
    try fitted(to: NumericMatrix(points), weights: weights, progress: progress, shouldStop: shouldStop)
  }

  /// Clusters rows of numbers, all equally long: what ``/Matrices/Matrix/init(_:)-(_)`` makes of them.
  ///
  /// ```swift
  /// let model = try KMeans(clusterCount: 2).fitted(to: [[0, 0], [0, 1], [9, 8], [9, 9]] as [[Float]])
  /// ```
  public func fitted<Scalar: KernelScalar>(
    to rows: [[Scalar]], weights: [Double]? = nil,
    progress: @escaping (TraceEntry) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws(ClusteringError) -> KMeansModel {
    try fitted(to: Matrix(rows), weights: weights, progress: progress, shouldStop: shouldStop)
  }

  /// Clusters the points and keeps where the fit is, or takes up one that was kept: see ``Checkpoints``.
  ///
  /// - Throws: ``ClusteringError/otherCheckpoint(_:_:_:)`` where the checkpoint is of other options or points, too.
  public func fitted(
    to points: NumericMatrix, weights: [Double]? = nil, checkpoints: Checkpoints,
    progress: @escaping (TraceEntry) -> Void = { _ in }, shouldStop: @escaping () -> Bool = { false }
  ) throws(ClusteringError) -> KMeansModel {
    switch points {
    case .float(let points):
      try run(on: points, weights: weights, checkpoints, progress: progress, shouldStop: shouldStop)
    case .double(let points):
      try run(on: points, weights: weights, checkpoints, progress: progress, shouldStop: shouldStop)
    }
  }

  /// What ``fitted(to:weights:progress:shouldStop:)-(Matrix<_>,_,_,_)`` does; it is called with concrete types only, so
  /// that the compiler makes a copy of everything below for each of them (a generic copy is ten times slower).
  func run<Scalar: KernelScalar>(
    on points: Matrix<Scalar>, weights: [Double]?, in communicator: AnyCommunicator? = nil,
    _ checkpoints: Checkpoints? = nil, progress: @escaping (TraceEntry) -> Void, shouldStop: @escaping () -> Bool
  ) throws(ClusteringError) -> KMeansModel {
    let clock = ContinuousClock()
    let begin = clock.now
    try requireCombination(
      FitCall(
        hasWeights: weights != nil, isKept: checkpoints != nil, isShared: communicator.map { $0.size > 1 } ?? false))
    try requireCentroids(of: points.rows)
    if missingValues == .leftOut {
      let (options, points) = try leavingOutMissing(of: points)
      var model = try options.run(on: points, weights: weights, progress: progress, shouldStop: shouldStop)
      (model.missingValues, model.missingCount) = (.leftOut, options.missingCells?.count ?? 0)
      return model
    }
    let preparation = try Preparation(self, points, in: communicator)
    if metric == .cosine, !hasDirections {
      let directions = try preparation.directions(of: points)
      return try withDirections().run(
        on: directions, weights: weights, in: communicator, checkpoints, progress: progress, shouldStop: shouldStop)
    }
    if preparation.needsDouble {
      let points: Matrix<Double> = points.converted()
      return try run(
        on: points, weights: weights, in: communicator, checkpoints, progress: progress, shouldStop: shouldStop)
    }
    let problem = try FitProblem(self, points, weights, preparation)
    let optimum = seeksOptimum ? try problem.requiredOptimum() : nil
    let options = optimum.map { starting(from: $0) } ?? self
    var restarts = try Restarts(
      problem, options, points, weights, checkpoints, shouldStop: shouldStop, progress: progress)
    restarts.timings.fit = (clock.now - begin).inSeconds
    var model = try restarts.model()
    if let least = optimum?.inertia ?? restarts.optimum {
      model.optimality = Optimality(lowerBound: least, inertia: model.inertia, method: .segmentation)
    } else if boundsInertia {
      model.optimality = try problem.optimality(of: model, seed: seed)
    }
    return model
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
