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
    if table.layout.headingStart == nil { notes.append("there are no headings, hence none for the last two columns") }
    return notes
  }

  func write(_ annotations: AnnotatedTable, to output: inout TextOutput) throws(VectorFileError) {
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
      output.append(separator)
      if row < annotations.labels.count {
        output.append(Int(annotations.labels[row]))
        output.append(separator)
        append(annotations.distances[row], to: &output)
      } else {
        // Rows of nothing at the end.
        output.append(separator)
      }
      annotations.note(row)
      row += 1
      position = scanner.skippingLineBreak(end)
    }
    guard row >= annotations.labels.count else { throw text.changed }
    try output.append(UnsafeBufferPointer(rebasing: bytes[copied...]))
  }

  /// The cells that a short row lacks.
  private func appendMissing(from column: Int, to output: inout TextOutput) {
    for _ in column..<max(column, table.layout.columns.count) {
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
