/// The headings of a text, and the encoding that they turn out to have.
struct TextTitles {
  private(set) var heading: TextHeading
  private(set) var encoding: TextEncoding
  private(set) var notes: [String] = []

  /// - Parameter body: what the records behind the first hold, per column.
  init(
    _ source: TextSource, _ sample: TextSample, _ body: [ColumnSample], _ declarations: TextDeclarations?,
    _ options: TableOptions, _ failure: TextFailure
  ) throws(VectorFileError) {
    encoding = source.encoding
    if let declarations {
      heading = TextHeading(declared: declarations.names)
      return
    }
    guard let first = sample.records.first else { throw failure.noRows() }
    let header = Self.isNamed(sample, first, options, source.encoding) ? .present : options.header
    func read(_ encoding: TextEncoding, _ header: TableOptions.Header) -> TextHeading {
      TextHeading(sample, body: body, header: header, encoding: encoding, isStrict: !options.leavesColumnsAside)
    }
    heading = read(encoding, header)
    if heading.isAmbiguous {
      let isHeading = try Self.isHeading(sample, first, rows: options.rows, failure)
      heading = read(encoding, isHeading ? .present : .absent)
    }
    notes = heading.notes
    guard heading.isFirstRecord else { return }
    if first.isUnclosed { throw failure.unclosedQuote(line: first.line) }
    let line = UnsafeBufferPointer(rebasing: source.bytes[first.start..<first.end])
    if source.isAssumed, !line.contains(0), String(validating: line, as: UTF8.self) == nil {
      encoding = .latin1
      heading = read(encoding, header)
      notes = heading.notes + ["the headings are not UTF-8 and taken for Latin-1 (--encoding decides)"]
    }
    try failure.checkEncoding(line, line: first.line, encoding)
  }

  /// Whether the first record names the columns of a model or a first part, or one that was asked for: it is no row of
  /// numbers then, though the names are numbers.
  private static func isNamed(
    _ sample: TextSample, _ first: TextSample.Record, _ options: TableOptions, _ encoding: TextEncoding
  ) -> Bool {
    guard options.header == .automatic else { return false }
    let names = Set(TextHeading.names(sample.scanner, at: first.start, encoding).compactMap { $0 })
    if let columns = options.modelColumns ?? options.part?.names.compactMap({ $0 }), columns.count > 1 {
      return names.isSuperset(of: columns)
    }
    let asked = [options.columns, options.skippedColumns, options.idColumn].compactMap { $0?.items }.joined()
    return asked.contains { item in
      // What is a place is one.
      names.contains(item) && !(Int(item).map { (1...first.cells.count).contains($0) } ?? false)
    }
  }

  /// Whether a first record of whole numbers is a heading, told by the number of rows.
  private static func isHeading(
    _ sample: TextSample, _ first: TextSample.Record, rows: Int?, _ failure: TextFailure
  ) throws(VectorFileError) -> Bool {
    var count = 0
    var position = first.start
    while let record = sample.scanner.nextRecord(position, line: 0), rows.map({ count <= $0 + 1 }) ?? false {
      count += 1
      position = sample.scanner.skippingLineBreak(sample.scanner.recordEnd(at: record.start))
    }
    if count == rows { return false }
    if let rows, count == rows + 1 { return true }
    throw failure.make(
      .line(first.line, column: nil), "the line may hold headings or the numbers of a row",
      "put headings in quotation marks, or write whole numbers with points (1.0)")
  }
}
