public import Matrices
public import TesseraKernels

extension NumericMatrix {
  /// Assigns every row to its nearest centroid, by the elements that it has: see <doc:KindsOfKMeans>.
  ///
  /// - Parameters:
  ///   - centroids: [clusterCount, dimensions], finite, in units of the data.
  ///   - missingValues: what becomes of elements that are NaN.
  ///   - weights, threadCount, instructionSet, keepsMargins: as for the plain assignment, which this is where nothing is missing.
  /// - Throws: ``ClusteringError``; ``ClusteringError/rowWithoutValues(row:)`` for a row of NaN.
  /// - Complexity: O(rows * clusterCount * dimensions). Memory: a copy of the points, and 16 bytes per row, where something is missing.
  public func assigned(
    to centroids: Matrix<Double>, missingValues: MissingValues, weights: [Double]? = nil, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil, keepsMargins: Bool = false
  ) throws(ClusteringError) -> Assignment {
    let kernels = Kernels(instructionSet ?? .best)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount, keepsThreads: true)
    switch self {
    case .float(let points) where missingValues == .leftOut && points.lacksValues:
      return try Assignment(ofPartial: points, to: centroids, weights, keepsMargins, kernels, parallel)
    case .double(let points) where missingValues == .leftOut && points.lacksValues:
      return try Assignment(ofPartial: points, to: centroids, weights, keepsMargins, kernels, parallel)
    default:
      return try assigned(
        to: centroids, weights: weights, threadCount: threadCount, instructionSet: instructionSet,
        keepsMargins: keepsMargins)
    }
  }

  /// Whether an element is NaN.
  public var lacksValues: Bool {
    switch self {
    case .float(let points): points.lacksValues
    case .double(let points): points.lacksValues
    }
  }
}

extension Assignment {
  /// By the elements that rows have.
  fileprivate init<Scalar: KernelScalar>(
    ofPartial original: Matrix<Scalar>, to centroids: Matrix<Double>, _ weights: [Double]?, _ keepsMargins: Bool,
    _ kernels: Kernels, _ parallel: ParallelRows
  ) throws(ClusteringError) {
    let bound = try FitProblem<Scalar>.bound(ofStart: centroids, dimensions: original.columns, kernels, parallel)
    let missing = try MissingCells(of: original, needsColumns: false)
    let filled = missing.filled(original)
    let survey = try DataSurvey(filled, kernels: kernels, in: parallel)
    let scale = UnitScale(bound: max(survey.bound, bound))
    if scale.needsDouble(insteadOf: Scalar.self, least: survey.least) {
      let points: Matrix<Double> = original.converted()
      self = try Assignment(ofPartial: points, to: centroids, weights, keepsMargins, kernels, parallel)
      return
    }
    let points = try ScaledPoints(
      filled, weights: weights, companionBound: bound, survey: survey, kernels: kernels,
      in: Reduction(parallel, rows: filled.rows))
    let target = scale.scaled(centroids)
    let (labels, squares) = points.nearest(missing, at: target, kernels)
    inertia = points.unscaledLoss(points.weights.sum(of: squares, kernels, points.reduction))
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    var counts = [Int](repeating: 0, count: centroids.rows)
    for label in labels { counts[Int(label)] += 1 }
    (self.labels, self.counts) = (labels, counts)
    squaredDistances = squares.map(scale.unscaledSquare)
    ownDistances = squares.map { scale.unscaled($0.squareRoot()) }
    margins = keepsMargins ? points.margins(missing, at: target, kernels).map(scale.unscaled) : nil
  }
}
