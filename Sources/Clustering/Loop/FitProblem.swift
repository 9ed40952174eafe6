internal import Matrices
internal import Refusals
internal import TesseraKernels

/// Validated data and the means to work on them: what all restarts of a fit share.
struct FitProblem<Scalar: KernelScalar> {
  private(set) var points: ScaledPoints<Scalar>
  var clusterCount: Int
  let kernels: Kernels
  let frozenLoss: FrozenLoss<Scalar>
  let path: EnginePath?
  private(set) var cancellation: Cancellation?
  /// How many rows a cluster may have; nil for any number.
  let sizes: ClosedRange<Int>?
  let constraint: CentroidConstraint
  /// An update that follows one as long as this may be given up on the way; else it is finished first, and costs no copy of
  /// what was before it.
  var longUpdate = 0.1
  /// Whether batches go by the bounds that an assignment of all rows leaves.
  private let keepsBounds: Bool

  /// - Parameter preparation: of these options and points, if it has been made.
  init(
    _ options: KMeans, _ points: Matrix<Scalar>, _ weights: [Double]?, _ preparation: Preparation<Scalar>? = nil
  ) throws(ClusteringError) {
    let preparation = if let preparation { preparation } else { try Preparation(options, points) }
    kernels = preparation.kernels
    (cancellation, constraint) = (options.cancellation, options.constraint)
    var scaled = try ScaledPoints(
      points, weights: weights, companionBound: preparation.companionBound,
      largestBatch: options.solver.sampling.largestBatch, survey: preparation.survey, kernels: kernels,
      in: preparation.reduction)
    // Members end together, between two updates.
    scaled.cancellation = preparation.reduction.isShared ? nil : cancellation
    scaled.meter = options.meter
    scaled.partial = try options.partialRows(of: points.rows)
    self.points = scaled
    keepsBounds = options.solver.sampling.isPartial
    path = try preparation.reduction.agreeing { [kernels, keepsBounds] () throws(ClusteringError) in
      try options.assignmentPath.map { name throws(ClusteringError) in
        try .forced(
          name, clusterCount: options.clusterCount, dimensions: points.columns,
          isUnsorted: keepsBounds || !scaled.canBeSorted, kernels: kernels)
      }
    }
    try preparation.requireDistinctRows(options.clusterCount, of: self.points, original: points)
    try options.solver.sampling.validate(rows: preparation.reduction.rowCount)
    clusterCount = options.clusterCount
    sizes = try options.sizes.map { sizes throws(ClusteringError) in
      try sizes.bounds(rows: points.rows, clusterCount: options.clusterCount)
    }
    let isCancelled = preparation.reduction.any(options.cancellation?.isCancelled ?? false)
    try preparation.reduction.check()
    if isCancelled { throw .interrupted }
    frozenLoss = FrozenLoss(self.points, kernels: kernels)
  }

  var reduction: Reduction { points.reduction }
  var parallel: ParallelRows { points.reduction.parallel }

  /// Whether anybody's fit is to end.
  func isCancelled(or shouldStop: Bool = false) throws(ClusteringError) -> Bool {
    let isCancelled = reduction.any(shouldStop || cancellation?.isCancelled ?? false)
    try reduction.check()
    return isCancelled
  }

  static func bound(
    ofStart start: Matrix<Double>, dimensions: Int, _ kernels: Kernels, _ parallel: ParallelRows
  ) throws(ClusteringError) -> Double {
    guard start.columns == dimensions else {
      throw .dimensionMismatch(points: dimensions, centroids: start.columns)
    }
    do {
      return try DataSurvey(start, kernels: kernels, in: parallel).bound
    } catch {
      guard case .notFinite(let row, let column) = error else { throw error }
      throw .startCentroidNotFinite(row: row, column: column)
    }
  }

  /// Start centroids in scaled units, where they may lie.
  func start(
    _ options: KMeans, _ original: Matrix<Scalar>, _ weights: [Double]?, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> {
    try constraint.applied(toStart: try anyStart(options, original, weights, using: &generator), kernels)
  }

  private func anyStart(
    _ options: KMeans, _ original: Matrix<Scalar>, _ weights: [Double]?, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> {
    if let start = try treeStart(options, using: &generator) { return start }
    let prepared = PreparedPoints(points: points, kernels: kernels, parallel: parallel)
    let rows = options.initializer.startRows(of: prepared, clusterCount: clusterCount, using: &generator)
    try reduction.check()
    if let rows {
      if try isCancelled() { throw .interrupted }
      guard rows.count == clusterCount else {
        throw .startCentroidCount(given: rows.count, clusterCount: clusterCount)
      }
      require(rows.allSatisfy { 0 <= $0 && $0 < reduction.rowCount }, "an initializer chooses rows of the points")
      let start: Matrix<Double> = points.vectors(rows).converted()
      try reduction.check()
      return filledStart(rows, start)
    }
    // Given centroids are known to be the same at all members; any other rule would see the rows of one.
    guard !reduction.isShared || options.initializer.givenCentroids != nil else {
      throw .startNeedsAllRows(initializer: options.initializer.name)
    }
    let fromPrepared = try options.initializer.startCentroids(
      ofPrepared: prepared, clusterCount: clusterCount, using: &generator)
    if try isCancelled() { throw .interrupted }
    let start =
      if let fromPrepared { fromPrepared } else {
        try options.initializer.startCentroids(
          for: original, weights: weights, clusterCount: clusterCount, using: &generator)
      }
    guard start.rows == clusterCount else {
      throw .startCentroidCount(given: start.rows, clusterCount: clusterCount)
    }
    _ = try Self.bound(ofStart: start, dimensions: points.dimensions, kernels, parallel)
    return points.scale.scaled(start)
  }

  /// The same, whose starts are chosen without a word.
  func silent() -> FitProblem {
    var problem = self
    problem.points.meter = nil
    return problem
  }

  /// The same, whose runs nobody ends: to bring what a stopped search has found to its result.
  func unstoppable() -> FitProblem {
    var problem = self
    (problem.points.cancellation, problem.cancellation) = (nil, nil)
    return problem
  }

  func engine() -> AssignmentEngine<Scalar> {
    AssignmentEngine(
      points, clusterCount: clusterCount, path: path, keepsBounds: keepsBounds, kernels: kernels, parallel: parallel)
  }

  func accumulator() -> StatisticsAccumulator<Scalar> {
    StatisticsAccumulator(points, clusterCount: clusterCount, kernels: kernels, parallel: parallel)
  }
}

extension BatchSampling {
  /// Whether some steps see some rows only.
  fileprivate var isPartial: Bool {
    if case .fullBatch = self { false } else { true }
  }

  /// The most rows that one step sees.
  var largestBatch: Int {
    switch self {
    case .fullBatch, .nested: 0
    case .miniBatch(let size): size
    case .given(let batches): batches.reduce(0) { max($0, $1.count) }
    }
  }

  func validate(rows: Int) throws(ClusteringError) {
    switch self {
    case .fullBatch: break
    case .miniBatch(let size): require(size >= 1, "a mini-batch has at least one row")
    case .nested(let size): require(size ?? 1 >= 1, "a batch has at least one row")
    case .given(let batches):
      let bad = batches.firstIndex { $0.isEmpty || !$0.allSatisfy { 0 <= $0 && Int($0) < rows } }
      if let bad { throw .batchNotUsable(step: bad) }
    }
  }
}
