internal import Matrices
internal import TesseraKernels

/// What is known of points before they are scaled: whether their type can hold them then.
struct Preparation<Scalar: KernelScalar> {
  let kernels: Kernels
  let parallel: ParallelRows
  let survey: DataSurvey
  /// The largest magnitude of given start centroids.
  let companionBound: Double

  init(_ options: KMeans, _ points: Matrix<Scalar>) throws(ClusteringError) {
    try points.requireRowNumbers()
    kernels = Kernels(options.instructionSet ?? .best)
    parallel = ParallelRows(threads: options.threadCount ?? ParallelRows.processorCount, keepsThreads: true)
    if let given = options.initializer.givenCentroids {
      guard given.rows == options.clusterCount else {
        throw .startCentroidCount(given: given.rows, clusterCount: options.clusterCount)
      }
      companionBound = try FitProblem<Scalar>.bound(
        ofStart: given, dimensions: points.columns, kernels, parallel)
    } else {
      companionBound = 0
    }
    survey = try DataSurvey(points, kernels: kernels, in: parallel)
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
    // Elements below the root of the smallest subnormal.
    let limit = points.scale.exponent > 0 ? 0x1p-537 : 0
    let hasVanishing = points.scale.scaled(survey.least) < limit
    let visible = hasVanishing ? points.matrix.flushed(below: Scalar(limit)) : points.matrix
    let distinct = visible.distinctRows(upTo: count, weights, in: parallel)
    guard distinct < count else { return }
    let all = hasVanishing ? original.distinctRows(upTo: count, weights, in: parallel) : distinct
    guard all < count else { throw points.magnitudesTooFarApart(visible: distinct) }
    throw .tooFewDistinctRows(distinct: all, clusterCount: count)
  }
}

extension Matrix where Scalar: KernelScalar {
  /// Throws where rows cannot be numbered by 32 bits, as moves, lists and samples number them.
  func requireRowNumbers() throws(ClusteringError) {
    guard max(rows, columns) <= Int32.max else { throw .tooLarge(rows: rows, columns: columns) }
  }

  fileprivate func flushed(below limit: Scalar) -> Matrix {
    withUnsafeElements { source in
      Matrix(rows: rows, columns: columns) { target in
        for index in 0..<source.count { target[index] = source[index].magnitude < limit ? 0 : source[index] }
      }
    }
  }
}

extension ScaledPoints {
  /// The error that names the first of the largest elements.
  fileprivate func magnitudesTooFarApart(visible: Int) -> ClusteringError {
    matrix.withUnsafeElements { elements in
      var (index, largest) = (0, Scalar(0))
      for (position, element) in elements.enumerated() where element.magnitude > largest {
        (index, largest) = (position, element.magnitude)
      }
      return .magnitudesTooFarApart(row: index / dimensions, column: index % dimensions, visible: visible)
    }
  }
}
