public import Matrices
public import TesseraKernels

/// Assigns rows to their nearest centroids one at a time, as a server does: prepared once, then without any allocation.
///
/// ```swift
/// let assigner = try model.rowAssigner()
/// let nearest = try assigner.nearest(to: row)   // [Float] or [Double], a span, or an unsafe buffer
/// print(nearest.label, nearest.squaredDistance)
/// ```
///
/// Label and distance have the bits that ``KMeansModel/assign(_:)`` gives for a matrix of this row alone: argmin of D
/// (<doc:Arithmetic>), ties to the lowest index, the same on every instruction set. For many rows at once ``KMeansModel/assign(_:)``
/// is faster. An assigner never changes: any number of threads may ask it at the same time.
///
/// - Complexity: O(clusterCount * dimensions), most of it in eight bits or Float. Memory: 9 to 20 bytes per centroid element.
///   Where the largest magnitude of all centroids lies outside of 2^-32 ..< 2^32, or a row farther than 2^31 from them, the row
///   takes the way of ``KMeansModel/assign(_:)``, which allocates and is many times slower.
public struct RowAssigner: Sendable {
  /// A row's nearest centroid.
  public struct Nearest: Sendable, Equatable {
    /// Its index (ties: the lowest).
    public let label: Int32
    /// The squared Euclidean distance to it, in squared units of the data.
    public let squaredDistance: Double
  }

  /// [clusterCount, dimensions], in units of the data.
  public let centroids: Matrix<Double>
  /// What is near; with ``Metric/cosine``, rows are asked for by their directions.
  public let metric: Metric
  private let instructionSet: InstructionSet
  /// By whose distance.
  private let kind: CentroidKind
  /// nil where rows have to be scaled, and for the Manhattan distance.
  private let prepared: RowCentroids?

  /// - Parameters:
  ///   - centroids: [clusterCount, dimensions], finite, at least one.
  ///   - kind: of the centroids. For the Manhattan distance a row takes the way of ``KMeansModel/assign(_:)``.
  ///   - metric: what is near. (The centroids are taken as they are.)
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  /// - Throws: ``ClusteringError/noPoints(rows:columns:)`` without centroids,
  ///   ``ClusteringError/startCentroidNotFinite(row:column:)``.
  public init(
    _ centroids: Matrix<Double>, metric: Metric = .euclidean, kind: CentroidKind = .mean,
    instructionSet: InstructionSet? = nil
  ) throws(ClusteringError) {
    (self.centroids, self.metric, self.kind) = (centroids, metric, kind)
    self.instructionSet = instructionSet ?? .best
    let kernels = Kernels(self.instructionSet)
    let bound = try FitProblem<Double>.bound(
      ofStart: centroids, dimensions: centroids.columns, kernels, ParallelRows(threads: 1))
    guard bound >= 0x1p-32, bound < 0x1p32, !kind.isManhattan else {
      prepared = nil
      return
    }
    let (k, d) = (centroids.rows, centroids.columns)
    let bounds = ErrorBounds(dimensions: d)
    let scores: RowCentroids.Scores =
      if k * d <= 128 || k < 4 || d > RowCentroids.mostDimensions {
        .none
      } else if kernels.hasNarrowRows, d > 16 {
        .narrow { bounds.narrowScore(reach: $0, codeReach: $1, codeError: $2) }
      } else {
        .float { bounds.laneScore(reach: $0) }
      }
    prepared = RowCentroids(centroids.elements, shift: Self.mean(of: centroids), scores: scores, kernels: kernels)
  }

  private static func mean(of centroids: Matrix<Double>) -> [Double] {
    var sums = [Double](repeating: 0, count: centroids.columns)
    for row in 0..<centroids.rows {
      for column in 0..<centroids.columns { sums[column] += centroids[row, column] }
    }
    return sums.map { $0 / Double(centroids.rows) }
  }

  func nearest<Scalar: KernelScalar>(
    _ row: UnsafeBufferPointer<Scalar>, _ find: (RowCentroids, UnsafePointer<Scalar>) -> (label: Int32, square: Double)?
  ) throws(ClusteringError) -> Nearest {
    guard row.count == centroids.columns, let start = row.baseAddress else {
      throw .dimensionMismatch(points: row.count, centroids: centroids.columns)
    }
    guard metric == .cosine else { return try nearest(row, at: start, find) }
    let found = withUnsafeTemporaryAllocation(of: Scalar.self, capacity: row.count) {
      direction -> Result<Nearest, ClusteringError> in
      let (target, kernels) = (direction.baseAddress!, Kernels(instructionSet))
      let hasOne = Direction.write(start, to: target, dimensions: row.count, kernels)
      if !hasOne, row.allSatisfy({ $0 == 0 }) { return .failure(.zeroRow(row: 0)) }
      return Result { () throws(ClusteringError) in try nearest(UnsafeBufferPointer(direction), at: target, find) }
    }
    return try found.get()
  }

  private func nearest<Scalar: KernelScalar>(
    _ row: UnsafeBufferPointer<Scalar>, at start: UnsafePointer<Scalar>,
    _ find: (RowCentroids, UnsafePointer<Scalar>) -> (label: Int32, square: Double)?
  ) throws(ClusteringError) -> Nearest {
    guard let prepared, let found = find(prepared, start) else {
      let assignment = try NumericMatrix(Matrix(rows: 1, columns: row.count, elements: row)).assigned(
        to: centroids, as: kind, threadCount: 1, instructionSet: instructionSet)
      return Nearest(label: assignment.labels[0], squaredDistance: assignment.squaredDistances[0])
    }
    return Nearest(label: found.label, squaredDistance: found.square)
  }
}

extension KMeansModel {
  /// Prepares this model's centroids for rows that come one at a time.
  ///
  /// - Parameter instructionSet: nil for the best of this machine. The result does not depend on it.
  public func rowAssigner(instructionSet: InstructionSet? = nil) throws(ClusteringError) -> RowAssigner {
    try RowAssigner(centroids, metric: metric, kind: centroidKind, instructionSet: instructionSet)
  }
}
