public import Clustering
public import Matrices
public import TesseraKernels

/// How good clusters are: by themselves, and beside known labels.
///
/// ```swift
/// let evaluation = try EvaluationSummary(
///   of: points, at: model.centroids, agreement: LabelAgreement(truth: species, predicted: model.labels))
/// print(evaluation.metrics.silhouette ?? 0, evaluation.clusters[0].nearBoundary ?? 0)
/// ```
public struct EvaluationSummary: Sendable {
  /// scikit-learn's metrics under its names; see ``/Clustering/LabelAgreement``, ``/Clustering/Silhouettes`` and ``/Clustering/ClusterDispersion``. Those that need
  /// known labels are nil without; those of clusters, where there are none to tell apart.
  public struct Metrics: Sendable, Equatable {
    public var adjustedRand: Double?
    public var rand: Double?
    public var normalizedMutualInformation: Double?
    public var adjustedMutualInformation: Double?
    public var homogeneity: Double?
    public var completeness: Double?
    public var vMeasure: Double?
    public var fowlkesMallows: Double?
    public var silhouette: Double?
    public var calinskiHarabasz: Double?
    public var daviesBouldin: Double?
    /// The normalised clustering accuracy.
    public var accuracy: Double?
  }

  /// One cluster; nil where it has no rows, or there is no other cluster.
  public struct Cluster: Sendable, Equatable {
    public var rows: Int
    /// The largest and the mean distance of a row to the centroid.
    public var radius: Double?
    public var meanDistance: Double?
    /// The smallest margin of a row: how far all centroids may move before one of its rows leaves or another enters it.
    public var smallestMargin: Double?
    /// The cluster whose centroid is nearest, and how far that is.
    public var nearest: NearestCentroid?
    /// The share of rows whose margin is below a tenth of the median margin of all rows.
    public var nearBoundary: Double?
  }

  public var metrics: Metrics
  /// How many rows the silhouette was measured on, where they are a sample.
  public var silhouetteSample: Int?
  public var clusters: [Cluster]
  /// The smallest and the median margin of all rows; nil for one cluster.
  public var radius: Double?
  public var medianMargin: Double?
  /// The rows with the smallest margins, and the two clusters that they lie between.
  public var ambiguous: [LocalityRegion.Constraint]

  /// The most rows that a silhouette is measured on; of more, on a sample (``/Clustering/Silhouettes/sampleSize(rows:dimensions:limit:)``).
  public static let silhouetteRows = 20_000

  /// Evaluates points at centroids, on whatever scale both are.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite. Every row counts once.
  ///   - centroids: [clusterCount, dimensions], finite.
  ///   - assignment: of these points to these centroids, with margins, if it has been made.
  ///   - agreement: of the labels with known ones, if there are any.
  ///   - seed: decides the sample of the silhouette.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  ///   - meter: hears how far the silhouette is.
  /// - Complexity: O(rows * clusterCount * dimensions), and the square of up to ``silhouetteRows`` rows times dimensions.
  public init(
    of points: NumericMatrix, at centroids: Matrix<Double>, assignment: Assignment? = nil,
    agreement: LabelAgreement? = nil, seed: UInt64 = 0, threadCount: Int? = nil, instructionSet: InstructionSet? = nil,
    meter: WorkMeter? = nil
  ) throws(ClusteringError) {
    let assignment =
      if let assignment { assignment } else {
        try points.assigned(
          to: centroids, threadCount: threadCount, instructionSet: instructionSet, keepsMargins: true)
      }
    let margins = try RowMargins(
      of: points, at: centroids, assignment: assignment, threadCount: threadCount, instructionSet: instructionSet)
    let silhouettes = try Silhouettes(
      of: points, labels: assignment.labels,
      sampleSize: Silhouettes.sampleSize(
        rows: points.rows, dimensions: points.columns, limit: Self.silhouetteRows), seed: seed,
      threadCount: threadCount,
      instructionSet: instructionSet, meter: meter)
    let dispersion = try ClusterDispersion(of: points, labels: assignment.labels, threadCount: threadCount)
    metrics = Metrics(
      adjustedRand: agreement?.adjustedRand, rand: agreement?.rand,
      normalizedMutualInformation: agreement?.normalizedMutualInformation,
      adjustedMutualInformation: agreement?.adjustedMutualInformation, homogeneity: agreement?.homogeneity,
      completeness: agreement?.completeness, vMeasure: agreement?.vMeasure, fowlkesMallows: agreement?.fowlkesMallows,
      silhouette: silhouettes.mean, calinskiHarabasz: dispersion.calinskiHarabasz,
      daviesBouldin: dispersion.daviesBouldin, accuracy: agreement?.accuracy)
    silhouetteSample = silhouettes.isSample ? silhouettes.rows.count : nil
    (radius, medianMargin) = (margins.radius, margins.median)
    ambiguous = margins.mostAmbiguous(10)
    clusters = Self.clusters(assignment, margins, centroids)
  }

  private static func clusters(
    _ assignment: Assignment, _ margins: RowMargins, _ centroids: Matrix<Double>
  ) -> [Cluster] {
    let border = margins.median.map { $0 / 10 }
    var clusters = zip(assignment.counts, NearestCentroid.all(of: centroids)).map { Cluster(rows: $0, nearest: $1) }
    var sums = [Double](repeating: 0, count: clusters.count)
    var near = [Int](repeating: 0, count: clusters.count)
    for (row, distance) in assignment.distances.enumerated() {
      let (label, margin) = (Int(assignment.labels[row]), margins.values[row])
      sums[label] += distance
      clusters[label].radius = max(clusters[label].radius ?? 0, distance)
      if margin.isFinite { clusters[label].smallestMargin = min(clusters[label].smallestMargin ?? margin, margin) }
      if let border, margin < border { near[label] += 1 }
    }
    for label in clusters.indices where clusters[label].rows > 0 {
      clusters[label].meanDistance = sums[label] / Double(clusters[label].rows)
      if border != nil { clusters[label].nearBoundary = Double(near[label]) / Double(clusters[label].rows) }
    }
    return clusters
  }
}
