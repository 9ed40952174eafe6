internal import Matrices

/// All centroids under which every row keeps its label: the piece on which the loss is one quadratic.
///
/// The loss of k-means is piecewise quadratic in the centroids. This region is the piece around a model's centroids:
/// inside it the frozen gradient is exact, and a centroid set that is a minimum of its own piece, away from the piece's
/// border, is a local minimum of the whole loss.
///
/// ```swift
/// let model = try kmeans.fitted(to: points)
/// if let radius = model.region.radius {
///   // Moving every centroid by less than `radius` changes no label.
/// }
/// ```
///
/// Of medians, and medoids of the Manhattan distance, all distances here are sums of absolute differences.
///
/// A row's **margin** is (d2 - d1) / 2, half the difference of its Euclidean distances to the second nearest and the
/// nearest centroid; the region's **radius** is the smallest margin. Moving every centroid by less than the radius is
/// sufficient to stay inside; the region itself extends further in most directions, and ``contains(_:points:)-(_,NumericMatrix)`` decides it.
public struct LocalityRegion: Sendable {
  /// One inequality of the region: `row` stays with `owner` as long as `rival` comes no nearer than `owner`.
  public struct Constraint: Sendable, Equatable {
    /// The row, counted from 0.
    public var row: Int
    /// Its centroid.
    public var owner: Int
    /// The second nearest centroid (ties: the lowest index).
    public var rival: Int
    /// (d2 - d1) / 2 in units of the data, rounded down.
    public var margin: Double
  }

  /// The label of each row.
  public internal(set) var labels: [Int32]
  /// The margin of each row in units of the data, rounded down; infinite for one centroid, 0 at ties. With ``KMeans/sizes``
  /// labels depend on all rows together, no margin is known, and all are 0.
  public internal(set) var margins: [Double]
  /// The constraint with the smallest margin (ties: the lowest row); nil for one centroid. Moving the owner directly away
  /// from the row and the rival directly towards it by slightly more than the margin flips the row's label.
  public let tightest: Constraint?

  /// For ``Metric/cosine``, the smallest half difference of a row's angles to the second nearest and the nearest centroid, in
  /// radians, rounded down: every centroid may turn by less, each its own way, before any label can change. At least ``radius``; nil for one
  /// centroid, and for other metrics.
  public internal(set) var angle: Double?

  /// Whether it is one of the rows' directions.
  var isOfDirections = false
  /// Whether it is one of what rows have.
  var leavesOutMissing = false
  let clusterCount: Int
  /// With ``KMeans/trimmedShare``, how far every centroid may move before other rows are left out.
  var trimmingMargin: Double?
  /// Whether distances, and how far centroids move, are sums of absolute differences.
  var isManhattan = false

  /// The smallest margin: how far every centroid may move, each in its own direction, before any label can change, or with
  /// ``KMeans/trimmedShare`` other rows can be left out (``TrimmedRows/margin``, where that is smaller). nil
  /// for one centroid (unbounded) and with ``KMeans/sizes`` (not known); 0 with ties or coincident centroids.
  public var radius: Double? {
    guard let trimmingMargin, trimmingMargin.isFinite else { return tightest?.margin }
    return min(trimmingMargin, tightest?.margin ?? .infinity)
  }
}
