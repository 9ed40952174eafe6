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
      let iterations = metadata["iterations"].flatMap { Int($0) } ?? 0
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
}
