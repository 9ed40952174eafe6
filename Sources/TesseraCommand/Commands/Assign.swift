internal import ArgumentParser
internal import Clustering
internal import Mixtures
internal import Tessera
internal import VectorFiles

/// `tessera assign`.
struct Assign: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Assign points to the nearest centroids of a model.",
    usage: "tessera assign <data> --model <model> -o <labels> [<options>]",
    discussion: """
      The training points get exactly the labels of the fit back from a .safetensors model, unless --sizes bound these or --trim left rows out. Columns \
      are found by the names that the model has, whatever else the table holds and in whatever order. Of a mixture's model rows get \
      the most probable component.

      Examples:
        tessera assign new.csv --model model.safetensors -o labels.csv
        tessera assign new.csv --model model.safetensors --annotate labelled.csv
      """)

  @OptionGroup var data: DataOptions

  @Option(help: "The model: .safetensors (also of a mixture), or a matrix of one centroid per row.")
  var model: String

  @Option(name: .shortAndLong, help: RowOutputs.labelsHelp)
  var output: String?

  @Option(
    help:
      "The distance of each row to its centroid, Euclidean (not squared) or the model's: .npy (float64), .csv, .tsv or .parquet."
  )
  var distancesOutput: String?

  @OptionGroup var missing: MissingOption

  @Option(help: RowOutputs.annotateHelp)
  var annotate: String?

  @OptionGroup var clusters: ClusterFiles

  @Option(help: "Of a mixture, the logarithm of the density at each row: .npy (float64), .csv, .tsv or .parquet.")
  var logDensitiesOutput: String?

  func validate() throws {
    if rowOutputs.isEmpty {
      throw ValidationError(
        "Say where the labels go: --output labels.csv (or -o - to print them), --annotate table.csv or --clusters-output folder."
      )
    }
    try rowOutputs.check(input: data.data)
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    try clusters.checkWritable()
    if let mixture = try MixtureFile.reading(ifMixture: model) {
      guard clusters.clustersOutput == nil else {
        throw ValidationError(
          "--clusters-output wants centroids, and \(model.shown) is a mixture: use --output labels.csv.")
      }
      return try outputs.print(try assignedText(mixture, watch))
    }
    guard logDensitiesOutput == nil else {
      throw ValidationError(
        "--log-densities-output belongs to a mixture (tessera mixture), which \(model.shown) is not.")
    }
    let assigned = try AssignedPoints(
      data, model: model, keepsOriginal: rowOutputs.repeatFile, repeats: rowOutputs.repetition,
      keepsMargins: rowOutputs.needMargins, missingValues: missing.values)
    let assignment = assigned.assignment
    let rows = LabelledRows(
      labels: assignment.labels, distances: rowOutputs.needDistances ? assignment.distances : nil,
      margins: assignment.margins)
    try rowOutputs.write(rows, assigned.points, data)
    try clusters.write(rows, clusterCount: assignment.counts.count, assigned.points)
    let written = [output, annotate, clusters.clustersOutput].compactMap { $0.map(OutputPlace.shown) }
      .joined(separator: ", ")
    try outputs.print(
      assigned.report(
        schema: "tessera.assign/1", data, totalSeconds: watch.seconds, json: [], text: "wrote \(written)\n"))
  }

  /// What there is to say of a mixture's model, after its outputs are written.
  private func assignedText(_ mixture: MixtureFile, _ watch: Stopwatch) throws -> String {
    for (option, path) in [("--distances-output", distancesOutput), ("--annotate", annotate)] where path != nil {
      throw ValidationError("\(option) has distances to centroids, which a mixture has not; use --output.")
    }
    if missing.withMissing {
      throw ValidationError(
        "--with-missing: a mixture takes rows without gaps only; --drop-bad-rows leaves the others out.")
    }
    if logDensitiesOutput != nil, case .soft = mixture.content {
      throw ValidationError("--log-densities-output: soft and fuzzy clusters have no density.")
    }
    let written = [output, logDensitiesOutput].compactMap { $0 }
    let assigned = try AssignedMixture(
      mixture, modelPath: model, data, keepsOriginal: written.contains { OutputPlace($0).format.isTable })
    if let output { try assigned.rows.write(labels: output) }
    if let logDensitiesOutput { try assigned.rows.write(logDensities: logDensitiesOutput) }
    try assigned.rows.points.checkUnchanged()
    return assigned.report(
      schema: "tessera.assign/1", totalSeconds: watch.seconds, json: [],
      text: "wrote \(written.map(OutputPlace.shown).joined(separator: ", "))\n")
  }

  private var rowOutputs: RowOutputs {
    RowOutputs(
      labels: output, distances: distancesOutput, annotated: annotate, clusters: clusters.clustersOutput)
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths(
      [output, distancesOutput, annotate, logDensitiesOutput], inputs: [data.data, model], json: data.json)
  }
}
