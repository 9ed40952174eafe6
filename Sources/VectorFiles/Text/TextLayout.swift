/// How a text is laid out, found from its first lines.
struct TextLayout {
  let separator: TextSeparator
  let columns: Int
  /// The line that sets the number of columns.
  let referenceLine: Int
  /// Where the data begin, and the number of that line.
  let dataStart: Int
  let dataLine: Int
  /// The bytes of a typical row.
  let rowLength: Int

  /// Finds the layout.
  ///
  /// The separator is the one that turns most of the first ten lines into several numbers (or missing values); if none
  /// does, the one that splits most lines (and makes most numbers), so that the error about the first bad cell is to the point.
  ///
  /// - Parameter start: behind the byte order mark.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, start: Int, converter: DecimalConverter, failure: TextFailure
  ) throws(VectorFileError) {
    let samples = TextSeparator.allCases.map { separator in
      TextSample(
        TextScanner(bytes: bytes, separator: separator), start: start, line: 1, converter: converter)
    }
    let sample = Self.best(of: samples)
    guard let first = sample.records.first else { throw failure.noRows() }
    if first.isUnclosed { throw failure.unclosedQuote(line: first.line) }
    let rows = sample.hasHeader ? sample.records.dropFirst() : sample.records[...]
    if sample.hasHeader {
      try failure.checkEncoding(UnsafeBufferPointer(rebasing: bytes[first.start..<first.end]), line: first.line)
    }
    guard let firstRow = rows.first, let lastRow = rows.last else { throw failure.noRows() }
    separator = sample.scanner.separator
    if separator != .whitespace, firstRow.cellCount > 1, rows.allSatisfy({ $0.endsEmpty && $0.wordCount == 0 }) {
      throw failure.trailingSeparator(line: firstRow.line, column: firstRow.cellCount, separator)
    }
    columns = first.cellCount
    referenceLine = first.line
    dataStart = firstRow.start
    dataLine = firstRow.line
    rowLength = max(1, (lastRow.end - firstRow.start) / rows.count)
  }

  private static func best(of samples: [TextSample]) -> TextSample {
    var best = samples[samples.count - 1]  // one cell per line
    var bestScore = (0, 0, 0)
    for sample in samples.dropLast() {
      let score = (sample.numericCount, sample.splitCount, sample.numberCount)
      if sample.numericCount + sample.splitCount > 0, score > bestScore {
        best = sample
        bestScore = score
      }
    }
    return best
  }
}
