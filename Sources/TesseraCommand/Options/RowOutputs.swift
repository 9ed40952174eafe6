internal import ArgumentParser
internal import TableDrivers
internal import VectorFiles

/// What is known about each row that was kept.
struct LabelledRows {
  var labels: [Int32]
  /// nil where they were not asked for, or do not belong to the labels.
  var distances: [Double]?
  var margins: [Double]?
}

/// The outputs of a command that have something for each row of the file.
struct RowOutputs {
  var labels: String?
  var distances: String?
  var annotated: String?
  /// The folder of ``ClusterFiles``.
  var clusters: String?

  static let labelsHelp: ArgumentHelp =
    """
    One label per row of the file, -1 for rows that were left out: .npy (int32), or .csv, .tsv or .parquet with the row's \
    id or number, label, distance and margin; - for standard output. The same as a table of a database: \
    'shop.sqlite?table=NAME', 'postgresql://...?table=NAME', with &if-exists=replace or append for one that is there already.
    """

  static let annotateHelp: ArgumentHelp =
    """
    The table once more, its cells untouched, with the columns cluster and distance: .csv, .tsv, .txt, or .parquet (of \
    text: the points alone); - for standard output. All columns in their types as a table of a database: 'shop.sqlite?table=NAME', \
    'postgresql://...?table=NAME', with &if-exists=replace or append for one that is there already.
    """

  /// The names that a table may have beside that of the input.
  private static let tableSuffixes = [".csv", ".tsv", ".txt", ".parquet"]

  var isEmpty: Bool { labels == nil && annotated == nil && clusters == nil }

  private var hasLabelTable: Bool { labels.map { OutputPlace($0).format.isTable } ?? false }
  private var hasDistanceTable: Bool { distances.map { OutputPlace($0).format.isTable } ?? false }

  /// Whether one of them repeats something of the file: ids, or all of it.
  var repeatFile: Bool { annotated != nil || hasLabelTable || hasDistanceTable || clusters != nil }

  /// What an output repeats of a file.
  enum Repetition { case cells, numbers, columns }

  /// What the annotated table repeats: the text of the file, its numbers, or its columns with their types.
  var repetition: Repetition {
    guard let annotated else { return .cells }
    if DatabaseTable.isNamed(by: annotated) { return .columns }
    return OutputFormats.suffix(of: annotated) == ".parquet" ? .numbers : .cells
  }

  var needMargins: Bool { hasLabelTable || clusters != nil }

  var needDistances: Bool { annotated != nil || distances != nil || hasLabelTable || clusters != nil }

  /// Throws a usage error where a name does not say how to write, or what is to be repeated is no single file.
  func check(input: String) throws {
    if annotated != nil, InputPath(input).hasParts {
      throw ValidationError("--annotate repeats one file: annotate the parts of \(input.shown) one by one.")
    }
    for (what, path) in [("labels", labels), ("distances", distances)] {
      guard let path, path != "-", OutputPlace.formats.format(of: path) == nil else { continue }
      throw ValidationError("The name of the \(what) ends in \(OutputPlace.formats.list): \(path.shown).")
    }
    if let annotated, annotated != "-", repetition != .columns, let suffix = OutputFormats.suffix(of: annotated),
      !Self.tableSuffixes.contains(suffix)
    {
      throw ValidationError(
        "The name of the annotated table ends in \(OutputFormats.list(Self.tableSuffixes)): \(annotated.shown).")
    }
  }

  /// Writes them.
  func write(_ rows: LabelledRows, _ points: Points, _ options: DataOptions) throws(VectorFileError) {
    let labels = points.spread(rows.labels, leftOut: -1)
    let missing = [Double](repeating: .nan, count: needDistances ? rows.labels.count : 0)
    let distances = points.spread(rows.distances ?? missing, leftOut: .nan)
    if needDistances, rows.distances == nil {
      options.note("the fit was interrupted: distances that do not belong to the labels are left out")
    }
    let line = options.line
    defer { line.clear() }
    if let path = self.labels {
      let place = OutputPlace(path)
      var columns = [OutputTable.Column("label", .integers(labels))]
      if place.format.isTable {
        columns.append(.init("distance", .numbers(distances)))
        columns.append(.init("margin", .numbers(points.spread(rows.margins ?? missing, leftOut: .nan))))
      }
      var table = OutputTable(rowNames: points.data.rowNames, columns: columns)
      table.meter = line.meter(OutputPlace.shown(path))
      try place.format.write(table, to: place.path)
    }
    if let path = self.distances {
      let place = OutputPlace(path)
      var table = OutputTable(rowNames: points.data.rowNames, columns: [.init("distance", .numbers(distances))])
      table.meter = line.meter(OutputPlace.shown(path))
      try place.format.write(table, to: place.path)
    }
    if let annotated, let original = points.data.original {
      let notes: [String]
      switch repetition {
      case .numbers:
        notes = try ParquetOutput().annotate(points.data, labels: labels, distances: distances, to: annotated)
      case .columns:
        notes = try DatabaseOutput().annotate(
          points.data, labels: labels, distances: distances, to: annotated,
          meter: line.meter(OutputPlace.shown(annotated)))
      case .cells:
        var table = AnnotatedTable(original, labels: labels, distances: distances)
        notes = table.notes
        table.meter = line.meter(OutputPlace.shown(annotated))
        try table.write(to: OutputPlace.path(annotated))
      }
      for note in notes { options.note("\(OutputPlace.shown(annotated)): \(note.shown)") }
    }
    if repeatFile { try points.checkUnchanged() }
  }
}
