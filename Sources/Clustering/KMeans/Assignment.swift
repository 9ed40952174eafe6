public import Matrices
public import TesseraKernels

/// Rows and their nearest centroids.
public struct Assignment: Sendable, Equatable {
  /// The index of the nearest centroid of each row (ties: the lowest index), by the distance that was asked for.
  public let labels: [Int32]
  /// The squared Euclidean distance of each row to its centroid, in squared units of the data. Squares of distances
  /// below 1e-162 vanish: ``distances`` do not.
  public let squaredDistances: [Double]
  /// The margin of each row, as the ``LocalityRegion`` of a fit has it, where it was asked for.
  public let margins: [Double]?
  /// How many rows each centroid has.
  public let counts: [Int]
  /// The sum over rows of w_i times the squared distance.
  public let inertia: Double
  /// In units of the data, where roots of ``squaredDistances`` would not do; else nil.
  let ownDistances: [Double]?
  /// Whether labels are by the sum of absolute differences.
  var isManhattan = false
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
  ///   - keepsMargins: whether ``Assignment/margins`` are wanted: up to twice the work, and 8 more bytes per row.
  /// - Complexity: O(rows * clusterCount * dimensions). Memory: 12 bytes per row, the labels and distances, and what one block
  ///   of 65,536 rows needs, or 32 MB of elements; a mapped matrix may be larger than the machine's memory.
  public func assigned(
    to centroids: Matrix<Double>, weights: [Double]? = nil, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil, keepsMargins: Bool = false
  ) throws(ClusteringError) -> Assignment {
    try NumericMatrix(self).assigned(
      to: centroids, weights: weights, threadCount: threadCount, instructionSet: instructionSet,
      keepsMargins: keepsMargins)
  }
}

extension KMeansModel {
  /// Assigns new points to this model's centroids; the training points get their training labels back. With ``metric``
  /// ``Metric/cosine``, what is assigned are the directions of the points; with ``missingValues``
  /// ``MissingValues/leftOut``, points are assigned by the elements that they have.
  ///
  /// - Parameter points: [rows, dimensions], finite, in units of the training data.
  public func assign<Scalar: KernelScalar>(_ points: Matrix<Scalar>) throws(ClusteringError) -> Assignment {
    guard centroidKind == .mean else { return try points.assigned(to: centroids, as: centroidKind) }
    if missingValues == .leftOut {
      return try NumericMatrix(points).assigned(to: centroids, missingValues: .leftOut)
    }
    guard metric == .cosine else { return try points.assigned(to: centroids) }
    return try NumericMatrix(points).directions().assigned(to: centroids)
  }
}
