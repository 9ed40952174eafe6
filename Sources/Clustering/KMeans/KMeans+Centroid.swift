extension KMeans {
  /// The most rows that ``CentroidKind/medoid(_:)`` takes: a pass compares all of them with each other.
  public static var mostMedoidRows: Int { 100_000 }

  /// Medians and medoids have a search of their own, and distances that no path of the engine has.
  var centroidFeatures: [FitFeature] {
    let path = assignmentPath.map { _ in [FitFeature("path")] } ?? []
    guard centroid != .mean else { return path }
    return path + [
      FitFeature(
        "centroid \(centroid.name)",
        excludes: [
          "solver newton", "solver gradient", "solver nested", "path", "metric cosine", "sizes", "trim", "with-missing",
          "method hierarchical", "method bisecting", "quality fast", "quality balanced", "quality best", "checkpoint",
          "resume", "memory-limit",
        ])
    ]
  }

  /// Throws where what clusters are made of asks for all rows in one place, and not too many.
  func requireCentroids(of rows: Int, isShared: Bool = false) throws(ClusteringError) {
    if centroid != .mean, isShared { throw .cannotCombine("centroid \(centroid.name)", "a group of several members") }
    if case .medoid = centroid, rows > Self.mostMedoidRows {
      throw .tooManyMedoidRows(rows: rows, most: Self.mostMedoidRows)
    }
  }
}
