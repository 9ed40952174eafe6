/// What the first few lines of a text look like when read with one separator.
struct TextSample {
  /// One line, or several when a quoted cell of the first line holds line breaks.
  struct Record {
    var line: Int
    var start: Int
    var end: Int
    var cellCount = 0
    var wordCount = 0
    var numberCount = 0
    var endsEmpty = false
    var isUnclosed = false

    /// Several cells, all numbers or missing.
    var isNumeric: Bool { cellCount > 1 && wordCount == 0 }
  }

  static let recordLimit = 10

  let scanner: TextScanner
  var records: [Record] = []

  /// Reads the first lines from `start`, which begins line `line`.
  init(_ scanner: TextScanner, start: Int, line: Int, converter: DecimalConverter) {
    self.scanner = scanner
    var position = start
    var line = line
    while records.count < Self.recordLimit, let next = scanner.nextRecord(position, line: line) {
      let record = Self.record(
        scanner, start: next.start, line: next.line, spansLines: records.isEmpty, converter: converter)
      records.append(record)
      line = next.line + Self.lineBreaks(in: record.start..<record.end, scanner) + 1
      position = scanner.skippingLineBreak(record.end)
    }
  }

  /// How many lines the separator turns into several numbers.
  var numericCount: Int { records.count { $0.isNumeric } }

  /// How many lines, the first one aside if there are others, the separator splits.
  var splitCount: Int { (records.count > 1 ? records.dropFirst() : records[...]).count { $0.cellCount > 1 } }

  /// How many cells are numbers.
  var numberCount: Int { records.reduce(0) { $0 + $1.numberCount } }

  /// Whether the first line names columns: words, and no number.
  var hasHeader: Bool { records.first.map { $0.wordCount > 0 && $0.numberCount == 0 } ?? false }

  /// The line breaks inside a record.
  static func lineBreaks(in range: Range<Int>, _ scanner: TextScanner) -> Int {
    var count = 0
    var index = scanner.lineEnd(range.lowerBound)
    while index < range.upperBound {
      count += 1
      index = scanner.lineEnd(scanner.skippingLineBreak(index))
    }
    return count
  }

  private static func record(
    _ scanner: TextScanner, start: Int, line: Int, spansLines: Bool, converter: DecimalConverter
  ) -> Record {
    var record = Record(line: line, start: start, end: start)
    var index = start
    while true {
      let cell = scanner.cell(at: index, spansLines: spansLines)
      record.cellCount += 1
      switch TextCell.Meaning(scanner.bytes, cell.content, converter) {
      case .number: record.numberCount += 1
      case .word:
        record.wordCount += 1
        // Not a heading: 5,1 is a number for whoever wrote it.
        if TextFailure.hasDecimalComma(UnsafeBufferPointer(rebasing: scanner.bytes[cell.content])) {
          record.numberCount += 1
        }
      case .missing, .notFinite: break
      }
      record.endsEmpty = cell.content.isEmpty
      if cell.isUnclosed { record.isUnclosed = true }
      index = cell.next
      if cell.isLast { break }
    }
    record.end = index
    return record
  }
}
