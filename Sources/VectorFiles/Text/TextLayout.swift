/// How a text is laid out, found from its first lines.
struct TextLayout {
  let separator: TextSeparator
  let style: NumberStyle
  let encoding: TextEncoding
  let columns: [TableColumn]
  /// What the first rows hold, per column.
  let samples: [ColumnSample]
  let hasHeading: Bool
  /// Where the headings begin, those of a comment behind its `#`; nil where there are none.
  let headingStart: Int?
  /// Whether the first column holds the names of the rows.
  let hasRowNames: Bool
  /// Whether a line before the table says that the last column is a class.
  let endsWithClass: Bool
  /// The line that sets the number of columns.
  let referenceLine: Int
  /// Where the data begin, and the number of that line.
  let dataStart: Int
  let dataLine: Int
  /// The bytes of a typical row.
  let rowLength: Int
  /// Whether the text looks like none of cells.
  let isProse: Bool
  /// What was guessed, in words.
  let notes: [String]

  /// Finds the layout.
  init(_ source: TextSource, _ options: TableOptions, failure: TextFailure) throws(VectorFileError) {
    var notes = source.note.map { [$0] } ?? []
    let start = try SkippedLines(source, options, failure)
    let reader = CellReader(markers: MissingMarkers(adding: options.missingMarkers))
    var sample = Self.sample(source.bytes, start, options.separator ?? start.separator, reader)
    let mayHaveTitles = options.header == .automatic && options.skippedLines == 0
    let preamble = mayHaveTitles ? TextPreamble(sample) : nil
    endsWithClass = preamble?.holdsCounts ?? false
    if let count = preamble?.count, count > 0 {
      let next = sample.records[count]
      let lines = next.line == 2 ? "line 1 is" : "lines 1 to \(next.line - 1) are"
      notes.append("\(lines) taken for no part of the table (--skip-rows and --header decide)")
      sample = TextSample(sample.scanner, start: next.start, line: next.line, reader: reader)
    }
    guard let first = sample.records.first else { throw failure.noRows() }
    if first.isUnclosed { throw failure.unclosedQuote(line: first.line) }

    let (style, styleNote) = NumberStyle.found(in: sample, options)
    let count = sample.records.count > 1 ? sample.usualCellCount : first.cells.count
    let samples = (0..<count).map { column in
      ColumnSample(sample.body.lazy.compactMap { column < $0.cells.count ? $0.cells[column] : nil }, style: style)
    }
    // A line that names the columns of the model is no row of numbers, though the names are numbers.
    var header = options.header
    if header == .automatic, let columns = options.modelColumns ?? options.part?.names.compactMap({ $0 }),
      columns.count > 1,
      Set(TextHeading.names(sample.scanner, at: first.start, source.encoding).compactMap { $0 }).isSuperset(of: columns)
    {
      header = .present
    }
    var heading = TextHeading(sample, body: samples, header: header, encoding: source.encoding)
    var encoding = source.encoding
    if heading.isFirstRecord {
      let line = UnsafeBufferPointer(rebasing: source.bytes[first.start..<first.end])
      if source.isAssumed, !line.contains(0), String(validating: line, as: UTF8.self) == nil {
        encoding = .latin1
        heading = TextHeading(sample, body: samples, header: header, encoding: encoding)
        notes.append("the headings are not UTF-8 and taken for Latin-1 (--encoding decides)")
      }
      try failure.checkEncoding(line, line: first.line, encoding)
    }
    let rows = heading.isFirstRecord ? sample.records.dropFirst() : sample.records[...]
    guard let firstRow = rows.first, let lastRow = rows.last else { throw failure.noRows() }

    separator = sample.scanner.separator
    self.style = style
    self.encoding = encoding
    let names = heading.names
    // A heading has its say about the number of cells unless it is understood to be short or long by one.
    let cells = heading.isFirstRecord ? names.count : first.cells.count
    columns = (0..<cells).map { TableColumn(index: $0, name: $0 < names.count ? names[$0] : nil) }
    self.samples =
      cells == count && heading.isFirstRecord
      ? samples
      : (0..<cells).map { column in
        ColumnSample(rows.lazy.compactMap { column < $0.cells.count ? $0.cells[column] : nil }, style: style)
      }
    hasHeading = heading.isFirstRecord
    headingStart = heading.isFirstRecord ? first.start : names.isEmpty ? nil : sample.comment
    hasRowNames = heading.hasRowNames
    try options.part?.check(columns, hasHeading: heading.isFirstRecord, line: first.line, failure)
    referenceLine = heading.isFirstRecord && names.count != first.cells.count ? firstRow.line : first.line
    dataStart = firstRow.start
    dataLine = firstRow.line
    rowLength = max(1, (lastRow.end - firstRow.start) / rows.count)
    isProse = sample.isProse && options.separator == nil
    self.notes = notes + [heading.note, styleNote].compactMap { $0 }
  }

