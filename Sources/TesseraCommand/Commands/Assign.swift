internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

/// `tessera assign`.
struct Assign: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Assign points to the nearest centroids of a model.",
    usage: "tessera assign <data> --model <model> -o <labels> [<options>]",
    discussion: """
      The training points get exactly the labels of the fit back from a .safetensors model, unless --sizes bound these. Columns are found by the names \
      that the model has, whatever else the table holds and in whatever order.

      Examples:
        tessera assign new.csv --model model.safetensors -o labels.csv
        tessera assign new.csv --model model.safetensors --annotate labelled.csv
      """)

  @OptionGroup var data: DataOptions

  @Option(help: "The model: .safetensors, or a matrix of one centroid per row.")
  var model: String

  @Option(name: .shortAndLong, help: RowOutputs.labelsHelp)
  var output: String?

  @Option(
    help: "The Euclidean distance (not squared) of each row to its centroid: .npy (float64), .csv, .tsv or .parquet.")
  var distancesOutput: String?

  @Option(help: RowOutputs.annotateHelp)
  var annotate: String?

  func validate() throws {
    if rowOutputs.isEmpty {
      throw ValidationError(
        "Say where the labels go: --output labels.csv (or -o - to print them), or --annotate table.csv.")
    }
    try rowOutputs.check(input: data.data)
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    let assigned = try AssignedPoints(
      data, model: model, keepsOriginal: rowOutputs.repeatFile, repeatsNumbers: rowOutputs.repeatNumbers,
      keepsMargins: rowOutputs.needMargins)
    let assignment = assigned.assignment
    let rows = LabelledRows(
      labels: assignment.labels, distances: rowOutputs.needDistances ? assignment.distances : nil,
      margins: assignment.margins)
    try rowOutputs.write(rows, assigned.points, data)
    let written = [output, annotate].compactMap { $0.map(OutputPlace.shown) }.joined(separator: ", ")
    try outputs.print(
      assigned.report(
        schema: "tessera.assign/1", data, totalSeconds: watch.seconds, json: [], text: "wrote \(written)\n"))
  }

  private var rowOutputs: RowOutputs { RowOutputs(labels: output, distances: distancesOutput, annotated: annotate) }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output, distancesOutput, annotate], inputs: [data.data, model], json: data.json)
  }
}
