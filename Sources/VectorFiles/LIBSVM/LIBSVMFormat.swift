internal import Matrices

/// Rows of a label and of numbers with their places, as LIBSVM, XGBoost and the like read them: `+1 1:0.5 3:2`; a place
/// that a row leaves out is 0.
///
/// The points are all places up to the largest. Memory: all of them, in Double.
struct LIBSVMFormat: MatrixFormat {
  let title = "a LIBSVM file"
  let suffixes = [".libsvm", ".svm", ".svmlight"]

  private static let mostColumns = 1 << 24

  /// Whether the first lines are such rows, one of which has a number at least.
  func isFormat(of file: MappedFile) -> Bool {
    let scanner = TextScanner(bytes: file.text, separator: .whitespace)
    var (position, count, hasNumbers) = (0, 0, false)
    while count < 5, let record = scanner.nextRecord(position, line: 1) {
      guard let row = LIBSVMRow(scanner, at: record.start) else { return false }
      hasNumbers = hasNumbers || !row.numbers.isEmpty
      position = scanner.skippingLineBreak(row.end)
      count += 1
    }
    return hasNumbers
  }

  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    try file.refuseMember(reader.member, format: title)
    var columns = 0
    var rows = 0
    try forEachRow(of: file) { (row, _, _) throws(VectorFileError) in
      rows += 1
      if let last = row.numbers.last?.place { columns = max(columns, last) }
    }
    guard columns > 0 else {
      throw file.failure(
        .file, rows == 0 ? "the file has no rows" : "no row has a number, only labels", "write rows as in +1 1:0.5 3:2")
    }
    let size = rows.multipliedReportingOverflow(by: columns)
    guard columns <= Self.mostColumns, !size.overflow,
      let elements = FallibleMemory.allocate(size.partialValue, of: Double.self)
    else { throw .memory(file.path, "\(rows) rows x \(columns) numbers, those that are 0 included") }
    elements.initialize(repeating: 0)
    nonisolated(unsafe) let owned = elements
    let matrix = Matrix(rows: rows, columns: columns, borrowing: UnsafeBufferPointer(owned)) {
      FallibleMemory.free(owned)
    }
    try forEachRow(of: file) { (row, index, _) throws(VectorFileError) in
      for number in row.numbers { owned[index * columns + number.place - 1] = number.value }
    }
    let chosen = try MatrixColumns(count: columns, options: reader.table, format: title, path: file.path)
    let selected = FiniteRows(matrix: chosen.selected(of: matrix))
    var bad = selected.badRows(chosen.places, keepingMissing: reader.keepsMissing)
    if case .row(let row, let column?) = bad.firstLocation {
      bad.firstLocation = try location(row: row, column: column, of: file, reader) ?? bad.firstLocation
    }
    try bad.check(droppable: reader.dropsBadRows, rows: rows, path: file.path)
    let label = LeftAsideColumn(column: TableColumn(index: columns, name: "label"), reason: .classes)
    return VectorData(
      points: .double(selected.dropping(bad.indices)), elementType: .float64, droppedRowIndices: bad.indices,
      columns: chosen.columns, leftAside: chosen.leftAside + [label], isMapped: false)
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    throw file.failure(.file, "this is \(title), whose rows are points", "write one number per row")
  }

  /// The line of a row, and the field of it that holds the place; the label is the first.
  func location(
    row: Int, column: Int, of file: MappedFile, _ reader: VectorFileReader
  ) throws(VectorFileError) -> VectorFileError.Location? {
    var location: VectorFileError.Location?
    try forEachRow(of: file) { (numbers, index, line) throws(VectorFileError) in
      guard index == row else { return }
      let field = numbers.numbers.firstIndex { $0.place == column + 1 }
      location = .line(line, column: field.map { $0 + 2 })
    }
    return location
  }

  private func forEachRow(
    of file: MappedFile, _ body: (_ row: LIBSVMRow, _ index: Int, _ line: Int) throws(VectorFileError) -> Void
  ) throws(VectorFileError) {
    let scanner = TextScanner(bytes: file.text, separator: .whitespace)
    var (position, line, index) = (0, 1, 0)
    while let record = scanner.nextRecord(position, line: line) {
      guard let row = LIBSVMRow(scanner, at: record.start) else {
        throw file.failure(
          .line(record.line, column: nil), "the line is no row of LIBSVM: a label, then places from 1 in rising order",
          "write it as in +1 1:0.5 3:2")
      }
      try body(row, index, record.line)
      (position, line, index) = (scanner.skippingLineBreak(row.end), record.line + 1, index + 1)
    }
  }
}

/// One row: what follows its label.
private struct LIBSVMRow {
  /// Places from 1, in rising order.
  private(set) var numbers: [(place: Int, value: Double)] = []
  /// Where its line ends.
  private(set) var end: Int

  /// Nil where the line at `start` is none.
  init?(_ scanner: TextScanner, at start: Int) {
    let bytes = scanner.bytes
    let converter = DecimalConverter()
    end = start
    var index = start
    var cell = scanner.cell(at: index)
    // Several labels are separated by commas.
    guard bytes[cell.content].allSatisfy({ $0 &- UInt8(ascii: "0") < 10 || "+-.,eE".utf8.contains($0) }) else {
      return nil
    }
    while !cell.isLast {
      index = cell.next
      cell = scanner.cell(at: index)
      if bytes[cell.content].first == UInt8(ascii: "#") {
        end = scanner.lineEnd(index)
        return
      }
      guard let colon = bytes[cell.content].firstIndex(of: UInt8(ascii: ":")),
        let place = Int(String(decoding: bytes[cell.content.lowerBound..<colon], as: UTF8.self)), place >= 1,
        place > numbers.last?.place ?? 0
      else { return nil }
      let text = UnsafeBufferPointer(rebasing: bytes[(colon + 1)..<cell.content.upperBound])
      var end = 0
      guard let decimal = Decimal(text, at: &end, point: NumberStyle.plain.point), end == text.count else { return nil }
      numbers.append((place, converter.value(of: decimal, text: text, point: NumberStyle.plain.point)))
    }
    end = cell.next
  }
}
