internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

/// `tessera merge`.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add up partial results of one model, and write the next model, or go on with a start.",
    usage: "tessera merge <partial> ... --model <model> -o <next> [--json]",
    discussion: """
      The rows count in the order of the parts, which matters to ties only. Finished: no row changed its label, so that the model is \
      the result, and the next one is the same. Of a start (tessera start) the next file asks for another pass, until it is a \
      model; --json says which phase that was.

      Example:
        tessera merge p1 p2 p3 --model m4.safetensors -o m5.safetensors --json
      """)

  @Argument(help: "What tessera partial wrote, one file per part.")
  var parts: [String]

  @Option(help: "The model, or the start, that all parts were made with.")
  var model: String

  @Option(name: .shortAndLong, help: "The next model, or start: .safetensors.")
  var output: String

  @Flag(help: "Print exactly one JSON object on standard output.")
  var json = false

  func validate() throws {
    guard ModelFile.isSafeTensors(output) else {
      throw ValidationError("The name of the model ends in .safetensors: \(output.shown).")
    }
    _ = try OutputPaths([output], inputs: parts, json: json)
  }

  func run() throws {
    let outputs = try OutputPaths([output], inputs: parts, json: json)
    try outputs.checkWritable()
    if let start = try StartFile.reading(ifStart: model) {
      return try outputs.print(report(try goOn(with: start)))
    }
    let file = try ModelFile.readingForParts(model)
    let statistics = try merged(file)
    let next = file.next(after: statistics)
    try next.write(to: output)
    let iterations = next.metadata["iterations"].flatMap { Int($0) } ?? 0
    guard json else {
      let changed = statistics.changed.map { ", \($0.counted("row")) changed" } ?? ""
      let end = statistics.isFinished ? "finished: \(output.shown) is the result" : "wrote \(output.shown)"
      return try outputs.print(
        """
        \(parts.count.counted("part")): \(statistics.rows.counted("row")) in \(statistics.counts.count.counted("cluster"))
        after \(iterations.counted("update")): inertia \(statistics.inertia.significant(10))\(changed)
        \(end)

        """)
    }
    try outputs.print(
      JSONReport.text([
        "schema": "tessera.merge/1",
        "version": .string(TesseraVersion.current),
        "model": ["path": .path(model)],
        "parts": .integer(parts.count),
        "rows": .integer(statistics.rows),
        "clusters": .integer(statistics.counts.count),
        "phase": "fit",
        "iterations": .integer(iterations),
        "inertia": .number(statistics.inertia),
        "changed": .integer(statistics.changed),
        "finished": .boolean(statistics.isFinished),
        "counts": .integers(statistics.counts),
        "region": ["radius": .number(statistics.radius)],
      ]))
  }

  /// The sum of all parts, each of which is of this model and of rows of its own.
  private func merged(_ file: ModelFile) throws -> PartialStatistics {
    var sources: [String: String] = [:]
    var sum: PartialStatistics?
    for path in parts {
      let part = try PartialFile(contentsOf: path)
      if let other = sources.updateValue(path, forKey: part.source) { throw isTwice(path, part.source, other) }
      guard part.statistics.centroids == file.scaledCentroids else { throw isOfAnother(path) }
      do {
        sum = try sum.map { sum throws(ClusteringError) in try .merged([sum, part.statistics]) } ?? part.statistics
      } catch {
        throw CommandFailure(error, data: path)
      }
    }
    guard let sum else { throw ValidationError("Name the partial results.") }
    return sum
  }

  func isTwice(_ path: String, _ source: String, _ other: String) -> CommandFailure {
    CommandFailure(
      exitCode: CommandFailure.ExitCode.badData,
      message: "\(path.shown): these are the rows of \(source), as in \(other.shown); give every part once")
  }

  func isOfAnother(_ path: String) -> CommandFailure {
    CommandFailure(
      exitCode: CommandFailure.ExitCode.badData,
      message: "\(path.shown): was not made with \(model.shown); make it again with this model")
  }
}
