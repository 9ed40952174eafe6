internal import Clustering
internal import VectorFiles

extension AssignedPoints {
  /// Which labels survive noise.
  func stability(
    noise: Double, in source: LabelStability.Source, samples: Int, seed: UInt64
  ) throws -> LabelStability {
    CurrentTask.set("sample noise of \(points.summary)")
    defer { line.clear() }
    let found = Result { () throws(ClusteringError) in
      try LabelStability(
        of: points.data.points, at: centroids, noise: noise, in: source, samples: samples, assignment: assignment,
        seed: seed, threadCount: threadCount, instructionSet: instructionSet, meter: line.meter())
    }
    try points.checkUnchanged()
    do {
      return try found.get()
    } catch {
      throw CommandFailure(error, points, centroids: modelPath)
    }
  }
}
