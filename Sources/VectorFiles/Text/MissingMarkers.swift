/// What stands for a value that is missing.
struct MissingMarkers {
  private let words: Set<UInt64>
  private let longWords: [[UInt8]]
  /// Numbers that stand for a missing value: -999.
  let numbers: [Double]

  /// The usual words, whatever their case; an empty cell is missing in any case.
  static let usual = ["NA", "N/A", "#N/A", "#NA", "<NA>", "null", "None", "?", "-", "."]

  /// Those and others.
  ///
  /// - Parameter style: how numbers among them are written; plainly in any case.
  init(adding markers: [String] = [], style: NumberStyle = .plain) {
    var words = Set([0] + Self.usual.map { Self.key(Array($0.utf8)) ?? 0 })
    var longWords: [[UInt8]] = []
    var numbers: [Double] = []
    for marker in markers {
      let bytes = Array(marker.utf8)
      let plain = bytes.withUnsafeBufferPointer(style.plainText).map { String(decoding: $0, as: UTF8.self) }
      if let number = plain.flatMap(Double.init) ?? Double(marker), number.isFinite { numbers.append(number) }
      if let key = Self.key(bytes) { words.insert(key) } else { longWords.append(bytes.map(Self.lowercased)) }
    }
    self.words = words
    self.longWords = longWords
    self.numbers = numbers
  }

  /// Whether a cell that is no number says that its value is missing.
  func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    if let key = Self.key(cell) { return words.contains(key) || Self.isSpreadsheetError(cell) }
    return longWords.contains { $0.elementsEqual(cell.lazy.map(Self.lowercased)) }
  }

  /// NaN or infinity in letters, with or without a sign.
  static func isNotFinite(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let isSigned = cell.first == UInt8(ascii: "-") || cell.first == UInt8(ascii: "+")
    guard let key = key(isSigned ? UnsafeBufferPointer(rebasing: cell.dropFirst()) : cell) else { return false }
    return notFinite.contains(key)
  }

  /// NaN in letters, with or without a sign.
  static func isNaN(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count <= 4 && cell.suffix(3).map(lowercased) == Array("nan".utf8)
  }

  /// What a spreadsheet shows where a formula has no value.
  static func isSpreadsheetError(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.first == UInt8(ascii: "#"), let key = key(cell) else { return false }
    return spreadsheetErrors.contains(key)
  }

  private static let notFinite = Set(["nan", "inf", "infinity"].compactMap { key(Array($0.utf8)) })
  private static let spreadsheetErrors = Set(
    ["#N/A", "#NA", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"].compactMap { key(Array($0.utf8)) })

  /// Up to eight bytes in one word, small letters for capitals; nil for more.
  private static func key(_ cell: some Collection<UInt8>) -> UInt64? {
    guard cell.count <= 8 else { return nil }
    return cell.reduce(0) { $0 << 8 | UInt64(lowercased($1)) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
}
