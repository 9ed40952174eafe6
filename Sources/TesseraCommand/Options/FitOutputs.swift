internal import ArgumentParser
internal import Tessera
internal import VectorFiles

/// What a fit writes.
struct FitOutputs: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "The model: .safetensors (all of it), or .npy, .csv, .tsv or .parquet (the centroids).")
  var output: String?

  @Option(help: RowOutputs.labelsHelp)
  var labelsOutput: String?

  @Option(help: RowOutputs.annotateHelp)
  var annotate: String?

  @OptionGroup var clusters: ClusterFiles

  @Option(help: PageOutput.help)
  var report: String?

  func validate() throws {
    if let output { try ModelOutput.check(output) }
    try PageOutput.check(report)
  }

  /// The files that were asked for.
  var files: [String] { [output, labelsOutput, annotate, report].compactMap { $0 } }

  /// These, and the folder of clusters.
  var all: [String] { files + [clusters.clustersOutput].compactMap { $0 } }

  var rows: RowOutputs {
    RowOutputs(labels: labelsOutput, annotated: annotate, clusters: clusters.clustersOutput)
  }

  /// Whether one of them repeats something of the file of the points.
  var repeatFile: Bool { rows.repeatFile || report != nil }

  /// Says what a model without its scaling does not say.
  func note(_ start: StartOptions, _ data: DataOptions) {
    guard let output, start.standardize != nil, !ModelFile.isSafeTensors(output) else { return }
    data.note(
      "\(OutputPlace.shown(output)) holds centroids in the units of the data, not the scaling: assign and evaluate measure without it; "
        + "a .safetensors model keeps it")
  }
}
