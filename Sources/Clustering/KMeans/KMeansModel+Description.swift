extension KMeansModel: CustomStringConvertible {
  /// What came out, in a line: `3 clusters of 150 rows, inertia 78.85144142614601 after 2 updates (fixedPoint), ...`.
  public var description: String {
    let clusters = centroids.rows == 1 ? "1 cluster" : "\(centroids.rows) clusters"
    // Those of all members of a group.
    let count = counts.reduce(0, +)
    let rows = count == 1 ? "1 row" : "\(count) rows"
    let updates = iterations == 1 ? "1 update" : "\(iterations) updates"
    let certificate = isLocalMinimum ? "a local minimum" : "no local minimum"
    let radius = region.radius.map { " of radius \($0)" } ?? ""
    return
      "\(clusters) of \(rows), inertia \(inertia) after \(updates) (\(stopReason.rawValue)), \(certificate)\(radius)"
  }
}
