/// Signs of numbers beside `-`: U+2212, and the parentheses that accountants put around what is less than nothing.
enum MinusSign {
  /// A number with a sign of such a kind, with `-` in its place.
  static func plain(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    if cell.starts(with: [0xE2, 0x88, 0x92]) { return [UInt8(ascii: "-")] + cell.dropFirst(3) }
    guard cell.count >= 3, cell.first == UInt8(ascii: "("), cell.last == UInt8(ascii: ")") else { return nil }
    let inner = cell.dropFirst().dropLast()
    guard let first = inner.first, first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: ".") else { return nil }
    return [UInt8(ascii: "-")] + inner
  }
}