  /// The first records, read with the separator that explains them best: see ``TextSample/score``.
  private static func sample(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: SkippedLines, _ separator: TextSeparator?, _ reader: CellReader
  ) -> TextSample {
    func read(_ separator: TextSeparator) -> TextSample {
      TextSample(TextScanner(bytes: bytes, separator: separator), start: start.index, line: start.line, reader: reader)
    }
    if let separator { return read(separator) }
    let single = read(.none)
    var best = single
    var bestScore = (Int.min, 0, 0, 0)
    for separator in TextSeparator.candidates {
      let sample = read(separator)
      if let score = sample.score, score > bestScore { (best, bestScore) = (sample, score) }
    }
    // A heading without a comma above lines with one each: a column of decimal commas, not one of row names.
    let isColumn =
      best.scanner.separator == .comma && best.records.count > 1 && best.records[0].cells == [.word]
      && single.body.allSatisfy { $0.cells == [.decimalComma] || $0.cells == [.grouped] || $0.cells == [.whole] }
    // Words above one number per line: their spaces separate nothing.
    let isSpacedHeading =
      best.scanner.separator == .whitespace && best.records.count > 1 && best.body.allSatisfy { $0.cells.count == 1 }
      && best.records[0].cells.count > 1 && single.records[0].cells == [.word]
    return isColumn || isSpacedHeading ? single : best
  }
}

/// Where a table begins behind lines that are no part of it.
struct SkippedLines {
  private(set) var index: Int
  private(set) var line = 1
  /// What a first line `sep=;`, as spreadsheets write it, says.
  private(set) var separator: TextSeparator?

  init(_ source: TextSource, _ options: TableOptions, _ failure: TextFailure) throws(VectorFileError) {
    let scanner = TextScanner(bytes: source.bytes, separator: .none)
    index = source.start
    let end = scanner.lineEnd(index)
    if end == index + 5, source.bytes[index..<(index + 4)].elementsEqual("sep=".utf8) {
      separator = TextSeparator(String(decoding: [source.bytes[index + 4]], as: UTF8.self))
      if separator != nil { (index, line) = (scanner.skippingLineBreak(end), 2) }
    }
    if options.skippedLines == 0 { try Self.refuseARFF(scanner, index, failure) }
    for _ in 0..<options.skippedLines {
      guard index < source.bytes.count else { throw failure.noRows() }
      index = scanner.skippingLineBreak(scanner.lineEnd(index))
      line += 1
    }
  }

  /// The format of Weka is named, with the options that pass over its declarations.
  private static func refuseARFF(
    _ scanner: TextScanner, _ start: Int, _ failure: TextFailure
  ) throws(VectorFileError) {
    func begins(_ index: Int, _ word: String) -> Bool {
      scanner.bytes[index...].prefix(word.utf8.count).map { $0 | 0x20 } == word.utf8.map { $0 | 0x20 }
    }
    var index = start
    var line = 1
    var isARFF = false
    while index < scanner.bytes.count, isARFF || line < 200 {
      let first = scanner.skippingPadding(index)
      if begins(first, "@relation") { isARFF = true }
      if isARFF, begins(first, "@data") {
        throw failure.make(
          .line(line, column: nil), "this is an ARFF file of Weka", "say --skip-rows \(line) --header no")
      }
      let isDeclaration = scanner.isLineEnd(first) || scanner.bytes[first] == UInt8(ascii: "@") || begins(first, "%")
      guard isDeclaration else { return }
      index = scanner.skippingLineBreak(scanner.lineEnd(index))
      line += 1
    }
  }
}

extension NumberStyle {
  /// The style of most numbers, and a note where it was guessed.
  fileprivate static func found(in sample: TextSample, _ options: TableOptions) -> (NumberStyle, note: String?) {
    if options.hasDecimalComma || options.hasThousands {
      let point = options.hasDecimalComma ? UInt8(ascii: ",") : plain.point
      return (NumberStyle(point: point, hasGroups: options.hasThousands), nil)
    }
    var counts = [Int](repeating: 0, count: CellClass.allCases.count)
    for record in sample.records { for cell in record.cells { counts[Int(cell.rawValue)] += 1 } }
    func count(_ cellClass: CellClass) -> Int { counts[Int(cellClass.rawValue)] }
    let (comma, grouped) = (count(.decimalComma) + count(.groupedComma), count(.grouped))
    if comma > 0, count(.number) == 0 {
      let style = NumberStyle(point: UInt8(ascii: ","), hasGroups: count(.groupedComma) + count(.pointGroups) > 0)
      let groups = style.hasGroups ? " and points between thousands" : ""
      return (style, "numbers are read with decimal commas\(groups) (--decimal-comma and --thousands decide)")
    }
    if grouped > 0, comma == 0, count(.number) + count(.pointGroups) > 0 || sample.scanner.separator == .comma {
      return (
        NumberStyle(hasGroups: true),
        "commas are taken for thousands separators (--decimal-comma and --thousands decide)"
      )
    }
    return (plain, nil)
  }
}
