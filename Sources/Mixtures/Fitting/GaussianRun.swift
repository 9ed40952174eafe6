internal import CMixtureKernels
internal import Clustering
internal import Matrices
internal import TesseraKernels

/// Runs of expectation maximisation.
struct GaussianRun<Scalar: KernelScalar> {
  let mixture: GaussianMixture
  let pass: MixturePass<Scalar>
  let frame: UnitFrame
  let rowCount: Double
  private let regularization: Double
  /// What the log-likelihood on the frame's scale lacks.
  private let volume: Double

  /// The best of all runs.
  static func best(
    of mixture: GaussianMixture, _ points: Matrix<Scalar>, _ weights: [Double]?,
    _ progress: (MixtureOptions.Progress) -> Void
  ) throws(MixtureError) -> MixtureModel {
    let run = try GaussianRun(mixture, points, weights)
    var best: MixtureModel?
    var values: [Double] = []
    var isInterrupted = false
    for restart in 0..<run.restarts where !isInterrupted {
      do {
        let model = try run.model(restart, progress)
        isInterrupted = model.stopReason == .interrupted
        // A run that was cut off wins only where there is no other.
        if isInterrupted, best != nil { break }
        values.append(model.logLikelihood)
        if model.logLikelihood > best?.logLikelihood ?? -.infinity { best = model }
      } catch {
        guard best != nil, error == .data(.interrupted) else { throw error }
        isInterrupted = true
      }
    }
    guard let best else { throw .data(.interrupted) }
    return MixtureModel(
      best.covariance, weights: best.weights, means: best.means, covariances: best.covariances,
      logLikelihood: best.logLikelihood, rowCount: run.rowCount, iterations: best.iterations,
      stopReason: isInterrupted ? .interrupted : best.stopReason, restart: best.restart, restartLogLikelihoods: values,
      trace: best.trace)
  }

  private init(_ mixture: GaussianMixture, _ points: Matrix<Scalar>, _ weights: [Double]?) throws(MixtureError) {
    self.mixture = mixture
    pass = MixturePass(points, weights: weights, mixture.options)
    rowCount = try RowChecks.total(weights, rows: points.rows)
    frame = try UnitFrame(of: points, regularization: mixture.regularization, in: pass.parallel)
    guard points.rows >= mixture.componentCount else {
      throw .data(.tooFewDistinctRows(distinct: points.rows, clusterCount: mixture.componentCount))
    }
    regularization = frame.scaledSquare(mixture.regularization)
    volume = Double(points.columns) * Double(frame.exponent) * logarithmOf2
  }

  private var restarts: Int {
    if case .means = mixture.options.start { 1 } else { mixture.options.restarts }
  }

  private func model(
    _ restart: Int, _ progress: (MixtureOptions.Progress) -> Void
  ) throws(MixtureError) -> MixtureModel {
    let options = mixture.options
    let (kind, k) = (mixture.covariance, mixture.componentCount)
    var parameters = try start(restart)
    var components = try parameters.kernels(frame, iteration: 0, pass.parallel)
    let second = kind.factorCount(frame.shift.count)
    var trace: [Double] = []
    var stopReason = StopReason.maxIterations
    while trace.count < options.maximumIterations {
      guard let sums = pass.sums(for: components, second: second) else {
        stopReason = .interrupted
        break
      }
      let value = sums.total.value / rowCount - volume
      guard value > -1e250 else { throw .tooFar }
      let change = value - (trace.last ?? -.infinity)
      trace.append(value)
      parameters = try MixtureParameters(
        kind, components: k, from: sums, about: parameters.means, regularization: regularization,
        iteration: trace.count)
      components = try parameters.kernels(frame, iteration: trace.count, pass.parallel)
      progress(.init(restart: restart, iteration: trace.count, value: value))
      if change.magnitude < options.tolerance || change == 0 {
        stopReason = .tolerance
        break
      }
    }
    if stopReason == .interrupted, trace.isEmpty { throw .data(.interrupted) }
    var model = try parameters.model(in: frame)
    // Of the parameters as they are returned: rounded to the data's units.
    let (rounded, units) = model.parameters()
    let last = try rounded.kernels(units, iteration: trace.count, pass.parallel)
    if stopReason != .interrupted, let sums = pass.sums(for: last, second: 0, recordsToo: false) {
      model.logLikelihood = sums.total.value / rowCount - Double(units.shift.count * units.exponent) * logarithmOf2
      guard model.logLikelihood > -1e250 else { throw .tooFar }
    } else {
      // Interrupted: the last that is known, of the parameters before.
      stopReason = .interrupted
      guard let known = trace.last else { throw .data(.interrupted) }
      model.logLikelihood = known
    }
    return MixtureModel(
      kind, weights: model.weights, means: model.means, covariances: model.covariances,
      logLikelihood: model.logLikelihood, iterations: trace.count, stopReason: stopReason, restart: restart,
      trace: trace)
  }

  private func start(_ restart: Int) throws(MixtureError) -> MixtureParameters {
    let (kind, k, d) = (mixture.covariance, mixture.componentCount, frame.shift.count)
    switch mixture.options.start {
    case .means(let means):
      let means = try RowChecks.start(means, count: k, frame)
      return MixtureParameters(
        kind, means: means, variances: try pass.variances(frame), regularization: regularization)
    case .kMeans:
      let centroids = try pass.centroids(k, mixture.options, restart)
      let means = try RowChecks.start(centroids, count: k, frame)
      // So stiff that only the nearest counts.
      let clusters = KernelComponents.spheres(frame, means: means, stiffness: 0x1p64)
      guard let sums = pass.sums(for: clusters, second: kind.factorCount(d)) else { throw .data(.interrupted) }
      return try MixtureParameters(
        kind, components: k, from: sums, about: means, regularization: regularization, iteration: 0)
    }
  }
}

extension MixturePass {
  /// The centroids of a k-means fit of the rows.
  func centroids(_ count: Int, _ options: MixtureOptions, _ restart: Int) throws(MixtureError) -> Matrix<Double> {
    var kMeans = KMeans(clusterCount: count)
    var generator = SeededGenerator(seed: options.seed, stream: UInt64(restart))
    kMeans.seed = restart == 0 ? options.seed : generator.next()
    kMeans.threadCount = options.threadCount
    kMeans.instructionSet = options.instructionSet
    kMeans.cancellation = cancellation
    let model: KMeansModel
    do {
      model = try kMeans.fitted(to: points, weights: weights)
    } catch {
      throw .data(error)
    }
    if model.stopReason == .interrupted { throw .data(.interrupted) }
    return model.centroids
  }
}
