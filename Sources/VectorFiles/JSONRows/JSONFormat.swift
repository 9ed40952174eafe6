internal import Matrices

/// JSON Lines, and JSON arrays of rows.
struct JSONFormat: MatrixFormat {
  let title = "a JSON file"
  let suffixes = [".jsonl", ".ndjson", ".json"]

  /// Whether the text begins with an object, or an array of objects, arrays or numbers; other things in brackets are text.
  func isFormat(of file: MappedFile) -> Bool {
    let bytes = file.bytes.bindMemory(to: UInt8.self)
    var scanner = JSONScanner(bytes: bytes, position: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    if scanner.consume("{") { return scanner.peek() == UInt8(ascii: "\"") || scanner.peek() == UInt8(ascii: "}") }
    guard scanner.peek() == UInt8(ascii: "[") else { return false }
    var inner = scanner
    _ = inner.consume("[")
    if inner.peek() == UInt8(ascii: "{") { return true }
    // Of an array of arrays, the first will do.
    if inner.peek() == UInt8(ascii: "[") { scanner = inner }
    return (try? scanner.value()) != nil
  }

  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    try file.refuseMember(reader.member, format: title)
    var options = reader.table
    if let option = options.layoutOption {
      throw file.failure(.file, "\(option) is about tables of text, and this is \(title)", "leave it out")
    }
    var (table, columns) = try table(file, &options)
    var note: String?
    if options.columns == nil, options.modelColumns == nil, options.part == nil {
      note = try choosePoints(columns, &options, file)
    }
    var data = try table.points(dropsBadRows: reader.dropsBadRows, options, threads: reader.threads)
    if let note { data.notes.insert(note, at: 0) }
    data.keys = columns.keys
    if reader.keepsOriginal { data.keepOriginal(table) }
    return data
  }

  /// Where one key holds arrays of numbers, they are the points.
  private func choosePoints(
    _ columns: JSONColumns, _ options: inout TableOptions, _ file: MappedFile
  ) throws(VectorFileError) -> String? {
    let arrays = columns.keys.filter { $0.width != nil }
    guard let array = arrays.first else { return nil }
    guard arrays.count == 1 else {
      let list = arrays.map { "\($0.name) (\($0.width ?? 0))" }.joined(separator: ", ")
      throw file.failure(
        .file, "the rows hold several arrays of numbers: \(list)", "choose among them (--columns '\(array.name)*')")
    }
    let start = columns.keys.prefix { $0.width == nil }.count
    options.places = Array(start..<(start + (array.width ?? 0)))
    return columns.keys.count > 1 ? "the points are the numbers of “\(array.name)” (--columns decides)" : nil
  }

  /// Whether a value is a list of lists or objects.
  private static func holdsRows(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard value.first == UInt8(ascii: "[") else { return false }
    let next = value.dropFirst().first { $0 > 0x20 }
    return next == UInt8(ascii: "[") || next == UInt8(ascii: "{")
  }

  /// One object in which nothing is a number of its own, or a list holds others, holds columns, or rows further down.
  private func refuseDocument(_ text: JSONText, _ file: MappedFile) throws(VectorFileError) {
    var rows = text.rows
    guard let isRow = try? rows.next(), isRow else { return }
    let hasNumbers = rows.fields.contains { $0.kind == .number }
    let arrays = rows.fields.count { if case .numbers = $0.kind { true } else { false } }
    let isDocument = rows.fields.contains { Self.holdsRows(text.bytes[$0.value]) }
    guard isDocument || !hasNumbers && arrays != 1,
      rows.fields.contains(where: { $0.kind != .string && $0.kind != .null })
    else {
      return
    }
    throw file.failure(
      .file, "the file is one JSON object, not rows",
      "write an object or array per row: DataFrame.to_json('x.jsonl', orient='records', lines=True) in pandas")
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    try file.refuseMember(reader.member, format: title)
    var options = TableOptions.matrix
    var (table, _) = try table(file, &options)
    let points = try table.points(dropsBadRows: false, options, threads: reader.threads).points
    guard points.columns == 1 else { throw NumericColumn.failure(file.path, columns: points.columns) }
    return NumericColumn(path: file.path, values: points.inDoublePrecision.elements) { [table] row in
      table.place(row: row, column: 0).location
    }
  }

  func location(
    row: Int, column: Int, of file: MappedFile, _ reader: VectorFileReader
  ) throws(VectorFileError) -> VectorFileError.Location? {
    var options = reader.table
    return try table(file, &options).0.location(row: row, column: column)
  }

  /// The rows as a table of text, whose places are those of the JSON.
  private func table(
    _ file: MappedFile, _ options: inout TableOptions
  ) throws(VectorFileError) -> (TextTable, JSONColumns) {
    let text = try JSONText(file)
    let rows = try JSONTable(text, first: options.part, of: file)
    let columns = rows.columns
    if columns.rowCount == 1, columns.haveNames, options.columns == nil, options.modelColumns == nil,
      options.part == nil
    {
      try refuseDocument(text, file)
    }
    options.header = columns.haveNames ? .present : .absent
    options.separator = .comma
    options.skippedFooter = 0
    options.encoding = .utf8
    var table = try TextTable(rows.file, options)
    table.original = { row, column in
      let offset = text.offset(row: row, column: column, columns)
      return (text.location(offset), offset)
    }
    return (table, columns)
  }
}

extension TableOptions {
  /// An option about what only a table of text has, if one was given.
  fileprivate var layoutOption: String? {
    if header != .automatic { return "--header" }
    if skippedLines > 0 { return "--skip-rows" }
    if skippedFooter != nil { return "--skip-footer" }
    if separator != nil { return "--separator" }
    return encoding == nil ? nil : "--encoding"
  }
}
