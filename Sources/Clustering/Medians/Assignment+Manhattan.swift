public import Matrices
internal import Refusals
public import TesseraKernels

extension NumericMatrix {
  /// Assigns every row to its nearest centroid, by the distance of the kind, ties to the lowest index.
  ///
  /// For ``CentroidKind/median`` and medoids of the Manhattan distance, labels, ``Assignment/distances`` and margins are by the sum of
  /// absolute differences; ``Assignment/squaredDistances`` and the inertia are of the Euclidean distance to that centroid, as always.
  /// For all others this is ``assigned(to:weights:threadCount:instructionSet:keepsMargins:meter:)``.
  ///
  /// - Parameters:
  ///   - centroids: [clusterCount, dimensions], finite, in units of the data.
  ///   - kind: of the centroids.
  ///   - weights: one per row; they matter to the inertia only.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  ///   - keepsMargins: whether ``Assignment/margins`` are wanted.
  ///   - meter: hears how many rows are assigned.
  /// - Complexity: O(rows * clusterCount * dimensions). Memory: for the Manhattan distance 28 bytes per row, and a copy of the points
  ///   where they have to be scaled.
  public func assigned(
    to centroids: Matrix<Double>, as kind: CentroidKind, weights: [Double]? = nil, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil, keepsMargins: Bool = false, meter: WorkMeter? = nil
  ) throws(ClusteringError) -> Assignment {
    guard kind.isManhattan else {
      return try assigned(
        to: centroids, weights: weights, threadCount: threadCount, instructionSet: instructionSet,
        keepsMargins: keepsMargins, meter: meter)
    }
    let kernels = Kernels(instructionSet ?? .best)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount, keepsThreads: true)
    return switch self {
    case .float(let points):
      try Assignment.manhattan(points, to: centroids, weights, keepsMargins: keepsMargins, kernels, parallel)
    case .double(let points):
      try Assignment.manhattan(points, to: centroids, weights, keepsMargins: keepsMargins, kernels, parallel)
    }
  }
}

extension Matrix where Scalar: KernelScalar {
  /// The same of rows of one type.
  public func assigned(
    to centroids: Matrix<Double>, as kind: CentroidKind, weights: [Double]? = nil, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil, keepsMargins: Bool = false
  ) throws(ClusteringError) -> Assignment {
    try NumericMatrix(self).assigned(
      to: centroids, as: kind, weights: weights, threadCount: threadCount, instructionSet: instructionSet,
      keepsMargins: keepsMargins)
  }
}

extension Assignment {
  fileprivate static func manhattan<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, to centroids: Matrix<Double>, _ weights: [Double]?, keepsMargins: Bool,
    _ kernels: Kernels, _ parallel: ParallelRows
  ) throws(ClusteringError) -> Assignment {
    require(centroids.rows >= 1, "at least one centroid")
    let bound = try FitProblem<Scalar>.bound(ofStart: centroids, dimensions: points.columns, kernels, parallel)
    let survey = try DataSurvey(points, kernels: kernels, in: parallel)
    let scale = UnitScale(bound: max(survey.bound, bound))
    if scale.needsDouble(insteadOf: Scalar.self, least: survey.least) {
      let points: Matrix<Double> = points.converted()
      return try manhattan(points, to: centroids, weights, keepsMargins: keepsMargins, kernels, parallel)
    }
    let reduction = Reduction(parallel, rows: points.rows)
    let rowWeights = try RowWeights(weights, rows: points.rows)
    let scaled = ScaledPoints(
      block: scale.scaled(points), scale: .identity, columnBounds: survey.columnBounds.map(scale.scaled), in: parallel)
    let target = scale.scaled(centroids)
    let rows = ManhattanLabels(scaled.matrix, parallel)
    rows.assign(to: target)
    var counts = [Int](repeating: 0, count: centroids.rows)
    for label in rows.labels { counts[Int(label)] += 1 }
    let squares = scaled.ownSquares(rows.labels, target, kernels)
    let loss = rowWeights.sum(of: squares, kernels, reduction)
    let inertia = FixedPoint.scaled(loss, by: 2 * scale.exponent + rowWeights.unit)
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    return Assignment(
      labels: rows.labels, squaredDistances: scale == .identity ? squares : squares.map(scale.unscaledSquare),
      margins: keepsMargins ? rows.margins().map(scale.unscaled) : nil, counts: counts, inertia: inertia,
      ownDistances: scale == .identity ? rows.distances : rows.distances.map(scale.unscaled), isManhattan: true)
  }
}

extension ScaledPoints {
  /// D of each row to the centroid of its label.
  func ownSquares(_ labels: [Int32], _ centroids: Matrix<Double>, _ kernels: Kernels) -> [Double] {
    let d = dimensions
    return labels.withUnsafeBufferPointer { labels in
      matrix.withUnsafeElements { elements in
        centroids.withUnsafeElements { centroids in
          nonisolated(unsafe) let (labels, elements) = (labels.baseAddress!, elements.baseAddress!)
          nonisolated(unsafe) let centroids = centroids.baseAddress!
          return [Double](count: rows, in: reduction.parallel) { _, rows, squares in
            let list = rows.map { Int32($0) }
            kernels.ownDistances(
              elements, rowStride: d, rows: list, count: rows.count, centroids: centroids, dimensions: d,
              labels: labels, into: squares)
          }
        }
      }
    }
  }
}
