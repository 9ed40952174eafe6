/// Numbers as a page shows them: U+2212 for minus, narrow no-break spaces between thousands, powers of ten in words.
enum Figure {
  static let thinSpace = "\u{202F}"
  /// Between a number and its unit.
  static let space = "\u{A0}"

  /// With so many digits; whole numbers keep theirs, and zeros at the end say how exact it is.
  static func text(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return "–" }
    let number = DecimalDigits(value).rounded(significant: digits)
    guard !number.digits.isEmpty else { return "0" }
    guard (-4..<9).contains(number.exponent) else { return scientific(value, digits: digits) }
    return fixed(value, places: max(0, digits - 1 - number.exponent))
  }

  /// With as few digits as name it, `digits` at most.
  static func short(_ value: Double, digits: Int = 6) -> String {
    guard value.isFinite else { return "–" }
    let number = DecimalDigits(value).rounded(significant: digits)
    guard (-4..<9).contains(number.exponent) || number.digits.isEmpty else { return scientific(value, digits: digits) }
    return fixed(value, places: min(number.places, max(0, digits - 1 - number.exponent)))
  }

  /// With exactly so many digits behind the point.
  static func fixed(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "–" }
    let number = DecimalDigits(value).rounded(places: places)
    var digits = number.digits
    if number.point < 0 { digits.insert(contentsOf: repeatElement(0, count: -number.point), at: 0) }
    let whole = max(0, number.point)
    while digits.count < whole + places { digits.append(0) }
    let front = digits.prefix(whole).map { Character(UnicodeScalar(0x30 + $0)) }
    let back = digits.dropFirst(whole).prefix(places).map { Character(UnicodeScalar(0x30 + $0)) }
    let sign = number.isNegative && digits.contains { $0 > 0 } ? "−" : ""
    return sign + (front.isEmpty ? "0" : grouped(front)) + (places > 0 ? "." + String(back) : "")
  }

  static func count(_ value: Int) -> String { grouped(Array(String(value))) }

  /// A count and its noun: “1 row”, “12 rows”.
  static func count(_ value: Int, _ noun: String, _ plural: String? = nil) -> String {
    count(value) + space + (value == 1 ? noun : plural ?? noun + "s")
  }

  /// A share in percent; never 100 or 0 where it is not quite.
  static func percent(_ share: Double, places: Int = 0) -> String {
    guard share.isFinite else { return "–" }
    let text = fixed(share * 100, places: places)
    if share < 1, text == fixed(100, places: places) { return ">\(fixed(99, places: 0))%" }
    if share > 0, text == fixed(0, places: places) { return "<1%" }
    return text + "%"
  }

  static func scientific(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return "–" }
    let number = DecimalDigits(value).rounded(significant: digits)
    guard let first = number.digits.first else { return "0" }
    let rest = number.digits.dropFirst().map(String.init).joined()
    return (number.isNegative ? "−" : "") + String(first) + (rest.isEmpty ? "" : "." + rest) + space + "×" + space
      + "10"
      + superscript(number.exponent)
  }

  private static func superscript(_ exponent: Int) -> String {
    String(
      String(exponent).map { character in
        switch character {
        case "-": "⁻"
        case "0": "⁰"
        case "1": "¹"
        case "2": "²"
        case "3": "³"
        default: Character(UnicodeScalar(0x2074 + UInt32(character.wholeNumberValue ?? 4) - 4) ?? "?")
        }
      })
  }

  private static func grouped(_ digits: [Character]) -> String {
    guard digits.count > 3 else { return String(digits) }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += thinSpace }
      text.append(digit)
    }
    return text
  }
}

extension Figure {
  /// For drawings: one digit behind the point, ASCII only.
  static func plain(_ value: Double) -> String {
    let tenths = Int((value.isFinite ? max(-1e6, min(1e6, value)) : 0) * 10)
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }
}
