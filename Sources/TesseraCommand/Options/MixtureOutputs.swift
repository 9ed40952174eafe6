internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Mixtures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What `mixture` writes.
struct MixtureOutputs: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "The model: .safetensors (all of it), or .npy, .csv, .tsv or .parquet (the means).")
  var output: String?

  @Option(
    help: """
      The most probable component of each row of the file, -1 for rows that were left out: .npy (int32), or .csv, .tsv or \
      .parquet, of Gaussian components with the logarithm of the density; - for standard output.
      """)
  var labelsOutput: String?

  @Option(
    help: """
      The share of each component in each row, one column per component: .npy (float64), .csv, .tsv or .parquet. As many \
      numbers as rows times components.
      """)
  var responsibilitiesOutput: String?

  @Option(help: PageOutput.help)
  var report: String?

  var all: [String] { [output, labelsOutput, responsibilitiesOutput, report].compactMap { $0 } }

  /// Whether one of them calls rows by their names.
  var needRowNames: Bool { report != nil || (labelsOutput.map { OutputPlace($0).format.isTable } ?? false) }

  func validate() throws {
    try PageOutput.check(report)
    if let output { try ModelOutput.check(output) }
    for path in [labelsOutput, responsibilitiesOutput].compactMap({ $0 }) where path != "-" {
      guard OutputPlace.formats.format(of: path) != nil else {
        throw ValidationError("The name of an output ends in \(OutputPlace.formats.list): \(path.shown).")
      }
    }
  }

  /// Writes them.
  ///
  /// - Parameter seed: what a command line without one depends on.
  func write(_ file: MixtureFile, _ points: Points, _ options: MixtureOptions, seed: UInt64) throws {
    if let output {
      if ModelFile.isSafeTensors(output) {
        try file.write(to: output)
      } else {
        let place = OutputPlace(output)
        try place.format.write(
          file.means, headings: file.columns ?? [], type: points.data.elementType, to: place.path)
      }
    }
    if let labelsOutput { try MixtureRows(file, points, options).write(labels: labelsOutput) }
    if let responsibilitiesOutput {
      try MixtureRows(file, points, options).write(shares: responsibilitiesOutput)
    }
    if let report { try PageOutput(path: report).write(file, points, options, seed: seed) }
    try points.checkUnchanged()
  }
}
