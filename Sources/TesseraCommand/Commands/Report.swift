internal import ArgumentParser
internal import Reports
internal import Tessera
internal import VectorFiles

/// `tessera report`.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a page that shows a model on points.",
    usage: "tessera report <model> <data> -o <page> [<options>]",
    discussion: """
      One .html file with everything in it: a map, what sets the clusters apart, how firmly rows belong, and which rows to look \
      at. fit --report makes the same page with the way to the result.

      Examples:
        tessera report model.safetensors points.csv -o report.html
        tessera report model.safetensors new.csv --id-column name -o new.html
      """)

  @Argument(help: "The model: .safetensors (also of a mixture), or a matrix of one centroid per row.")
  var model: String

  @OptionGroup var data: DataOptions

  @Option(name: .shortAndLong, help: PageOutput.help)
  var output: String

  @Option(help: "One weight per row: a .npy file or text of one column.")
  var weights: String?

  func validate() throws {
    try PageOutput.check(output)
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    if let mixture = try MixtureFile.reading(ifMixture: model) {
      guard weights == nil else {
        throw ValidationError("--weights: a mixture shares rows out one by one; leave the weights out.")
      }
      let assigned = try AssignedMixture(mixture, modelPath: model, data, keepsOriginal: true)
      try PageOutput(path: output).write(mixture, assigned.rows.points, assigned.rows.options, modelPath: model)
      return try outputs.print(
        assigned.report(schema: Self.schema, totalSeconds: watch.seconds, json: told, text: "\nwrote \(output.shown)\n")
      )
    }
    let assigned = try AssignedPoints(data, model: model, weights: weights, keepsOriginal: true, keepsMargins: true)
    try PageOutput(path: output).write(try assigned.source(data), assigned.points)
    try outputs.print(
      assigned.report(
        schema: Self.schema, data, totalSeconds: watch.seconds, json: told, text: "\nwrote \(output.shown)\n"))
  }

  private static let schema = "tessera.report/1"
  private var told: [JSONValue.Member] { [.init(key: "report", value: .path(output))] }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output], inputs: [data.data, model, weights], json: data.json)
  }
}
