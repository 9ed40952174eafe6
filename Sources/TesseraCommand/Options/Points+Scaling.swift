internal import Clustering
internal import Matrices
internal import VectorFiles

extension Points {
  /// The points on a common scale, if one was asked for; else a note where one column decides alone, which it does not where rows count by
  /// their direction.
  func scaled(
    _ method: ColumnScaling.Method?, _ options: DataOptions, metric: Metric = .euclidean
  ) throws(VectorFileError) -> Points {
    guard let method else {
      if !options.quiet, metric == .euclidean, let note = dominantColumn { options.note(note) }
      return self
    }
    return try scaled(by: ColumnScaling(method, of: data.points, weights: weights))
  }

  /// Centroids in the units of the file on the scale of the points.
  func scaled(_ centroids: Matrix<Double>) -> Matrix<Double> {
    // Another number of columns is an error of the fit, which names the file.
    guard let scaling, centroids.columns == scaling.offsets.count else { return centroids }
    return scaling.applied(to: centroids)
  }

  /// Centroids on the scale of the points in the units of the file.
  func restored(_ centroids: Matrix<Double>) -> Matrix<Double> { scaling?.restored(centroids) ?? centroids }

  /// What to say behind an inertia.
  var scaleNote: String { scaling.note }

  /// Which column carries more than nine tenths of the variance, if one does.
  private var dominantColumn: String? {
    guard data.points.columns > 1 else { return nil }
    let shares = data.points.varianceShares(weights: weights)
    guard let column = shares.firstIndex(where: { $0 > 0.9 }) else { return nil }
    let share = min(99, Int(shares[column] * 100))
    return """
      \(title.shown): “\(data.columns[column].title.shown)” carries \(share) % of the variance and decides the clusters; \
      --standardize gives all columns the same weight
      """
  }
}

extension ColumnScaling? {
  /// What to say behind an inertia on this scale.
  var note: String { map { " (columns standardized: \($0.method.rawValue))" } ?? "" }
}

extension JSONValue {
  /// `{"method", "offsets", "scales"}`, or null.
  static func scaling(_ scaling: ColumnScaling?) -> JSONValue {
    guard let scaling else { return .null }
    return [
      "method": .string(scaling.method.rawValue), "offsets": .array(scaling.offsets.map { .number($0) }),
      "scales": .array(scaling.scales.map { .number($0) }),
    ]
  }
}
