/// How a text is laid out, found from its first lines and its last ones.
struct TextLayout {
  let separator: TextSeparator
  let style: NumberStyle
  /// Whether any number tells the style.
  let isStyleEvident: Bool
  let encoding: TextEncoding
  let columns: [TableColumn]
  /// What the first rows hold, per column.
  let samples: [ColumnSample]
  /// What the numbers wear, per column.
  let dresses: [NumberDress?]
  let hasHeading: Bool
  /// Where the headings begin, those of a comment behind its `#`; nil where there are none.
  let headingStart: Int?
  /// How many records below the first one of the headings belong to them.
  let moreHeadings: Int
  /// How many columns at the start hold the names of the rows.
  let rowNames: Int
  /// Columns that a line before the table calls classes.
  let classes: [Int]
  /// Columns that declarations call texts or dates.
  let declared: [Int: LeftAsideColumn.Reason]
  /// Whether declarations name the columns.
  let isDeclared: Bool
  /// The line that sets the number of columns.
  let referenceLine: Int
  /// Where the data begin, and the number of that line.
  let dataStart: Int
  let dataLine: Int
  /// Where they end.
  private(set) var dataEnd: Int
  /// The bytes of a typical row.
  let rowLength: Int
  /// Whether the text looks like none of cells.
  let isProse: Bool
  /// What was guessed, in words.
  let notes: [String]

  /// Finds the layout.
  init(_ source: TextSource, _ options: TableOptions, failure: TextFailure) throws(VectorFileError) {
    let start = try SkippedLines(source, options, failure)
    var reader = CellReader(markers: MissingMarkers(adding: options.missingMarkers))
    reader.undresses = options.leavesColumnsAside
    var sample = TextSample.found(
      in: source.bytes, start, options.separator ?? start.separator, reader)
    if options.separator == nil, sample.cutsLists, let first = sample.records.first {
      throw failure.cutLists(first.line)
    }
    let mayHaveTitles = options.header == .automatic && options.skippedLines == 0 && start.declarations == nil
    let preamble = mayHaveTitles ? TextPreamble(sample) : nil
    var notes = source.note.map { [$0] } ?? []
    if let preamble, preamble.count > 0 {
      let count = preamble.count
      let (first, last) = (sample.records[0].line, sample.records[count].line - 1)
      notes.append("\(Self.lines(first, last)) taken for no part of the table (--skip-rows and --header decide)")
      sample = sample.dropping(count)
    }
    guard let first = sample.records.first else { throw failure.noRows() }

    let guess = NumberStyle.guess(sample, options)
    let count = sample.records.count > 1 ? sample.usualCellCount : first.cells.count
    let body = sample.samples(from: sample.records.count > 1 ? 1 : 0, columns: count, style: guess.style)
    let titles = try TextTitles(source, sample, body, start.declarations, options, failure)
    let heading = titles.heading
    let rows = sample.records.dropFirst(heading.isFirstRecord ? 1 + heading.moreRecords : 0)
    guard let firstRow = rows.first, let lastRow = rows.last else { throw failure.noRows() }

    separator = sample.scanner.separator
    (style, isStyleEvident, encoding) = (guess.style, guess.isEvident, titles.encoding)
    // A heading has its say about the number of cells unless it is understood to be short or long by one.
    let names = heading.names
    let cells = heading.isFirstRecord || start.declarations != nil ? names.count : first.cells.count
    columns = (0..<cells).map { TableColumn(index: $0, name: $0 < names.count ? names[$0] : nil) }
    samples = sample.samples(from: rows.startIndex, columns: cells, style: guess.style)
    dresses = options.part?.dresses ?? samples.map(\.dress)
    hasHeading = heading.isFirstRecord || start.declarations != nil
    headingStart = heading.isFirstRecord ? first.start : names.isEmpty ? nil : sample.comment
    (rowNames, moreHeadings) = (heading.rowNames, heading.moreRecords)
    classes = start.declarations?.classes ?? (preamble?.holdsCounts == true ? [cells - 1] : [])
    (declared, isDeclared) = (start.declarations?.reasons ?? [:], start.declarations != nil)
    try options.part?.check(columns, hasHeading: heading.isFirstRecord, line: first.line, failure)
    referenceLine = heading.isFirstRecord && names.count != first.cells.count ? firstRow.line : first.line
    (dataStart, dataLine) = (firstRow.start, firstRow.line)
    rowLength = max(1, (lastRow.end - firstRow.start) / rows.count)
    isProse = sample.isProse && options.separator == nil
    let footer = TextFooter(
      sample.scanner, from: dataStart, columns: cells, reader: reader,
      count: options.leavesColumnsAside ? options.skippedFooter : 0)
    dataEnd = footer.start
    if footer.lines > 0, options.skippedFooter == nil {
      let lines = footer.lines == 1 ? "the last line is" : "the last \(footer.lines) lines are"
      notes.append("\(lines) taken for no part of the table (--skip-footer decides)")
    }
    self.notes = notes + titles.notes + [guess.note].compactMap { $0 } + Self.notes(on: columns, samples, dresses)
  }

  /// The layout of the part of the text before `end`.
  func ended(at end: Int) -> TextLayout {
    var layout = self
    layout.dataEnd = end
    return layout
  }

  private static func lines(_ first: Int, _ last: Int) -> String {
    first == last ? "line \(first) is" : "lines \(first) to \(last) are"
  }
}
