/// What surrounds every number of a column, and is passed over: 12.5 %, $1,234.50, 99 €.
enum NumberDress: Hashable {
  case percent
  /// A sign of currency, as it is written.
  case currency(String)

  /// The sign without which a cell would be a number in one style or another, and where that is; nil where there is none.
  static func found(in cell: UnsafeBufferPointer<UInt8>) -> (dress: NumberDress, number: [UInt8])? {
    guard let first = cell.first, let last = cell.last, !isDigit(first) || !isDigit(last) else { return nil }
    for (dress, sign) in signs where cell.count > sign.count {
      if let number = withoutSign(cell, sign, mayBegin: dress != .percent) { return (dress, number) }
    }
    return nil
  }

  /// What is left of a cell in this dress; nil where it wears another, or none.
  func undressed(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let (dress, number) = Self.found(in: cell), dress == self else { return nil }
    return number
  }

  /// The sign.
  var sign: String {
    switch self {
    case .percent: "%"
    case .currency(let sign): sign
    }
  }

  /// Whether a number without the sign may stand beside those that have it: not among percentages, where it is a hundred
  /// times as much.
  var mayBeLeftOff: Bool { self != .percent }

  /// In UTF-8; the last ones are Latin-1 and Windows.
  private static let signs: [(NumberDress, [UInt8])] =
    [(.percent, [UInt8(ascii: "%")])]
    + ["US$", "$", "€", "£", "¥", "₹", "₽", "₩", "USD", "EUR", "GBP", "CHF"].map { (.currency($0), Array($0.utf8)) }
    + [(.currency("£"), [0xA3]), (.currency("¥"), [0xA5]), (.currency("€"), [0x80])]

  /// The cell without the sign at its start, behind a minus or a parenthesis perhaps, or at its end.
  private static func withoutSign(
    _ cell: UnsafeBufferPointer<UInt8>, _ sign: [UInt8], mayBegin: Bool
  ) -> [UInt8]? {
    let isMarked = cell[0] == UInt8(ascii: "-") || cell[0] == UInt8(ascii: "(")
    let mark = isMarked ? 1 : 0
    if mayBegin, cell.dropFirst(mark).starts(with: sign) {
      let rest = cell.dropFirst(mark + sign.count).drop { isSpace($0) }
      return rest.isEmpty ? nil : Array(cell.prefix(mark)) + rest
    }
    guard cell.suffix(sign.count).elementsEqual(sign) else { return nil }
    var rest = cell.dropLast(sign.count)
    // A space between, which may be one that breaks no line: C2 A0, E2 80 AF, or A0 in Latin-1.
    while let last = rest.last, isSpace(last) || last == 0xA0 || rest.suffix(3).elementsEqual([0xE2, 0x80, 0xAF]) {
      rest = rest.dropLast(last == 0xAF ? 3 : 1)
    }
    if rest.last == 0xC2 { rest = rest.dropLast() }
    return rest.isEmpty ? nil : Array(rest)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") }
}
