public import Clustering

extension ModelFile {
  /// The model after a step of all parts: with the centroids of before, so that the next parts can say what changed. Where the step is
  /// the end, the same centroids with what is known of them.
  public func next(after statistics: PartialStatistics) -> ModelFile {
    var next = self
    if !statistics.isFinished {
      next = ModelFile(centroids: statistics.nextCentroids, metadata: metadata)
      if let scaling { next = next.scaled(by: scaling) }
      next.previousCentroids = statistics.centroids
      let iterations = metadata["iterations"].flatMap { Int($0) }.flatMap { (0..<Int.max).contains($0) ? $0 : nil } ?? 0
      next.metadata["iterations"] = String(previousCentroids == nil ? 1 : iterations + 1)
    }
    next.metadata["format"] = Self.format
    next.metadata["version"] = TesseraVersion.current
    next.metadata["solver"] = "lloyd"
    next.metadata["inertia"] = String(statistics.inertia)
    next.metadata["rows"] = String(statistics.rows)
    next.metadata["stopReason"] = statistics.isFinished ? StopReason.fixedPoint.rawValue : nil
    next.metadata["localMinimum"] = nil
    return next
  }

  /// What the model has that steps by parts do not keep, which are those of plain k-means: means, by the Euclidean distance, of whole
  /// rows, of any size; nil where it has nothing of the kind.
  package var hindranceToParts: String? {
    if centroidKind != .mean { return "its centroids are \(centroidKind.name)s" }
    if metric != .euclidean { return "its metric is \(metric.rawValue)" }
    if missingValues != .refused { return "it leaves missing values out" }
    if let sizes = metadata["sizes"] { return "the sizes of its clusters are bound to \(sizes)" }
    if let share = metadata["trimmedShare"], Double(share) != 0 { return "it leaves outliers out" }
    return nil
  }
}
