internal import Matrices
internal import MessagePassing
internal import TesseraKernels

/// What is known of points before they are scaled: whether their type can hold them then.
struct Preparation<Scalar: KernelScalar> {
  let kernels: Kernels
  let reduction: Reduction
  let survey: DataSurvey
  /// The largest magnitude of given start centroids.
  let companionBound: Double

  /// - Parameter communicator: of the group whose members hold all rows; nil where they are all here.
  init(
    _ options: KMeans, _ points: Matrix<Scalar>, in communicator: AnyCommunicator? = nil
  ) throws(ClusteringError) {
    kernels = Kernels(options.instructionSet ?? .best)
    let parallel = ParallelRows(threads: options.threadCount ?? ParallelRows.processorCount, keepsThreads: true)
    reduction = try Reduction(parallel, rows: points.rows, in: communicator)
    try reduction.requireSame(options, points)
    let kernels = kernels
    companionBound = try reduction.agreeing { () throws(ClusteringError) in
      try points.requireRowNumbers()
      guard let given = options.initializer.givenCentroids else { return 0 }
      guard given.rows == options.clusterCount else {
        throw .startCentroidCount(given: given.rows, clusterCount: options.clusterCount)
      }
      return try FitProblem<Scalar>.bound(ofStart: given, dimensions: points.columns, kernels, parallel)
    }
    if reduction.isShared, let given = options.initializer.givenCentroids {
      try reduction.requireSame(given.withUnsafeElements { $0.map { $0.bitPattern } }, "the start centroids")
    }
    survey = try DataSurvey(points, kernels: kernels, in: reduction)
    try reduction.check()
  }

  /// Whether the points are to be converted to Double, since scaling would cost them digits: Floats of 1e37 beside small ones.
  var needsDouble: Bool {
    let scale = UnitScale(bound: max(survey.bound, companionBound))
    return scale.needsDouble(insteadOf: Scalar.self, least: survey.least)
  }

  /// Throws unless at least `count` rows of positive weight are distinct, and still are without elements whose squares vanish
  /// beside the largest.
  ///
  /// - Parameter original: the points in the data's units.
  func requireDistinctRows(
    _ count: Int, of points: ScaledPoints<Scalar>, original: Matrix<Scalar>
  ) throws(ClusteringError) {
    let weights = points.weights
    let hasVanishing = points.scale.hasVanishing(least: survey.least)
    let visible = hasVanishing ? points.matrix.flushingVanishing() : points.matrix
    let distinct = visible.distinctRows(upTo: count, weights, in: reduction)
    try reduction.check()
    guard distinct < count else { return }
    let all = hasVanishing ? original.distinctRows(upTo: count, weights, in: reduction) : distinct
    try reduction.check()
    guard all < count else {
      let largest = points.columnBounds.max() ?? 0
      return try reduction.agreeing { () throws(ClusteringError) in
        if let place = points.place(of: largest) {
          throw .magnitudesTooFarApart(row: place.row, column: place.column, visible: distinct)
        }
      }
    }
    throw .tooFewDistinctRows(distinct: all, clusterCount: count)
  }
}

extension Reduction {
  /// Throws unless all members want the same of rows of one kind.
  fileprivate func requireSame<Scalar>(_ options: KMeans, _ points: Matrix<Scalar>) throws(ClusteringError) {
    guard isShared else { return }
    try requireSame(
      [UInt64(points.columns), UInt64(MemoryLayout<Scalar>.size)], "the columns of their rows or the type")
    let texts = options.facts.map { "\($0.name) \($0.value)" }.joined(separator: "\n")
    let print = texts.utf8.reduce(UInt64(1_469_598_103_934_665_603)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    try requireSame([print], "the options of the fit")
  }
}

extension Matrix where Scalar: KernelScalar {
  /// Throws where rows cannot be numbered by 32 bits, as moves, lists and samples number them.
  func requireRowNumbers() throws(ClusteringError) {
    guard max(rows, columns) <= Int32.max else { throw .tooLarge(rows: rows, columns: columns) }
  }

  /// In scaled units, without elements whose squares vanish.
  func flushingVanishing() -> Matrix {
    let limit = Scalar(UnitScale.vanishing)
    return changingElements { $0.magnitude < limit ? 0 : $0 }
  }
}

extension ScaledPoints {
  /// Where the first element of a magnitude is.
  fileprivate func place(of magnitude: Double) -> (row: Int, column: Int)? {
    matrix.firstPlace { Double($0.magnitude) == magnitude }
  }
}
