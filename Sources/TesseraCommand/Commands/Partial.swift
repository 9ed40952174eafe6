internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

/// `tessera partial`.
struct Partial: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Assign one part of the points, and write what it adds to the next centroids, or to a start.",
    usage: "tessera partial <data> --model <model> -o <partial> [<options>]",
    discussion: """
      Parts may be made anywhere, in any order, more than once; tessera merge adds them up and makes the next model. The loop of \
      the two has the centroids of a fit of all points at once (--initializer <the first model>), bit by bit. The first model may be \
      what tessera start wrote: then the loop chooses the start centroids, too.

      Examples:
        tessera start -k 8 -o m0.safetensors
        tessera partial part-1.npy --model m0.safetensors -o p1
        tessera merge p1 p2 --model m0.safetensors -o m1.safetensors --json
      """)

  @OptionGroup var data: DataOptions

  @Option(help: "The model: .safetensors of start, merge or fit, or a matrix of one centroid per row.")
  var model: String

  @Option(help: "One weight per row: a .npy file or text of one column.")
  var weights: String?

  @Option(name: .shortAndLong, help: "The partial result: counts, sums, inertia, smallest margin, what changed.")
  var output: String

  func validate() throws {
    guard output != "-" else { throw ValidationError("A partial result is a file of bytes: give it a name.") }
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    if let start = try StartFile.reading(ifStart: model) {
      return try outputs.print(report(try answer(start), watch.seconds))
    }
    let file = try ModelFile.readingForParts(model)
    var points = try data.read(weights: weights, for: file)
    if let scaling = file.scaling, points.data.points.columns == file.scaledCentroids.columns {
      points = try points.scaled(by: scaling)
    }
    CurrentTask.set("assign the rows of \(points.summary) to the \(file.centroids.rows) centroids of \(model)")
    StopSignal.install()
    let instructionSet = try data.instructionSet()
    let made = Result { () throws(ClusteringError) in
      try PartialStatistics(
        of: points.data.points, at: file.scaledCentroids, movedFrom: file.previousCentroids, weights: points.weights,
        threadCount: data.threadCount, instructionSet: instructionSet, cancellation: StopSignal.cancellation)
    }
    try points.checkUnchanged()
    let statistics: PartialStatistics
    do {
      statistics = try made.get()
    } catch {
      throw CommandFailure(error, points, centroids: model, weights: weights)
    }
    try PartialFile(statistics, of: points.path).write(to: output)
    try outputs.print(report(statistics, points, watch.seconds))
  }

  private func report(_ statistics: PartialStatistics, _ points: Points, _ seconds: Double) -> String {
    let members: KeyValuePairs<String, JSONValue> = [
      "clusters": .integer(statistics.counts.count),
      "inertia": .number(statistics.inertia),
      "changed": .integer(statistics.changed),
      "counts": .integers(statistics.counts),
      "radius": .number(statistics.radius),
    ]
    let line = "inertia: \(statistics.inertia.significant(10))\(points.scaleNote)"
    return report(points, line, phase: "fit", members, seconds)
  }

  /// - Parameters:
  ///   - line: what there is to say of the part.
  ///   - members: the same as JSON.
  func report(
    _ points: Points, _ line: String, phase: String, _ members: KeyValuePairs<String, JSONValue>, _ seconds: Double
  ) -> String {
    guard data.json else {
      return """
        \(points.title.shown): \(points.data.points.rows.counted("row")) x \(points.data.points.columns.counted("dimension"))
        \(line)
        wrote \(output.shown)

        """
    }
    let head: KeyValuePairs<String, JSONValue> = [
      "schema": "tessera.partial/1",
      "version": .string(TesseraVersion.current),
      "data": .data(points.dataSummary),
      "model": ["path": .path(model)],
      "phase": .string(phase),
    ]
    let tail: KeyValuePairs<String, JSONValue> = ["seconds": ["total": .seconds(seconds)]]
    return JSONReport.text(
      .object([head, members, tail].joined().map { JSONValue.Member(key: $0.key, value: $0.value) }))
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output], inputs: [data.data, model, weights], json: data.json)
  }
}

extension ModelFile {
  /// A model whose steps by parts are those of its fit.
  static func readingForParts(_ path: String) throws -> ModelFile {
    let file = try ModelFile.reading(path)
    guard let hindrance = file.hindranceToParts else { return file }
    throw CommandFailure(
      exitCode: CommandFailure.ExitCode.badData,
      message: """
        \(path.shown): \(hindrance), and partial and merge take steps of plain k-means; begin with a model of plain k-means, or fit \
        all points at once
        """)
  }
}
