internal import Clustering
internal import Matrices
internal import TesseraKernels

/// Runs of soft or fuzzy k-means.
struct SoftRun<Scalar: KernelScalar> {
  let rule: SoftClusters.Rule
  let clusterCount: Int
  let options: MixtureOptions
  let pass: MixturePass<Scalar>
  let frame: UnitFrame
  /// The root of the columns' mean variance, on the frame's scale.
  private let spread: Double

  /// The best of all runs.
  static func best(
    of rule: SoftClusters.Rule, _ clusterCount: Int, _ options: MixtureOptions, _ points: Matrix<Scalar>,
    _ weights: [Double]?, _ progress: (MixtureOptions.Progress) -> Void
  ) throws(MixtureError) -> SoftClusters {
    let run = try SoftRun(rule, clusterCount, options, points, weights)
    var best: SoftClusters?
    var values: [Double] = []
    var isInterrupted = false
    let restarts = if case .means = options.start { 1 } else { options.restarts }
    for restart in 0..<restarts where !isInterrupted {
      do {
        let model = try run.model(restart, progress)
        isInterrupted = model.stopReason == .interrupted
        if isInterrupted, best != nil { break }
        values.append(model.objective)
        if model.objective < best?.objective ?? .infinity { best = model }
      } catch {
        guard best != nil, error == .data(.interrupted) else { throw error }
        isInterrupted = true
      }
    }
    guard let best else { throw .data(.interrupted) }
    return SoftClusters(
      rule, centroids: best.centroids, objective: best.objective, masses: best.masses, iterations: best.iterations,
      stopReason: isInterrupted ? .interrupted : best.stopReason, restart: best.restart, restartObjectives: values,
      trace: best.trace)
  }

  private init(
    _ rule: SoftClusters.Rule, _ clusterCount: Int, _ options: MixtureOptions, _ points: Matrix<Scalar>,
    _ weights: [Double]?
  ) throws(MixtureError) {
    (self.rule, self.clusterCount, self.options) = (rule, clusterCount, options)
    pass = MixturePass(points, weights: weights, options)
    _ = try RowChecks.total(weights, rows: points.rows)
    frame = try UnitFrame(of: points, regularization: 0, in: pass.parallel)
    guard points.rows >= clusterCount else {
      throw .data(.tooFewDistinctRows(distinct: points.rows, clusterCount: clusterCount))
    }
    spread = try pass.variances(frame).reduce(0) { $0 + $1 / Double(points.columns) }.squareRoot()
  }

  private func model(
    _ restart: Int, _ progress: (MixtureOptions.Progress) -> Void
  ) throws(MixtureError) -> SoftClusters {
    let (k, d) = (clusterCount, frame.shift.count)
    var centroids: Matrix<Double>
    switch options.start {
    case .means(let means): centroids = means
    case .kMeans: centroids = try pass.centroids(k, options, restart)
    }
    var means = try RowChecks.start(centroids, count: k, frame)
    var masses = [Double](repeating: 0, count: k)
    var trace: [Double] = []
    var stopReason = StopReason.maxIterations
    while trace.count < options.maximumIterations {
      guard let sums = pass.sums(for: rule.components(frame, means), second: 0) else {
        stopReason = .interrupted
        break
      }
      trace.append(try objective(sums, frame))
      var largest = 0.0
      for cluster in 0..<k {
        masses[cluster] = sums.records[cluster * (1 + d)]
        guard masses[cluster] > 1e-280 else { throw .emptyComponent(cluster, iteration: trace.count) }
        for column in 0..<d {
          let move = sums.records[cluster * (1 + d) + 1 + column] / masses[cluster]
          means[cluster * d + column] += move
          largest = max(largest, move.magnitude)
        }
      }
      progress(.init(restart: restart, iteration: trace.count, value: trace[trace.count - 1]))
      if largest <= options.tolerance * spread {
        stopReason = .tolerance
        break
      }
    }
    if stopReason == .interrupted, trace.isEmpty { throw .data(.interrupted) }
    let (elements, frame) = (means, frame)
    centroids = Matrix(rows: k, columns: d) { target in
      for index in elements.indices {
        target[index] = scaled(elements[index], by: frame.exponent) + frame.shift[index % d]
      }
    }
    // Of the centroids as they are returned.
    let units = UnitFrame.around(centroids)
    let rounded = centroids.elements.map { scaled($0, by: -units.exponent) }
    var value = trace.last ?? 0
    if stopReason != .interrupted,
      let sums = pass.sums(for: rule.components(units, rounded), second: 0, recordsToo: false)
    {
      value = try objective(sums, units)
    } else {
      stopReason = .interrupted
    }
    return SoftClusters(
      rule, centroids: centroids, objective: value, masses: masses, iterations: trace.count, stopReason: stopReason,
      restart: restart, trace: trace)
  }

  private func objective(_ sums: MixtureSums, _ frame: UnitFrame) throws(MixtureError) -> Double {
    let value =
      switch rule {
      case .shares(let stiffness):
        if scaled(stiffness, by: 2 * frame.exponent) <= SoftClusters.Rule.mostSharpness {
          -sums.total.value / stiffness
        } else {
          scaled(-sums.total.value / SoftClusters.Rule.mostSharpness, by: 2 * frame.exponent)
        }
      case .powers: scaled(sums.total.value, by: 2 * frame.exponent)
      }
    guard value < 1e250 else { throw .tooFar }
    return value
  }
}

extension SoftClusters.Rule {
  /// The largest stiffness in units of a frame that is computed with; none above differs from an infinite one.
  fileprivate static var mostSharpness: Double { 1e300 }

  func components(_ frame: UnitFrame, _ means: [Double]) -> KernelComponents {
    switch self {
    case .shares(let stiffness):
      .spheres(frame, means: means, stiffness: min(Self.mostSharpness, scaled(stiffness, by: 2 * frame.exponent)))
    case .powers(let fuzzifier): .fuzzy(frame, means: means, fuzzifier: fuzzifier)
    }
  }
}

extension UnitFrame {
  /// One for rows near some centroids, without a shift.
  static func around(_ centroids: Matrix<Double>) -> UnitFrame {
    let bound = centroids.elements.reduce(0) { max($0, $1.magnitude) }
    var frame = units(centroids.columns)
    frame.exponent = bound > 0 ? Int(bound.exponent) : 0
    return frame
  }
}

extension MixturePass {
  /// The variance of each column, on the frame's scale.
  func variances(_ frame: UnitFrame) throws(MixtureError) -> [Double] {
    let d = frame.shift.count
    let middle = [Double](repeating: 0, count: d)
    guard let sums = sums(for: .spheres(frame, means: middle, stiffness: 0), second: d) else {
      throw .data(.interrupted)
    }
    return try MixtureParameters(
      .diagonal, components: 1, from: sums, about: middle, regularization: 0, iteration: 0
    ).covariances
  }
}
