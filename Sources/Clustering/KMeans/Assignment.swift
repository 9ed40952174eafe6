public import Matrices
public import TesseraKernels

/// Rows and their nearest centroids.
public struct Assignment: Sendable, Equatable {
  /// The index of the nearest centroid of each row (ties: the lowest index).
  public let labels: [Int32]
  /// The squared Euclidean distance of each row to its centroid, in squared units of the data.
  public let squaredDistances: [Double]
  /// How many rows each centroid has.
  public let counts: [Int]
  /// The sum over rows of w_i times the squared distance.
  public let inertia: Double
}

extension Matrix where Scalar: KernelScalar {
  /// Assigns every row to its nearest centroid, exactly: argmin of the squared distance by direct differences in Double,
  /// ties to the lowest index.
  ///
  /// - Parameters:
  ///   - centroids: [clusterCount, dimensions], finite, in units of the data.
  ///   - weights: one per row; they matter to the inertia only.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  /// - Complexity: O(rows * clusterCount * dimensions); memory about 28 bytes per row.
  public func assigned(
    to centroids: Matrix<Double>, weights: [Double]? = nil, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil
  ) throws(ClusteringError) -> Assignment {
    try NumericMatrix(self).assigned(
      to: centroids, weights: weights, threadCount: threadCount, instructionSet: instructionSet)
  }
}

extension Assignment {
  init<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, to centroids: Matrix<Double>, _ weights: [Double]?, _ kernels: Kernels,
    _ parallel: ParallelRows
  ) throws(ClusteringError) {
    precondition(centroids.rows >= 1, "at least one centroid")
    let bound = try FitProblem<Scalar>.bound(ofStart: centroids, dimensions: points.columns)
    let points = try ScaledPoints(
      points, weights: weights, companionBound: bound, kernels: kernels, in: parallel)
    let engine = AssignmentEngine(
      points, clusterCount: centroids.rows, isOnce: true, kernels: kernels, parallel: parallel)
    engine.move(to: points.scale.scaled(centroids).elements)
    _ = engine.assignAll()
    inertia = points.scale.unscaledSquare(engine.inertia())
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    var counts = [Int](repeating: 0, count: centroids.rows)
    for label in engine.labels { counts[Int(label)] += 1 }
    self.counts = counts
    labels = engine.labels
    squaredDistances = engine.ownSquaredDistances().map(points.scale.unscaledSquare)
  }
}

extension KMeansModel {
  /// Assigns new points to this model's centroids; the training points get their training labels back.
  ///
  /// - Parameter points: [rows, dimensions], finite, in units of the training data.
  public func assign<Scalar: KernelScalar>(_ points: Matrix<Scalar>) throws(ClusteringError) -> Assignment {
    try points.assigned(to: centroids)
  }
}
