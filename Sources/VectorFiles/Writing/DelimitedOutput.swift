public import Matrices
internal import Refusals

/// Text with one line per row (RFC 4180, lines end with LF): numbers are the shortest that are read back as the same, and a
/// value that is not there is an empty cell.
public struct DelimitedOutput: OutputFormat {
  public let suffix: String
  public let isTable = true
  let separator: UInt8

  /// Commas between cells.
  public static let csv = DelimitedOutput(suffix: ".csv", separator: UInt8(ascii: ","))
  /// Tabs between cells.
  public static let tsv = DelimitedOutput(suffix: ".tsv", separator: UInt8(ascii: "\t"))

  public func write(_ table: OutputTable, to path: String) throws(VectorFileError) {
    require(table.columns.allSatisfy { $0.count == table.rows }, "all columns have the same number of rows")
    var output = try TextOutput(path)
    try appendCell(Array(table.rowHeading.utf8), to: &output)
    for column in table.columns {
      output.append(separator)
      try appendCell(Array(column.name.utf8), to: &output)
    }
    try output.endLine()
    table.meter?.begin("write", of: table.rows)
    try table.rowNames.forEach(table.rows) { row, name throws(VectorFileError) in
      if row % OutputTable.saidRows == OutputTable.saidRows - 1 { table.meter?.advance(by: OutputTable.saidRows) }
      try appendCell(name, to: &output)
      for column in table.columns {
        output.append(separator)
        switch column.values {
        case .integers(let values): output.append(Int(values[row]))
        case .numbers(let values): if !values[row].isNaN { output.append(values[row]) }
        }
      }
      try output.endLine()
    }
    try output.finish()
  }

  public func write(
    _ matrix: Matrix<Double>, headings: [String], type: ElementType, to path: String
  ) throws(VectorFileError) {
    require(headings.isEmpty || headings.count == matrix.columns, "there is one heading per column")
    var output = try TextOutput(path)
    if !headings.isEmpty {
      for (column, heading) in headings.enumerated() {
        if column > 0 { output.append(separator) }
        // In quotation marks, so that digits among them are none.
        output.append(Self.quoted(heading))
      }
      try output.endLine()
    }
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns {
        if column > 0 { output.append(separator) }
        output.append(matrix[row, column])
      }
      try output.endLine()
    }
    try output.finish()
  }

  private static func quoted(_ heading: String) -> String {
    "\"" + heading.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  func appendCell(_ cell: [UInt8], to output: inout TextOutput) throws(VectorFileError) {
    try cell.withUnsafeBufferPointer { cell throws(VectorFileError) in try appendCell(cell, to: &output) }
  }

  /// Appends a cell, in quotation marks where it would be read as something else without.
  func appendCell(_ cell: UnsafeBufferPointer<UInt8>, to output: inout TextOutput) throws(VectorFileError) {
    guard needsQuotes(cell) else { return try output.append(cell) }
    output.append(UInt8(ascii: "\""))
    for byte in cell {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Whether a cell holds what separates, quotes or ends a cell, or begins like a comment or ends with a space.
  private func needsQuotes(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.first, let last = cell.last else { return false }
    let isPadded = first == UInt8(ascii: " ") || first == UInt8(ascii: "#") || last == UInt8(ascii: " ")
    return isPadded
      || cell.contains { byte in
        byte == separator || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
          || byte == UInt8(ascii: "\r")
      }
  }
}
