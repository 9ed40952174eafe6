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
  /// A number in groups that a space or an apostrophe sets apart: 1 234 567; and the same with a decimal comma.
  case spaced, spacedComma
  /// Several values in one cell: [0.1, 0.2], rgb(1, 2, 3), {"a": 1}.
  case list
  case date, truth, hexadecimal, word

  var isNumeric: Bool {
    switch self {
    case .whole, .number, .pointGroups, .decimalComma, .grouped, .groupedComma, .spaced, .spacedComma: true
    case .missing, .list, .date, .truth, .hexadecimal, .word: false
    }
  }

  /// Neither a number nor missing.
  var isWord: Bool { !isNumeric && self != .missing }

  init(_ cell: UnsafeBufferPointer<UInt8>, _ reader: CellReader) {
    switch reader.meaning(cell) {
    case .number: self = Self.number(cell)
    case .missing, .notFinite: self = .missing
    case .word: self = cell.count <= 64 ? Self.word(cell) : ListText.isList(cell) ? .list : .word
    }
  }

  private static func number(_ cell: UnsafeBufferPointer<UInt8>) -> CellClass {
    if !cell.contains(UInt8(ascii: ".")) { return .whole }
    return isNumber(cell, .european) ? .pointGroups : .number
  }

  private static func word(_ cell: UnsafeBufferPointer<UInt8>) -> CellClass {
    if let written = written(cell) { return written }
    if let number = MinusSign.plain(cell), let written = number.withUnsafeBufferPointer(written) { return written }
    if DateText.isDate(cell) { return .date }
    if isHexadecimal(cell) { return .hexadecimal }
    if ListText.isList(cell) { return .list }
    let text = String(decoding: cell, as: UTF8.self).lowercased()
    return text == "true" || text == "false" ? .truth : .word
  }

  /// Numbers in one style or another.
  private static func written(_ cell: UnsafeBufferPointer<UInt8>) -> CellClass? {
    guard cell.contains(where: { $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
    if isNumber(cell, .plain) { return .number }
    let isSpaced = cell.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "'") || $0 >= 0x80 }
    if isNumber(cell, NumberStyle(hasGroups: true)) { return isSpaced ? .spaced : .grouped }
    if isNumber(cell, .decimalComma) { return .decimalComma }
    guard isNumber(cell, .european) else { return nil }
    return isSpaced ? .spacedComma : .groupedComma
  }

  private static func isNumber(_ cell: UnsafeBufferPointer<UInt8>, _ style: NumberStyle) -> Bool {
    guard let plain = style.plainText(of: cell) else { return false }
    return plain.withUnsafeBufferPointer { text in
      var end = 0
      return Decimal(text, at: &end, point: NumberStyle.plain.point) != nil && end == text.count
    }
  }

  /// 0x1F
  private static func isHexadecimal(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.count >= 3, cell[0] == UInt8(ascii: "0"), cell[1] | 0x20 == UInt8(ascii: "x") else { return false }
    return cell.dropFirst(2).allSatisfy { $0 &- UInt8(ascii: "0") < 10 || ($0 | 0x20) &- UInt8(ascii: "a") < 6 }
  }
}
