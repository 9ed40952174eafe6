/// One cell of a line: where its content is and what comes after it.
struct TextCell {
  /// The content without padding and quotation marks.
  var content: Range<Int>
  /// Whether a quotation mark was opened and not closed.
  var isUnclosed = false
  /// Whether this was the last cell of its line.
  var isLast: Bool
  /// Where the next cell begins or, after the last one, where the line ends.
  var next: Int

  /// What a cell says.
  enum Meaning {
    case number(Double)
    /// Empty, or a word for a missing value.
    case missing
    /// NaN, an infinity, or a number beyond the range of Double.
    case notFinite
    case word
  }
}

extension TextCell.Meaning {
  /// The words for missing values, whatever their case.
  private static let missingWords: Set<String> = ["", "na", "n/a", "null"]
  private static let notFiniteWords: Set<String> = ["nan", "inf", "infinity"]

  /// The meaning of a cell's content.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ content: Range<Int>, _ converter: DecimalConverter) {
    let cell = UnsafeBufferPointer(rebasing: bytes[content])
    var end = 0
    if let decimal = Decimal(cell, at: &end), end == cell.count {
      let value = converter.value(of: decimal, text: cell)
      self = value.isFinite ? .number(value) : .notFinite
      return
    }
    guard cell.count <= 9 else {
      self = .word
      return
    }
    let word = String(decoding: cell, as: UTF8.self).lowercased()
    if Self.missingWords.contains(word) {
      self = .missing
    } else {
      let unsigned = word.hasPrefix("-") || word.hasPrefix("+") ? String(word.dropFirst()) : word
      self = Self.notFiniteWords.contains(unsigned) ? .notFinite : .word
    }
  }
}

extension DecimalConverter {
  /// The Double nearest to a decimal; `text` is the number as it was written.
  @inline(__always)
  func value(of decimal: Decimal, text: @autoclosure () -> UnsafeBufferPointer<UInt8>) -> Double {
    guard let magnitude = magnitude(of: decimal) else { return exactValue(text()) }
    return decimal.isNegative ? -magnitude : magnitude
  }

  /// The slow way, for the few numbers that `magnitude(of:)` cannot decide: the standard library's parser, which does
  /// not depend on the locale. Too large a number is infinite.
  @inline(never)
  private func exactValue(_ text: UnsafeBufferPointer<UInt8>) -> Double {
    Double(String(decoding: text, as: UTF8.self)) ?? .infinity
  }
}
