/// JSON rows written anew as a table of text, so that the same rules choose columns and read cells.
///
/// Memory: the table, about the size of the text without its keys.
struct JSONTable {
  /// Columns of numbers, of truth values, of strings in quotation marks; nothing where a key is missing.
  let file: MappedFile

  init(_ text: JSONText, _ columns: JSONColumns, of original: MappedFile) throws(VectorFileError) {
    var output = try GrowingBytes(text.path, expected: text.bytes.count)
    if columns.haveNames {
      let names = columns.keys.flatMap(\.columnNames)
      try output.append(names.map(Self.quoted).joined(separator: ",") + "\n")
    }
    var rows = text.rows
    var cells = [Range<Int>?](repeating: nil, count: columns.keys.count)
    var likely: [(key: Range<Int>, index: Int)] = []
    while let isRow = try? rows.next(), isRow {
      for index in cells.indices { cells[index] = nil }
      for (place, field) in rows.fields.enumerated() {
        if place < likely.count, text.bytes[field.key].elementsEqual(text.bytes[likely[place].key]) {
          cells[likely[place].index] = field.value
        } else if let index = columns.index(of: field, at: place, text) {
          cells[index] = field.value
          if place < likely.count { likely[place] = (field.key, index) } else { likely.append((field.key, index)) }
        }
      }
      for (index, key) in columns.keys.enumerated() {
        if index > 0 { try output.append(",") }
        try Self.write(cells[index], key, text.bytes, to: &output)
      }
      try output.append("\n")
    }
    file = MappedFile(allocated: output.bytes(), path: text.path, name: "", depth: original.depth)
  }

  private static func write(
    _ cell: Range<Int>?, _ key: JSONKey, _ bytes: UnsafeBufferPointer<UInt8>, to output: inout GrowingBytes
  ) throws(VectorFileError) {
    guard let width = key.width else { return try write(cell, bytes, to: &output) }
    var elements = cell.flatMap { bytes[$0.lowerBound] == UInt8(ascii: "[") ? JSONElements(bytes, $0) : nil }
    for index in 0..<width {
      if index > 0 { try output.append(",") }
      try write(elements?.next(), bytes, to: &output)
    }
  }

  private static func write(
    _ cell: Range<Int>?, _ bytes: UnsafeBufferPointer<UInt8>, to output: inout GrowingBytes
  ) throws(VectorFileError) {
    guard let cell, let first = bytes[cell].first else { return try output.append("\"\"") }
    let isString = first == UInt8(ascii: "\"")
    guard isString || first == UInt8(ascii: "[") || first == UInt8(ascii: "{") else {
      return try output.append(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[cell])))
    }
    let content = bytes[isString ? cell.dropFirst().dropLast() : cell]
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in content {
      if byte == UInt8(ascii: "\"") { quoted.append(byte) }
      quoted.append(byte < 0x20 ? UInt8(ascii: " ") : byte)
    }
    quoted.append(UInt8(ascii: "\""))
    try output.append(quoted)
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

extension GrowingBytes {
  fileprivate mutating func append(_ text: StaticString) throws(VectorFileError) {
    try append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  fileprivate mutating func append(_ bytes: [UInt8]) throws(VectorFileError) {
    try bytes.withUnsafeBufferPointer { bytes throws(VectorFileError) in try append(UnsafeRawBufferPointer(bytes)) }
  }

  @_disfavoredOverload
  fileprivate mutating func append(_ text: String) throws(VectorFileError) {
    try append(Array(text.utf8))
  }
}
