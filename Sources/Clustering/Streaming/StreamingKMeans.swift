public import Matrices
internal import Refusals
public import TesseraKernels

/// k-means of rows that come in batches, each of which is seen once and not kept.
///
/// ```swift
/// var stream = StreamingKMeans(clusterCount: 20)
/// for batch in batches { try stream.partialFit(batch) }
/// let labels = try newRows.assigned(to: stream.centroids!).labels
/// ```
///
/// A batch is assigned to the centroids as they are, exactly, and then every centroid becomes the mean of all rows that ever came to it:
/// what Sculley's rate of one over the rows so far leads to, row by row, here at once, so that neither the order of the rows within a
/// batch nor threads or the instruction set change a bit. Which rows are in which batch does: later batches meet other centroids. The
/// first batch, of at least `clusterCount` distinct rows of positive weight, chooses the start by ``initializer``, unless it was given;
/// a start weighs nothing, and the first rows that come to it replace it. A cluster to which no row comes stays where it is.
///
/// Rows never leave: where the stream drifts, old rows hold centroids back. Where all rows are at hand, in memory or in a mapped
/// file, ``NestedBatches`` is the better choice: its samples grow to all rows, and it ends at a fixed point with a certificate. This type
/// is for rows that cannot be had twice.
///
/// Source: D. Sculley, *Web-scale k-means clustering* (2010), DOI 10.1145/1772690.1772862.
/// - Complexity: per batch an assignment of its rows; memory beside the batch: 8 bytes per centroid element, and while a batch is learned what
///   an assignment of it takes and 32 more per element.
public struct StreamingKMeans: Sendable {
  /// The number of clusters.
  public let clusterCount: Int
  /// Chooses the start among the rows of the first batch.
  public var initializer: AnyInitializer = .kMeansPlusPlus
  /// Decides that choice.
  public var seed: UInt64 = 0
  /// How many threads work; nil for one per processor. The result does not depend on it.
  public var threadCount: Int? {
    didSet { require(threadCount ?? 1 >= 1, "at least one thread") }
  }
  /// Which kernels are used; nil for the best of this machine. The result does not depend on it.
  public var instructionSet: InstructionSet?

  /// [clusterCount, dimensions], in the data's units; nil before the first batch, where no start was given.
  public private(set) var centroids: Matrix<Double>?
  /// How many rows have come to each cluster.
  public private(set) var counts: [Int]
  /// What they weigh; the same as ``counts`` where rows are not weighted.
  public private(set) var masses: [Double]

  /// - Parameter clusterCount: the number of clusters, at least 1.
  public init(clusterCount: Int) {
    require(clusterCount >= 1, "at least one cluster")
    self.clusterCount = clusterCount
    counts = Array(repeating: 0, count: clusterCount)
    masses = Array(repeating: 0, count: clusterCount)
  }

  /// - Parameter centroids: the start, [clusterCount, dimensions], one at least, finite.
  public init(from centroids: Matrix<Double>) {
    self.init(clusterCount: centroids.rows)
    self.centroids = centroids
  }

  mutating func restore(counts: [Int], masses: [Double]) { (self.counts, self.masses) = (counts, masses) }

  /// Learns rows.
  ///
  /// - Parameters:
  ///   - batch: [rows, dimensions], finite, one row at least; all batches have as many columns.
  ///   - weights: one per row, finite and at least 0; nil for 1 each.
  /// - Returns: The assignment of the batch to the centroids before it moved them: its inertia is that of rows not learned yet.
  /// - Throws: ``ClusteringError``; nothing has changed then.
  @discardableResult
  public mutating func partialFit<Scalar: KernelScalar>(
    _ batch: Matrix<Scalar>, weights: [Double]? = nil
  ) throws(ClusteringError) -> Assignment {
    try partialFit(NumericMatrix(batch), weights: weights)
  }

  /// Learns the rows of a file.
  @discardableResult
  public mutating func partialFit(
    _ batch: NumericMatrix, weights: [Double]? = nil
  ) throws(ClusteringError) -> Assignment {
    let centroids = if let centroids { centroids } else { try start(batch, weights) }
    let assignment = try batch.assigned(
      to: centroids, weights: weights, threadCount: threadCount, instructionSet: instructionSet)
    let learned =
      switch batch {
      case .float(let rows): try statistics(of: rows, assignment.labels, weights)
      case .double(let rows): try statistics(of: rows, assignment.labels, weights)
      }
    let moved = self.moved(centroids, by: learned)
    guard moved.isFinite else { throw .inertiaNotRepresentable }
    self.centroids = moved
    for cluster in 0..<clusterCount {
      counts[cluster] += learned.counts[cluster]
      masses[cluster] += learned.masses[cluster]
    }
    return assignment
  }

  /// The model of rows at these centroids: their exact labels, their inertia and their region.
  ///
  /// - Parameter points: [rows, dimensions], with at least ``clusterCount`` distinct rows of positive weight; nothing is learned of them.
  public func model(of points: NumericMatrix, weights: [Double]? = nil) throws(ClusteringError) -> KMeansModel {
    var options = options
    if let centroids { options.initializer = .given(centroids) }
    options.maximumIterations = 0
    return try options.fitted(to: points, weights: weights)
  }

  private var options: KMeans {
    var options = KMeans(clusterCount: clusterCount)
    (options.initializer, options.seed) = (initializer, seed)
    (options.threadCount, options.instructionSet) = (threadCount, instructionSet)
    return options
  }

  private func start(_ batch: NumericMatrix, _ weights: [Double]?) throws(ClusteringError) -> Matrix<Double> {
    try options.startCentroids(for: batch, weights: weights)
  }
}
