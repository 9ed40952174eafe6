internal import ArgumentParser
internal import Clustering
internal import Reports
internal import Tessera
internal import VectorFiles

/// `tessera evaluate`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a model on points: its inertia, its clusters, and how well they agree with known labels.",
    usage: "tessera evaluate <data> --model <model> [<options>]",
    discussion: """
      Metrics are scikit-learn's, under its names; accuracy is the normalised clustering accuracy. Every row counts once, and \
      rows that were left out in none. Of more than 20000 rows the silhouette is that of a sample.

      Examples:
        tessera evaluate points.csv --model model.safetensors
        tessera evaluate points.csv --model model.safetensors --labels-column species
      """)

  @OptionGroup var data: DataOptions

  @Option(help: "The model: .safetensors, or a matrix of one centroid per row.")
  var model: String

  @Option(help: "The known labels, one whole number or word per row: a .npy file or text of one column.")
  var labels: String?

  @Option(
    help: ArgumentHelp(
      "The column of the known labels: in the file of --labels or, without it, in the data, where it is no point then.",
      valueName: "NAME"),
    transform: Self.column)
  var labelsColumn: ColumnSelection?

  @Option(help: "One weight per row: a .npy file or text of one column. They matter to the inertia only.")
  var weights: String?

  @Option(help: "Decides the samples of the silhouette and of the noise.")
  var seed: UInt64 = 0

  @OptionGroup var noise: NoiseOptions

  @Option(help: PageOutput.help)
  var report: String?

  func validate() throws {
    if labels == nil, labelsColumn != nil, InputPath(data.data).place == .standardInput {
      throw ValidationError("--labels-column: standard input is read once; save it as a file.")
    }
    try PageOutput.check(report)
    _ = try outputs()
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([report], inputs: [data.data, model, labels, weights], json: data.json)
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    let known = try labels == nil ? labelsColumn.map(classesInData) : nil
    let assigned = try AssignedPoints(
      data, model: model, weights: weights, keepsOriginal: true, keepsMargins: true,
      skipping: known == nil ? nil : labelsColumn)
    let evaluation = try assigned.evaluated(try agreement(assigned, known), seed: seed)
    var told = EvaluateReport(
      evaluation: evaluation, data: assigned.points.dataSummary,
      ids: try assigned.points.ids(of: evaluation.ambiguous.map(\.row)))
    told.stability = try noise.stability(assigned, seed: seed)
    if let report {
      var source = try assigned.source(data)
      source.measures = evaluation.metrics.measures
      try PageOutput(path: report).write(source, assigned.points, seed: seed)
    }
    try outputs.print(
      assigned.report(schema: "tessera.evaluate/1", data, totalSeconds: watch.seconds, json: told.json, text: told.text)
    )
  }

  /// Of all rows of the data; how many these are does not matter to a column.
  private func classesInData(_ column: ColumnSelection) throws -> [String] {
    try data.reader.watchedClasses(data.data, rows: 0, column: column)
  }

  private func agreement(_ assigned: AssignedPoints, _ known: [String]?) throws -> LabelAgreement? {
    let points = assigned.points
    let classes =
      try labels.map { path in try points.classes(from: path, column: labelsColumn, VectorFileReader()) }
      ?? known.map { try points.kept(classes: $0) }
    return classes.map { LabelAgreement(truth: $0, predicted: assigned.assignment.labels) }
  }

  private static func column(_ text: String) throws -> ColumnSelection {
    guard let selection = ColumnSelection(text) else { throw ValidationError("“\(text.shown)” names no column.") }
    return selection
  }
}
