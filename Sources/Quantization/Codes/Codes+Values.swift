internal import Refusals

extension Codes {
  /// One integer.
  public subscript(row: Int, position: Int) -> Int {
    require(row >= 0 && row < rows && position >= 0 && position < bits.count, "code out of range")
    let place = CodePlace(position, of: bits)
    return bytes.withUnsafeBufferPointer { place.read($0.baseAddress! + row * bytesPerRow) }
  }

  /// The integers at one position, of all rows.
  public func values(at position: Int) -> [Int32] {
    require(position >= 0 && position < bits.count, "code out of range")
    let (place, stride) = (CodePlace(position, of: bits), bytesPerRow)
    return [Int32](unsafeUninitializedCapacity: rows) { values, count in
      bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress, let values = values.baseAddress else { return }
        for row in 0..<rows {
          (values + row).initialize(to: Int32(truncatingIfNeeded: place.read(start + row * stride)))
        }
      }
      count = rows
    }
  }

  /// The integers of all rows, [rows, positions].
  public var values: [Int32] {
    let stride = bytesPerRow
    let places = bits.indices.map { CodePlace($0, of: bits) }
    return [Int32](unsafeUninitializedCapacity: rows * bits.count) { values, count in
      bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress, let values = values.baseAddress else { return }
        for row in 0..<rows {
          for (position, place) in places.enumerated() {
            (values + row * places.count + position).initialize(
              to: Int32(truncatingIfNeeded: place.read(start + row * stride)))
          }
        }
      }
      count = rows * bits.count
    }
  }

  /// Codes of given integers.
  ///
  /// - Parameters:
  ///   - values: [rows, positions].
  ///   - bits: one per position.
  /// - Throws: ``QuantizationError/codeOutOfRange(position:code:codeCount:)`` (the position counts through all rows),
  ///   ``QuantizationError/codeBits(position:bits:)``, ``QuantizationError/codeCount(given:positions:)``.
  public init(_ values: [Int32], bits: [Int]) throws(QuantizationError) {
    guard !bits.isEmpty, values.count.isMultiple(of: bits.count) else {
      throw .codeCount(given: values.count, positions: bits.count)
    }
    if let position = bits.firstIndex(where: { $0 < 1 || $0 > Self.mostBits }) {
      throw .codeBits(position: position, bits: bits[position])
    }
    if let wrong = values.indices.first(where: { values[$0] < 0 || Int(values[$0]) >> bits[$0 % bits.count] != 0 }) {
      throw .codeOutOfRange(position: wrong, code: values[wrong], codeCount: 1 << bits[wrong % bits.count])
    }
    self.init(inRange: values, bits: bits)
  }

  /// The same of integers that are known to have so many bits.
  init(inRange values: [Int32], bits: [Int]) {
    self.init(rows: values.count / bits.count, bits: bits)
    let (places, stride, rows) = (bits.indices.map { CodePlace($0, of: bits) }, bytesPerRow, rows)
    withUnsafeMutableBytes { start in
      values.withUnsafeBufferPointer { values in
        for row in 0..<rows {
          for (position, place) in places.enumerated() {
            place.write(Int(values[row * places.count + position]), to: start + row * stride)
          }
        }
      }
    }
  }

  /// Some rows, in the given order.
  public func selectingRows(_ indices: some Collection<Int>) -> Codes {
    var codes = Codes(rows: indices.count, bits: bits)
    let stride = bytesPerRow
    codes.withUnsafeMutableBytes { target in
      for (place, row) in indices.enumerated() {
        require(row >= 0 && row < rows, "row out of range")
        for byte in 0..<stride { target[place * stride + byte] = bytes[row * stride + byte] }
      }
    }
    return codes
  }
}
