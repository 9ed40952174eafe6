extension KMeans {
  /// The most rows that ``CentroidKind/medoid(_:)`` takes: a pass compares all of them with each other.
  public static var mostMedoidRows: Int { 100_000 }

  /// Throws where medoids are asked of too many rows.
  func requireCentroids(of rows: Int) throws(ClusteringError) {
    if case .medoid = centroid, rows > Self.mostMedoidRows {
      throw .tooManyMedoidRows(rows: rows, most: Self.mostMedoidRows)
    }
  }
}
