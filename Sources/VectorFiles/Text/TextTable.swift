internal import Matrices

/// A text as a table: bytes, layout, and how to find a cell again.
struct TextTable {
  let source: TextSource
  /// The text up to the end of the table.
  var bytes: UnsafeBufferPointer<UInt8> { scanner.bytes }
  private(set) var layout: TextLayout
  private(set) var scanner: TextScanner
  let reader: CellReader
  let failure: TextFailure
  let meter: WorkMeter?
  /// Whether records that end before their last cell are rows, which lack the rest of them, rather than an error.
  var allowsShortRows = false
  /// Where a row begins that sums up the others.
  private(set) var totalRow: Int?
  /// Where a cell stands in what the text was made of, and at which byte; nil where it was made of nothing.
  var original: ((_ row: Int, _ column: Int) -> (location: VectorFileError.Location, byte: Int))?

  init(_ file: MappedFile, _ options: TableOptions) throws(VectorFileError) {
    failure = TextFailure(path: file.path)
    meter = file.meter
    source = try TextSource(file, encoding: options.encoding)
    layout = try TextLayout(source, options, failure: failure)
    scanner = TextScanner(
      bytes: UnsafeBufferPointer(rebasing: source.bytes[..<layout.dataEnd]), separator: layout.separator)
    reader = CellReader(
      style: layout.style, markers: MissingMarkers(adding: options.missingMarkers, style: layout.style))
  }

  /// Leaves out a row of totals, and everything behind it.
  mutating func end(at start: Int) {
    totalRow = start
    layout = layout.ended(at: start)
    scanner = TextScanner(bytes: UnsafeBufferPointer(rebasing: source.bytes[..<start]), separator: layout.separator)
  }

  /// Where a row begins, and on which line: a pass over the rows before it.
  func record(ofRow row: Int) -> (start: Int, line: Int) {
    var position = layout.dataStart
    var line = layout.dataLine
    var remaining = row
    while let record = scanner.nextRecord(position, line: line) {
      if remaining == 0 { return record }
      remaining -= 1
      let end = scanner.record(at: record.start).end
      position = scanner.skippingLineBreak(end)
      line = record.line + scanner.lineBreaks(in: record.start..<end) + 1
    }
    return (position, line)
  }

  /// Where a cell is, as long as the text is the one in which it was found.
  func location(row: Int, column: Int) -> VectorFileError.Location? {
    column < layout.columns.count ? place(row: row, column: column).location : nil
  }

  /// Where a cell is.
  func place(row: Int, column: Int) -> CellPlace {
    let record = record(ofRow: row)
    let cell = scanner.cell(column, ofRecordAt: record.start)
    var place = CellPlace(line: record.line, column: layout.columns[column], cell: cell)
    if source.isRewritten { place.byte = nil }
    if let original { (place.location, place.byte) = original(row, column) }
    return place
  }
}
