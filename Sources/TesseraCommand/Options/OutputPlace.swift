internal import TableDrivers
internal import VectorFiles

/// Where an output goes, and in which format: by its suffix, as a table of text on standard output (`-`), or into a
/// database.
struct OutputPlace {
  let path: String
  let format: any OutputFormat

  /// The formats of labels, distances and centroids.
  static let formats = OutputFormats(OutputFormats.standard.all + [ParquetOutput(), DatabaseOutput()])

  init(_ name: String) {
    path = Self.path(name)
    format = name == "-" ? DelimitedOutput.csv : Self.formats.format(of: name) ?? NumPyOutput()
  }

  /// For messages: without passwords.
  static func shown(_ name: String) -> String { name == "-" ? "standard output" : DatabaseTable.shown(name).shown }

  static func path(_ name: String) -> String { name == "-" ? "/dev/stdout" : name }
}
