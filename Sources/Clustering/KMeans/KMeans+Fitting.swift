public import Matrices
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

  /// Clusters rows of numbers, all equally long: what ``Matrices/Matrix/init(_:)-(_)`` makes of them.
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

  /// What ``fitted(to:weights:progress:shouldStop:)-(Matrix<_>,_,_,_)`` does; it is called with concrete types only, so
  /// that the compiler makes a copy of everything below for each of them (a generic copy is ten times slower).
  func run<Scalar: KernelScalar>(
    on points: Matrix<Scalar>, weights: [Double]?, progress: @escaping (TraceEntry) -> Void,
    shouldStop: @escaping () -> Bool
  ) throws(ClusteringError) -> KMeansModel {
    let clock = ContinuousClock()
    var timings = Timings()
    var begin = clock.now
    let preparation = try Preparation(self, points)
    if preparation.needsDouble {
      let points: Matrix<Double> = points.converted()
      return try run(on: points, weights: weights, progress: progress, shouldStop: shouldStop)
    }
    let problem = try FitProblem(self, points, weights, preparation)
    timings.fit += (clock.now - begin).inSeconds

    var best: FinishedRun?
    var inertias: [Double] = []
    var wasInterrupted = false
    // Where nothing is drawn, more runs would be the first once more.
    let isDrawn = initializer.givenCentroids == nil || solver.sampling.isRandom
    for restart in 0..<(isDrawn ? restarts : 1) {
      do {
        var generator = SeededGenerator(seed: seed, stream: UInt64(restart))
        begin = clock.now
        let start = try problem.start(self, points, weights, using: &generator)
        timings.initialize += (clock.now - begin).inSeconds

        begin = clock.now
        let finished = try finished(problem, from: start) { rateFactor in
          FitRun(
            problem, self, restart: restart, generator: generator, shouldStop: shouldStop, progress: progress,
            rateFactor: rateFactor)
        }
        inertias.append(finished.inertia)
        if best.map({ finished.inertia < $0.inertia }) ?? true { best = finished }
        timings.fit += (clock.now - begin).inSeconds
        wasInterrupted = finished.stopReason == .interrupted
      } catch {
        guard case .interrupted = error, best != nil else { throw error }
        wasInterrupted = true
      }
      if wasInterrupted { break }
    }
    guard let best else { refuse("at least one run was made") }

    begin = clock.now
    let region = try problem.region(of: best.centroids, labels: best.labels, points: points)
    timings.region = (clock.now - begin).inSeconds
    wasInterrupted = wasInterrupted || problem.isCancelled
    return KMeansModel(
      best, inertias: inertias, stopReason: wasInterrupted ? .interrupted : best.stopReason, region: region,
      timings: timings)
  }

  /// A run; where it diverges at a rate that nobody gave, it begins anew at a quarter of it.
  private func finished<Scalar: KernelScalar>(
    _ problem: FitProblem<Scalar>, from start: Matrix<Double>, _ run: (_ rateFactor: Double) -> FitRun<Scalar>
  ) throws(ClusteringError) -> FinishedRun {
    var factor = 1.0
    while true {
      do {
        return try run(factor).finished(from: start)
      } catch {
        guard case .diverged = error, solver.choosesLearningRate, factor > 0x1p-200 else { throw error }
        factor /= 4
      }
    }
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
