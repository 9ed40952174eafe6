/// Writes JSON rows as lines of text with commas between their cells.
struct JSONTableWriter: ~Copyable {
  private let source: UnsafeBufferPointer<UInt8>
  private let keys: [JSONKey]
  /// How many cells a row has.
  private let width: Int
  /// Where the value of each key is in the row; nil where it has none.
  private var cells: [Range<Int>?]
  private var output: GrowingBytes

  /// Begins with the headings, if there are any.
  init(_ text: JSONText, _ columns: JSONColumns) throws(VectorFileError) {
    var output = try GrowingBytes(text.path, expected: text.bytes.count)
    if columns.haveNames {
      let line = columns.keys.flatMap(\.columnNames).map(Self.quoted).joined(separator: ",") + "\n"
      try Array(line.utf8).withUnsafeBufferPointer { bytes throws(VectorFileError) in
        try output.append(UnsafeRawBufferPointer(bytes))
      }
    }
    self.output = output
    (source, keys) = (text.bytes, columns.keys)
    width = keys.reduce(0) { $0 + ($1.width ?? 1) }
    cells = Array(repeating: nil, count: keys.count)
  }

  /// Writes a row whose fields belong to the keys at `indices`.
  mutating func write(_ row: borrowing JSONRows, _ indices: [Int]) throws(VectorFileError) {
    for index in cells.indices { cells[index] = nil }
    var size = 1
    for (place, index) in indices.enumerated() {
      let value = row.fields[place].value
      cells[index] = value
      size += value.count
    }
    // At most: every byte a quotation mark, and two of these and a comma for every cell.
    var line = JSONTableLine(try output.room(2 * size + 3 * width + JSONTableLine.slack))
    for index in cells.indices {
      if index > 0 { line.put(",") }
      write(cells[index], keys[index].width, to: &line)
    }
    line.put("\n")
    output.append(line.count)
  }

  consuming func bytes() -> UnsafeRawBufferPointer { output.bytes() }

  @inline(__always)
  private func write(_ cell: Range<Int>?, _ width: Int?, to line: inout JSONTableLine) {
    guard let cell else { return line.putNothing(width ?? 1) }
    let inner = (cell.lowerBound + 1)..<max(cell.lowerBound + 1, cell.upperBound - 1)
    switch source[cell.lowerBound] {
    case UInt8(ascii: "\""): line.putQuoted(source, inner)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if width == nil { line.putQuoted(source, cell) } else { line.put(source, inner) }
    default: if let width { line.putNothing(width) } else { line.put(source, cell) }
    }
  }

  private static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
      text.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
    }
    return text + "\""
  }
}
