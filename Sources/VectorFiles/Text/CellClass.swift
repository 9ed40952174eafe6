/// What a cell looks like to a person, whatever the style of the numbers: for guesses and for messages.
enum CellClass: UInt8, CaseIterable {
  /// A number as it is read: without a point, or with one.
  case whole, number
  /// A number with a point and three digits behind it: thousands where commas are decimal.
  case pointGroups
  /// Empty, a word for a missing value, NaN or an infinity.
  case missing
  /// A number with a comma in place of the point: 0,5.
  case decimalComma
  /// A number in groups of three digits: 1,234 or 1,234.5; it may be a decimal comma, too, where there is one group.
  case grouped
  /// The same with points as marks of the groups, and commas as points: 1.234,5 or 1.234.567.
  case groupedComma
  /// A number with a percent sign, or a sign of currency.
  case percent, currency
  case date, truth, word

  var isNumeric: Bool {
    switch self {
    case .whole, .number, .pointGroups, .decimalComma, .grouped, .groupedComma, .percent, .currency: true
    case .missing, .date, .truth, .word: false
    }
  }

  /// Neither a number nor missing.
  var isWord: Bool { !isNumeric && self != .missing }

  init(_ cell: UnsafeBufferPointer<UInt8>, _ reader: CellReader) {
    switch reader.meaning(cell) {
    case .number: self = Self.number(cell)
    case .missing, .notFinite: self = .missing
    case .word: self = cell.count <= 64 ? Self.word(cell) : .word
    }
  }

  private static func number(_ cell: UnsafeBufferPointer<UInt8>) -> CellClass {
    if !cell.contains(UInt8(ascii: ".")) { return .whole }
    return isNumber(cell, .european) ? .pointGroups : .number
  }

  private static func word(_ cell: UnsafeBufferPointer<UInt8>) -> CellClass {
    if let written = written(cell) { return written }
    if let rest = withoutPercent(cell), written(rest) != nil { return .percent }
    if let rest = withoutCurrency(cell), written(rest) != nil { return .currency }
    if isDate(cell) { return .date }
    let text = String(decoding: cell, as: UTF8.self).lowercased()
    return text == "true" || text == "false" ? .truth : .word
  }

  /// Numbers in one style or another.
  private static func written(_ cell: UnsafeBufferPointer<UInt8>) -> CellClass? {
    guard cell.contains(where: { $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
    if isNumber(cell, .plain) { return .number }
    if isNumber(cell, NumberStyle(hasGroups: true)) { return .grouped }
    if isNumber(cell, .decimalComma) { return .decimalComma }
    return isNumber(cell, .european) ? .groupedComma : nil
  }

  private static func isNumber(_ cell: UnsafeBufferPointer<UInt8>, _ style: NumberStyle) -> Bool {
    guard let plain = style.plainText(of: cell) else { return false }
    return plain.withUnsafeBufferPointer { text in
      var end = 0
      return Decimal(text, at: &end, point: NumberStyle.plain.point) != nil && end == text.count
    }
  }

  private static func trimmed(_ cell: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    var range = range
    while let first = range.first, cell[first] == UInt8(ascii: " ") { range.removeFirst() }
    while let last = range.last, cell[last] == UInt8(ascii: " ") { range.removeLast() }
    return UnsafeBufferPointer(rebasing: cell[range])
  }

  private static func withoutPercent(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    cell.last == UInt8(ascii: "%") ? trimmed(cell, 0..<(cell.count - 1)) : nil
  }

  /// Signs in UTF-8; the last ones are Latin-1 and Windows.
  private static let currencies: [[UInt8]] =
    ["$", "€", "£", "¥", "₹", "₽", "₩", "US$", "USD", "EUR", "GBP"].map { Array($0.utf8) } + [[0xA3], [0xA5], [0x80]]

  private static func withoutCurrency(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    for sign in currencies where cell.count > sign.count {
      if cell.starts(with: sign) { return trimmed(cell, sign.count..<cell.count) }
      let isSigned = cell[0] == UInt8(ascii: "-") && cell.dropFirst().starts(with: sign)
      if isSigned { return trimmed(cell, (sign.count + 1)..<cell.count) }
      if cell.suffix(sign.count).elementsEqual(sign) { return trimmed(cell, 0..<(cell.count - sign.count)) }
    }
    return nil
  }

  /// Two or three groups of digits between the same of `-`, `/`, `.`, `:`, one of four digits or two marks at least; or
  /// such a group followed by a time.
  private static func isDate(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    var marks = 0
    var digits = 0
    var index = 0
    while index < cell.count, digits + marks < 12 {
      let byte = cell[index]
      if byte &- UInt8(ascii: "0") < 10 {
        digits += 1
      } else if digits > 0, "-/.:".utf8.contains(byte) {
        marks += 1
      } else {
        break
      }
      index += 1
    }
    let isComplete = index == cell.count || "T ".utf8.contains(cell[index])
    return isComplete && marks >= 2 && digits >= 3
      || isComplete && marks == 1 && (3...6).contains(digits) && index == cell.count
        && (cell.contains(UInt8(ascii: ":")) || cell.contains(UInt8(ascii: "-")) && digits == 6)
  }
}
