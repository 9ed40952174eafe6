/// Reads a table of text: cells apart by commas, semicolons or tabulators, quotation marks where they are needed, a heading or none.
///
/// A column is of numbers where most of its cells are; then all have to be, and the first that is not is refused by its line and
/// column. A number with a comma in it counts, and is refused: 1,234 is above a thousand here, and next to one there.
/// (A small part of what `VectorFiles` reads, which needs files.)
struct TableReader {
  enum Outcome {
    case table(Table)
    case refusal([UInt8])
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let converter = DecimalConverter()
  private var lines = CellLines(UnsafeBufferPointer(start: nil, count: 0))
  private var columns: [Table.Column] = []
  /// Of each column.
  private var numbers: [Int] = []
  private var hasHeading = false
  /// The first cell of each column that is no number.
  private var faults: [(line: Int, cell: [UInt8])?] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  consuming func read() -> Outcome {
    if bytes.prefix(4096).contains(0) { return refusal("this is not a text file; save the table as CSV") }
    lines = CellLines(bytes)
    guard let first = lines.next() else { return refusal("there is nothing in this file") }
    hasHeading = first.contains { number($0) == nil && !isWithComma($0) }
    for (index, cell) in first.enumerated() {
      columns.append(
        Table.Column(name: hasHeading ? cell : Array("column \(index + 1)".utf8), isNumbers: false, values: []))
    }
    numbers = Array(repeating: 0, count: first.count)
    faults = Array(repeating: nil, count: first.count)
    if !hasHeading { append(first) }
    while let cells = lines.next() {
      guard cells.count == columns.count else {
        let cell = cells.count == 1 ? "cell" : "cells"
        return refusal("line \(lines.line) has \(cells.count) \(cell), and the first line has \(columns.count)")
      }
      append(cells)
    }
    if columns.allSatisfy({ $0.values.isEmpty }) { return refusal("there is a heading, and no row below it") }
    return judged()
  }

  private mutating func append(_ cells: [[UInt8]]) {
    for (index, cell) in cells.enumerated() {
      let value = number(cell)
      columns[index].values.append(value ?? .nan)
      if value != nil || isWithComma(cell) { numbers[index] += 1 }
      if value == nil, faults[index] == nil { faults[index] = (lines.line, cell) }
    }
  }

  private mutating func judged() -> Outcome {
    for index in columns.indices where 2 * numbers[index] > columns[index].values.count {
      columns[index].isNumbers = true
      guard let fault = faults[index] else { continue }
      let place = Array("line \(fault.line), column \(index + 1) (".utf8) + columns[index].name
      guard !fault.cell.isEmpty else {
        return .refusal(place + Array("): the cell is empty; mend it, or take the row out".utf8))
      }
      let advice =
        isWithComma(fault.cell)
        ? "” has a comma in it; write numbers as 1.5 and 1234"
        : "” is no number that this page reads; mend it, or take the row out"
      return .refusal(place + Array("): “".utf8) + fault.cell.prefix(40) + Array(advice.utf8))
    }
    if columns.allSatisfy({ !$0.isNumbers }) {
      return refusal("no column is of numbers (1.5, with a point; cells apart by comma, semicolon or tabulator)")
    }
    return .table(Table(columns: columns, hasHeading: hasHeading))
  }

  private func refusal(_ reason: String) -> Outcome { .refusal(Array(reason.utf8)) }

  /// The number that a cell is; nil where it is none, and where the converter cannot tell (beyond 1e308, or next to 0 below 1e-307).
  private func number(_ cell: [UInt8], point: UInt8 = UInt8(ascii: ".")) -> Double? {
    cell.withUnsafeBufferPointer { cell in
      var end = 0
      guard let decimal = Decimal(cell, at: &end, point: point), end == cell.count,
        let magnitude = converter.magnitude(of: decimal)
      else { return nil }
      return decimal.signBit == 0 ? magnitude : -magnitude
    }
  }

  private func isWithComma(_ cell: [UInt8]) -> Bool {
    cell.contains(UInt8(ascii: ",")) && number(cell, point: UInt8(ascii: ",")) != nil
  }
}
