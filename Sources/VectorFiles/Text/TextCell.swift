/// One cell of a line: where its content is and what comes after it.
struct TextCell {
  /// The content without padding and quotation marks.
  var content: Range<Int>
  var isQuoted = false
  /// Whether there are line breaks between the quotation marks.
  var spansLines = false
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

/// Tells what cells say.
struct CellReader {
  let converter = DecimalConverter()
  var style = NumberStyle.plain
  var markers = MissingMarkers()
  /// Whether signs around numbers are passed over where a column has them.
  var undresses = true

  /// The meaning of a cell's content.
  func meaning(
    _ bytes: UnsafeBufferPointer<UInt8>, _ content: Range<Int>, _ dress: NumberDress? = nil
  ) -> TextCell.Meaning {
    meaning(UnsafeBufferPointer(rebasing: bytes[content]), dress)
  }

  /// - Parameter dress: what the numbers of the column wear.
  func meaning(_ cell: UnsafeBufferPointer<UInt8>, _ dress: NumberDress? = nil) -> TextCell.Meaning {
    if let value = number(cell, point: style.point) { return meaning(value) }
    if markers.contains(cell) { return .missing }
    if MissingMarkers.isNotFinite(cell) { return .notFinite }
    if style.hasGroups, let value = grouped(cell) { return meaning(value) }
    let mayBeSigned = dress != nil || cell.first == UInt8(ascii: "(") || cell.first == 0xE2
    return mayBeSigned && cell.count <= 64 ? signed(cell, dress) : .word
  }

  /// A number with signs that are passed over or written in another way.
  private func signed(_ cell: UnsafeBufferPointer<UInt8>, _ dress: NumberDress?) -> TextCell.Meaning {
    var text = dress.flatMap { $0.undressed(cell) } ?? Array(cell)
    if let plain = text.withUnsafeBufferPointer(MinusSign.plain) { text = plain }
    guard text.count != cell.count || !text.elementsEqual(cell) else { return .word }
    let value = text.withUnsafeBufferPointer { number($0, point: style.point) ?? (style.hasGroups ? grouped($0) : nil) }
    return value.map(meaning) ?? .word
  }

  private func grouped(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let plain = style.plainText(of: cell) else { return nil }
    return plain.withUnsafeBufferPointer { number($0, point: NumberStyle.plain.point) }
  }

  /// The meaning of a number.
  func meaning(_ value: Double) -> TextCell.Meaning {
    if !value.isFinite { return .notFinite }
    return markers.numbers.contains(value) ? .missing : .number(value)
  }

  private func number(_ cell: UnsafeBufferPointer<UInt8>, point: UInt8) -> Double? {
    var end = 0
    guard let decimal = Decimal(cell, at: &end, point: point), end == cell.count else { return nil }
    return converter.value(of: decimal, text: cell, point: point)
  }
}

extension DecimalConverter {
  /// The Double nearest to a decimal; `text` is the number as it was written.
  @inline(__always)
  func value(of decimal: Decimal, text: @autoclosure () -> UnsafeBufferPointer<UInt8>, point: UInt8) -> Double {
    guard let magnitude = magnitude(of: decimal) else { return exactValue(text(), point) }
    return Double(bitPattern: magnitude.bitPattern | decimal.signBit << 63)
  }

  /// The slow way, for the few numbers that `magnitude(of:)` cannot decide: the standard library's parser, which does
  /// not depend on the locale. Too large a number is infinite.
  @inline(never)
  private func exactValue(_ text: UnsafeBufferPointer<UInt8>, _ point: UInt8) -> Double {
    let plain = text.map { byte in
      byte == point ? UInt8(ascii: ".") : byte | 0x20 == UInt8(ascii: "d") ? UInt8(ascii: "e") : byte
    }
    return Double(String(decoding: plain, as: UTF8.self)) ?? .infinity
  }
}
