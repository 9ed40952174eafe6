import CLibrary

@testable import TableDrivers
@testable import VectorFiles

/// Parsers of short texts.
extension FuzzTarget {
  /// A JSON value, which is written and read again.
  static let value = FuzzTarget("value") { bytes in
    var parser = JSONParser(bytes: bytes)
    guard let value = try? parser.parse() else { return nil }
    return JSONValue(parsing: value.text) == value ? nil : "the value is written as \(value.text)"
  }

  /// The dictionary of a `.npy` file.
  static let literal = FuzzTarget("literal") { bytes in
    var parser = PythonLiteralParser(bytes: bytes)
    _ = try? parser.parseDictionary()
    return nil
  }

  /// Numbers in text: those of the grammar are those of the C library, bit by bit.
  static let number = FuzzTarget("number") { bytes in
    let text = bytes.map { "0123456789+-.eEdD".utf8.contains($0) ? $0 : UInt8(ascii: "0") + $0 % 10 }
    guard let (number, end) = text.nearestNumber else { return nil }
    let meaning = text.withUnsafeBufferPointer { CellReader().meaning($0) }
    guard case .number(let value) = meaning else {
      return end && number.isFinite ? "\(String(decoding: text, as: UTF8.self)) is refused" : nil
    }
    return end && value.bitPattern == number.bitPattern
      ? nil : "\(String(decoding: text, as: UTF8.self)) is read as \(value) instead of \(number)"
  }

  /// `a*,3-7`, of a few columns.
  static let selection = FuzzTarget("selection") { bytes in
    guard let selection = ColumnSelection(bytes.string) else { return nil }
    let names = ["a", "b,c", "ab", nil, "a*", "3", "2-4", "é", "a"]
    let columns = names.enumerated().map { TableColumn(index: $0.offset, name: $0.element) }
    guard let found = try? selection.indices(in: columns, "--columns", TextFailure(path: "x")) else { return nil }
    return !found.isEmpty && Set(found).count == found.count && found.allSatisfy(columns.indices.contains)
      ? nil : "the columns are \(found)"
  }

  /// Names of files, whatever their bytes.
  static let path = FuzzTarget("path") { bytes in
    let text = PathText.text(of: bytes)
    if !PathText.bytes(of: text).elementsEqual(bytes) { return "another name comes back" }
    if text.shown.unicodeScalars.contains(where: { $0.value < 0x20 }) { return "what is shown has several lines" }
    _ = InputPath(text.replacing("/", with: "_")).files
    return nil
  }

  /// What says which driver reads a table.
  static let driver = FuzzTarget("driver") { bytes in
    let text = bytes.string
    _ = DriverManifest(text)
    _ = SQLText.uri(of: text)
    let quoted = SQLText.quoted(text, "'").unicodeScalars.dropFirst().dropLast()
    if quoted.count(where: { $0 == "'" }) % 2 == 1 { return "a quotation mark is left alone" }
    // Of several @, all but one may belong to other things.
    let isPlain = TableAddress(text) != nil && text.utf8.count { $0 == UInt8(ascii: "@") } == 1
    if isPlain, TableAddress.shown(text).contains(":secret@") { return "a password is shown" }
    return nil
  }
}

extension [UInt8] {
  /// What the C library makes of the text, whose exponent may be Fortran's; and whether that is all of it. Nil where it makes nothing.
  fileprivate var nearestNumber: (value: Double, isAll: Bool)? {
    let characters = map { CChar(bitPattern: ($0 | 0x20) == UInt8(ascii: "d") ? UInt8(ascii: "e") : $0) } + [0]
    return characters.withUnsafeBufferPointer { characters in
      guard let start = characters.baseAddress else { return nil }
      var end: UnsafeMutablePointer<CChar>?
      let value = strtod(start, &end)
      guard let end, end > UnsafeMutablePointer(mutating: start) else { return nil }
      return (value, end - UnsafeMutablePointer(mutating: start) == count)
    }
  }
}
