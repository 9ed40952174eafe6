/// The heading of a column as prose has it: `bill_length_mm` is “bill length”, in mm.
struct ColumnTitle: Equatable, Sendable {
  /// As the file has it.
  let heading: String
  let name: String
  let unit: String?

  private static let units: Set<String> = [
    "nm", "um", "µm", "mm", "cm", "dm", "m", "km", "in", "ft", "mi", "mg", "g", "kg", "lb", "t", "ms", "s", "sec",
    "min",
    "h", "hr", "d", "ml", "l", "cl", "k", "c", "f", "hz", "khz", "mhz", "ghz", "kw", "kwh", "w", "v", "pa", "hpa", "mb",
    "gb", "kb", "usd", "eur", "gbp", "pct", "percent", "°c", "°f", "%", "years", "days", "hours", "minutes", "seconds",
  ]

  private static let spellings = [
    "um": "µm", "c": "°C", "f": "°F", "k": "K", "pct": "%", "percent": "%", "sec": "s", "hr": "h", "usd": "USD",
    "eur": "EUR", "gbp": "GBP", "hz": "Hz", "khz": "kHz", "mhz": "MHz", "ghz": "GHz", "kw": "kW", "kwh": "kWh",
    "w": "W",
    "v": "V", "pa": "Pa", "hpa": "hPa", "mb": "MB", "gb": "GB", "kb": "kB", "l": "L", "ml": "mL", "cl": "cL",
  ]

  init(_ heading: String) {
    self.heading = heading
    var words = heading.split { $0 == "_" || $0 == "." || $0.isWhitespace }.map(String.init)
    // A number with a point is no two words, nor is a heading of separators a name.
    if words.isEmpty || Double(heading) != nil { words = [heading] }
    var unit: String?
    if words.count > 1, let last = words.last {
      let isBracketed = last.count > 2 && "([".contains(last.first ?? " ") && ")]".contains(last.last ?? " ")
      let bare = isBracketed ? String(last.dropFirst().dropLast()) : last
      // A single letter without brackets may be anything, and (1-100) is a range.
      if isBracketed && bare.first?.isNumber == false
        || (Self.units.contains(bare.lowercased()) && (bare.count > 1 || ["m", "g", "s", "%"].contains(bare)))
      {
        unit = Self.spellings[bare.lowercased()] ?? bare
        words.removeLast()
      }
    }
    self.unit = unit
    let joined = words.joined(separator: " ")
    name = joined.count > 32 ? joined.prefix(31) + "…" : joined
  }

  /// A number with the unit.
  func with(_ number: String) -> String { unit.map { number + Figure.space + $0 } ?? number }

  /// The name with the unit behind a comma.
  var withUnit: String { unit.map { "\(name), \($0)" } ?? name }
}
