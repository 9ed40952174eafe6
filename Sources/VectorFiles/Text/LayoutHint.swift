/// What may help to read a text that was not understood, found by looking at all of it again.
struct LayoutHint {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let start: Int
  private let reader: CellReader

  /// - Parameter start: where the text begins that may be a table.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, reader: CellReader) {
    (self.bytes, self.start, self.reader) = (bytes, start, reader)
  }

  /// A separator that no guess considers, with which every line has the same number of cells, and numbers among them.
  var separator: Character? {
    let unusual = ":^~&!".first { character in
      guard let separator = TextSeparator(String(character)) else { return false }
      let sample = TextSample(TextScanner(bytes: bytes, separator: separator), start: start, line: 1, reader: reader)
      return sample.isEven && sample.body.contains { $0.cells.contains(where: \.isNumeric) }
    }
    return unusual
  }

  /// How many lines stand before the last lines with the same number of cells, of which the last has a number: three at
  /// least, and not few beside what stands before them.
  var linesBefore: Int? {
    var best: (lines: Int, rows: Int) = (0, 2)
    for separator in TextSeparator.candidates {
      let scanner = TextScanner(bytes: bytes, separator: separator)
      guard let run = lastRun(scanner), run.rows > best.rows else { continue }
      best = (run.lines, run.rows)
    }
    return best.lines > 0 && best.rows * 3 >= best.lines ? best.lines : nil
  }

  private func lastRun(_ scanner: TextScanner) -> (lines: Int, rows: Int)? {
    var (position, line) = (0, 1)
    var run = (cells: 0, line: 1, rows: 0, last: 0)
    while let record = scanner.nextRecord(position, line: line) {
      let found = scanner.record(at: record.start)
      if found.cells != run.cells { run = (found.cells, record.line, 0, 0) }
      (run.rows, run.last) = (run.rows + 1, record.start)
      line = record.line + scanner.lineBreaks(in: record.start..<found.end) + 1
      position = scanner.skippingLineBreak(found.end)
    }
    let last = TextSample(scanner, start: run.last, line: run.line, reader: reader).records.first
    guard run.cells > 1, last?.cells.contains(where: \.isNumeric) == true else { return nil }
    return (run.line - 1, run.rows)
  }
}
