/// A table of text with something added at the end of every record.
struct TextAnnotation {
  private let text: KeptText
  private let separator: UInt8
  private let point: UInt8
  private let isWhitespace: Bool

  private var table: TextTable { text.table }
  private var bytes: UnsafeBufferPointer<UInt8> { text.table.source.bytes }

  init(_ text: KeptText) {
    self.text = text
    let layout = text.table.layout
    point = layout.style.point
    isWhitespace = layout.separator == .whitespace
    switch layout.separator {
    case .none:
      // Whatever no cell holds; a decimal comma is none.
      let choices = [",", ";", "\t", "|"].compactMap(\.utf8.first)
      separator = choices.first { !text.table.source.bytes.contains($0) } ?? UInt8(ascii: "\t")
    case .whitespace:
      let end = text.table.scanner.lineEnd(layout.dataStart)
      let line = text.table.source.bytes[layout.dataStart..<end]
      separator = line.contains(UInt8(ascii: "\t")) ? UInt8(ascii: "\t") : UInt8(ascii: " ")
    default: separator = layout.separator.byte
    }
  }

  var notes: [String] {
    var notes: [String] = []
    if table.source.isSparse { notes.append("sparse rows are written with all their values") }
    if table.source.encoding == .utf16 { notes.append("UTF-16 is written as UTF-8") }
    if table.layout.separator == .none {
      let name = separator == UInt8(ascii: "\t") ? "tabs" : "“\(Unicode.Scalar(separator))”"
      notes.append("there was no separator: the new columns are set off by \(name)")
    }
    if table.layout.isDeclared {
      notes.append("the rows are written as CSV, with headings in place of the declarations")
    } else if table.layout.headingStart == nil {
      notes.append("there are no headings, hence none for the last two columns")
    }
    return notes
  }

  func write(_ annotations: AnnotatedTable, to output: inout TextOutput) throws(VectorFileError) {
    if table.layout.isDeclared { return try writeDeclared(annotations, to: &output) }
    var copied = 0
    if let start = table.layout.headingStart {
      let (cells, end, isLastEmpty) = record(at: start)
      try output.append(UnsafeBufferPointer(rebasing: bytes[..<end]))
      copied = end
      let columns = table.layout.columns.count
      let isShortByRowNames = table.layout.rowNames > 0 && cells == columns - 1
      if !isShortByRowNames { for _ in cells..<max(cells, columns) { output.append(separator) } }
      for (index, heading) in annotations.headings.enumerated() {
        let isInPlace = index == 0 && cells > columns && isLastEmpty
        if !isInPlace { output.append(separator) }
        output.append(heading)
      }
    }
    let scanner = table.scanner
    var position = scanner.skippingLineBreak(copied)
    for _ in 0..<table.layout.moreHeadings {
      guard let record = scanner.nextRecord(position, line: 0) else { throw text.changed }
      let end = scanner.recordEnd(at: record.start)
      try output.append(UnsafeBufferPointer(rebasing: bytes[copied..<end]))
      for _ in annotations.headings { output.append(separator) }
      copied = end
      position = scanner.skippingLineBreak(end)
    }
    position = table.layout.dataStart
    var row = 0
    while let record = scanner.nextRecord(position, line: 0) {
      let end = scanner.recordEnd(at: record.start)
      try output.append(UnsafeBufferPointer(rebasing: bytes[copied..<end]))
      copied = end
      if table.allowsShortRows { appendMissing(from: scanner.record(at: record.start).cells, to: &output) }
      if row < annotations.labels.count {
        append(row, of: annotations, to: &output)
      } else {
        // Rows of nothing at the end.
        output.append(separator)
        output.append(separator)
      }
      row += 1
      position = scanner.skippingLineBreak(end)
    }
    guard row >= annotations.labels.count else { throw text.changed }
    try appendTotals(behind: &copied, annotations, to: &output)
    try output.append(UnsafeBufferPointer(rebasing: bytes[copied...]))
  }

  /// The cells that a short row lacks.
  private func appendMissing(from column: Int, to output: inout TextOutput) {
    for _ in column..<max(column, table.layout.columns.count) {
      output.append(separator)
      if isWhitespace { output.append("NA") }
    }
  }

  /// The rows of a text that declares its columns, below headings.
  private func writeDeclared(_ annotations: AnnotatedTable, to output: inout TextOutput) throws(VectorFileError) {
    for column in table.layout.columns {
      try DelimitedOutput.csv.appendCell(Array((column.name ?? "").utf8), to: &output)
      output.append(separator)
    }
    output.append(annotations.headings.joined(separator: ","))
    try output.endLine()
    let scanner = table.scanner
    var (position, row) = (table.layout.dataStart, 0)
    while row < annotations.labels.count, let record = scanner.nextRecord(position, line: 0) {
      let end = scanner.recordEnd(at: record.start)
      try output.append(UnsafeBufferPointer(rebasing: bytes[record.start..<end]))
      if table.allowsShortRows { appendMissing(from: scanner.record(at: record.start).cells, to: &output) }
      append(row, of: annotations, to: &output)
      try output.endLine()
      position = scanner.skippingLineBreak(end)
      row += 1
    }
    guard row >= annotations.labels.count else { throw text.changed }
  }

  /// The new cells of a row.
  private func append(_ row: Int, of annotations: AnnotatedTable, to output: inout TextOutput) {
    output.append(separator)
    output.append(Int(annotations.labels[row]))
    output.append(separator)
    append(annotations.distances[row], to: &output)
    annotations.note(row)
  }

  /// A row that sums up the others has nothing in the new columns.
  private func appendTotals(
    behind copied: inout Int, _ annotations: AnnotatedTable, to output: inout TextOutput
  ) throws(VectorFileError) {
    guard let start = table.totalRow else { return }
    let whole = TextScanner(bytes: bytes, separator: table.layout.separator)
    let end = whole.recordEnd(at: start)
    try output.append(UnsafeBufferPointer(rebasing: bytes[copied..<end]))
    copied = end
    for _ in annotations.headings {
      output.append(separator)
      if isWhitespace { output.append("NA") }
    }
  }

  private func append(_ distance: Double, to output: inout TextOutput) {
    if distance.isNaN {
      if isWhitespace { output.append("NA") }
    } else if point == separator {
      output.append(UInt8(ascii: "\""))
      output.append(distance, point: point)
      output.append(UInt8(ascii: "\""))
    } else {
      output.append(distance, point: point)
    }
  }

  /// The headings: how many cells, where the line ends, and whether the last cell is empty.
  private func record(at start: Int) -> (cells: Int, end: Int, isLastEmpty: Bool) {
    var count = 0
    var index = start
    while true {
      let cell = table.scanner.cell(at: index)
      count += 1
      index = cell.next
      if cell.isLast { return (count, index, cell.content.isEmpty) }
    }
  }
}
