/// One row of the eight-bit copy, and what bounds its error.
struct QuantizedRow {
  let values: [Int8]
  let scale: Float
  let norm: Float
  let error: Float
}

extension Reduction {
  /// Rows that one member each has; nil for those of others.
  ///
  /// - Parameter groups: of four values in a row.
  func quantized(_ own: [QuantizedRow?], _ groups: Int) -> [QuantizedRow] {
    guard isShared else { return own.compactMap { $0 } }
    let size = 2 + (groups + 1) / 2
    let words = filled(own.flatMap { $0?.words ?? Array(repeating: 0, count: size) })
    return stride(from: 0, to: words.count, by: size).map { QuantizedRow(words[$0..<($0 + size)], count: 4 * groups) }
  }
}

extension QuantizedRow {
  fileprivate var words: [UInt64] {
    let codes = stride(from: 0, to: values.count, by: 8).map { start in
      values[start..<min(start + 8, values.count)].reversed().reduce(UInt64(0)) {
        $0 << 8 | UInt64(UInt8(bitPattern: $1))
      }
    }
    return [UInt64(scale.bitPattern) << 32 | UInt64(norm.bitPattern), UInt64(error.bitPattern)] + codes
  }

  fileprivate init(_ words: ArraySlice<UInt64>, count: Int) {
    let (first, second, codes) = (words[words.startIndex], words[words.startIndex + 1], words.dropFirst(2))
    values = (0..<count).map { Int8(truncatingIfNeeded: codes[codes.startIndex + $0 / 8] >> UInt64($0 % 8 * 8)) }
    scale = Float(bitPattern: UInt32(first >> 32))
    norm = Float(bitPattern: UInt32(truncatingIfNeeded: first))
    error = Float(bitPattern: UInt32(second))
  }
}
