internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

extension Partial {
  /// Writes what the part answers to a start.
  func answer(_ file: StartFile) throws -> AnsweredStart {
    let points = try data.read(weights: weights, columns: file.columns)
    CurrentTask.set("answer pass \(file.start.passes + 1) of the start \(model) by the rows of \(points.summary)")
    StopSignal.install()
    let instructionSet = try data.instructionSet()
    let made = Result { () throws(ClusteringError) in
      try PartialStart(
        of: points.data.points, weights: points.weights, name: points.path, for: file.start,
        threadCount: data.threadCount, instructionSet: instructionSet, cancellation: StopSignal.cancellation)
    }
    try points.checkUnchanged()
    do {
      let columns = points.data.hasNames ? points.data.columns.map(\.title) : nil
      try PartialStartFile(try made.get(), of: points.path, columns: columns).write(to: output)
    } catch let error as ClusteringError {
      throw CommandFailure(error, points, centroids: model, weights: weights)
    }
    return AnsweredStart(start: file.start, points: points)
  }

  func report(_ answered: AnsweredStart, _ seconds: Double) -> String {
    let (start, points) = (answered.start, answered.points)
    let members: KeyValuePairs<String, JSONValue> = [
      "clusters": .integer(start.clusterCount),
      "pass": .integer(start.passes + 1),
      "candidates": .integer(start.candidateCount),
    ]
    let counts = "\(start.candidateCount.counted("candidate")) for \(start.clusterCount.counted("cluster"))"
    return report(points, "pass \(start.passes + 1) of a start: \(counts)", phase: "start", members, seconds)
  }
}

/// What `partial` has answered to.
struct AnsweredStart {
  let start: StartByParts
  let points: Points
}

extension StartFile {
  /// The start of a file that does not change meanwhile; nil where it is something else.
  static func reading(ifStart path: String) throws(VectorFileError) -> StartFile? {
    guard isStart(path) else { return nil }
    return try InputFile(path).reading { () throws(VectorFileError) in try StartFile(contentsOf: path) }
  }
}
