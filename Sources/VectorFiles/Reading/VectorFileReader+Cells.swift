internal import Matrices

extension VectorFileReader {
  /// The known classes of rows, one text per row: whole numbers, or words.
  ///
  /// - Parameters:
  ///   - path: without `column`, a file as ``readLabels(_:)`` reads it, or text of one column that holds words, each a
  ///     class as it is written. Words over words may be a heading: `rows` tells.
  ///   - rows: how many rows they belong to.
  ///   - column: the column of a table that holds them; ``table`` says how that is laid out.
  /// - Throws: ``VectorFileError``, at the first row without a class, and where `column` names none or several.
  /// - Complexity: O(size).
  public func readClasses(
    _ path: String, rows: Int, column: ColumnSelection? = nil
  ) throws(VectorFileError) -> [String] {
    let input = InputPath(path)
    guard let parts = try input.parts() else {
      let (file, reader) = try open(path, input.place)
      return try file.reading { () throws(VectorFileError) in try reader.classes(of: file, rows: rows, column) }
    }
    guard let column else { return try readLabels(path).map { String($0) } }
    var classes: [String] = []
    for part in parts {
      let file = try MappedFile(path: part).unpacked()
      classes += try file.reading { () throws(VectorFileError) in try self.classes(of: file, rows: rows, column) }
    }
    return classes
  }

  private func classes(
    of file: MappedFile, rows: Int, _ column: ColumnSelection?
  ) throws(VectorFileError) -> [String] {
    let format = try MatrixFormats.format(of: file)
    if format is TextFormat {
      try file.refuseMember(member, format: format.title)
      if let column { return try classes(of: file, column) }
      if let classes = try words(of: file, rows: rows) { return classes }
    }
    guard let column else { return try self.column(file).labels().map { String($0) } }
    let numbers = reading(column)
    let read = try format.points(of: file, numbers)
    let points = read.points
    try Self.requireOne(points.columns, file.path)
    let index = read.columns[0].index
    return try NumericColumn(path: file.path, values: points.inDoublePrecision.elements) { row in
      (try? format.location(row: row, column: index, of: file, numbers)) ?? .row(row, column: nil)
    }.labels().map { String($0) }
  }

  /// A reader of one column, in which every row counts.
  private func reading(_ column: ColumnSelection) -> VectorFileReader {
    var reader = self
    reader.table.columns = column
    (reader.table.skippedColumns, reader.table.modelColumns) = (nil, nil)
    reader.dropsBadRows = false
    return reader
  }

  private func classes(of file: MappedFile, _ selection: ColumnSelection) throws(VectorFileError) -> [String] {
    let text = try TextTable(file, table)
    let found = try selection.indices(in: text.layout.columns, "--labels-column", text.failure)
    try Self.requireOne(found.count, file.path)
    return try classes(of: text, found[0])
  }

  /// The words of a file of one column; nil where it holds numbers alone.
  private func words(of file: MappedFile, rows: Int) throws(VectorFileError) -> [String]? {
    var options = TableOptions.matrix
    options.encoding = table.encoding
    let layout = try TextTable(file, options).layout
    // What spaces separate may be words with spaces in them.
    let isOneColumn =
      layout.columns.count == 1 || layout.separator == .whitespace && !layout.samples.contains(where: \.isNumeric)
    guard isOneColumn else {
      throw file.failure(
        .file, "the file has \(layout.columns.count) columns instead of 1",
        "write one label per row, or name the column (--labels-column)")
    }
    options.separator = TextSeparator.none
    let text = try TextTable(file, options)
    let isWord: (TextCell, TextCell.Meaning) -> Bool = { if case .word = $1 { true } else { false } }
    guard try text.first(ofColumn: 0, where: isWord) != nil else { return nil }
    let classes = try classes(of: text, 0)
    guard text.layout.hasHeading, let heading = text.layout.columns[0].name else { return classes }
    // What is a class below is no heading.
    guard classes.count == rows - 1 || classes.contains(heading) else { return classes }
    options.header = .absent
    return try self.classes(of: TextTable(file, options), 0)
  }

  private func classes(of text: TextTable, _ column: Int) throws(VectorFileError) -> [String] {
    let isMissing: (TextCell, TextCell.Meaning) -> Bool = { cell, meaning in
      if case .missing = meaning { cell.content.isEmpty || !cell.isQuoted } else { false }
    }
    if let (_, line) = try text.first(ofColumn: column, where: isMissing) {
      throw text.failure.make(
        .line(line, column: column + 1), "the label is missing",
        "write one, in quotation marks where it is a word such as NA, or leave the row out of both files")
    }
    return try text.cells(ofColumn: column)
  }

  private static func requireOne(_ count: Int, _ path: String) throws(VectorFileError) {
    guard count != 1 else { return }
    throw VectorFileError(
      kind: .badData, path: path, location: .file, problem: "--labels-column names \(count) columns", advice: "name one"
    )
  }
}
