internal import VectorFiles

/// What all cells of a column of text are.
enum TextColumnKind {
  case whole, numbers, texts

  /// Finds it, cell by cell.
  struct Finder {
    private(set) var isText: Bool
    private var hasWhole = false
    private var hasFractions = false
    /// Whether one is too large to be exact among fractions.
    private var hasLarge = false

    init(isText: Bool) { self.isText = isText }

    mutating func add(_ cell: UnsafeBufferPointer<UInt8>, _ meaning: KeptText.Cell) {
      switch meaning {
      case .missing: return
      case .text: isText = true
      case .number(let number):
        if number.isInfinite, cell.contains(where: { $0 &- UInt8(ascii: "0") < 10 }) {
          // Beyond what a double holds.
          isText = true
        } else if let value = WholeNumber.value(of: cell) {
          hasWhole = true
          hasLarge = hasLarge || value.magnitude > 1 << 53
        } else if WholeNumber.isCode(cell) {
          isText = true
        } else {
          hasFractions = true
        }
      }
    }

    var kind: TextColumnKind {
      if isText || (hasFractions && hasLarge) || !(hasWhole || hasFractions) { return .texts }
      return hasFractions ? .numbers : .whole
    }
  }
}

/// Whole numbers in text.
enum WholeNumber {
  /// nil where a text is not the usual way to write a whole number of 64 bits: what is no number, `007`, `+1`.
  static func value(of text: some Collection<UInt8>) -> Int64? {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative ? text.dropFirst() : text[...]
    guard let first = digits.first, first != UInt8(ascii: "0") || text.count == 1 else { return nil }
    var number: Int64 = 0
    for byte in digits {
      guard byte &- UInt8(ascii: "0") < 10 else { return nil }
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      // Downwards: the least number has no positive one.
      let (next, overflow2) = tens.subtractingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      guard !overflow, !overflow2 else { return nil }
      number = next
    }
    guard !isNegative else { return number }
    return number == .min ? nil : -number
  }

  /// Whether nothing but digits would be lost of a text as a number: zeros in front, a plus, or more of them than 64 bits hold.
  static func isCode(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.elementsEqual("-0".utf8) { return false }
    let sign = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? 1 : 0
    let digits = text.dropFirst(sign)
    if digits.count > 1, digits.first == UInt8(ascii: "0"),
      digits.dropFirst().first.map({ $0 &- UInt8(ascii: "0") < 10 }) == true
    {
      return true
    }
    return !digits.isEmpty && digits.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
  }
}
