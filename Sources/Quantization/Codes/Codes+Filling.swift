internal import Matrices
internal import Refusals

extension Codes {
  /// Puts the integers of some rows, at one position, where there are zeros so far.
  ///
  /// - Parameter row: the first of them.
  mutating func fill(_ position: Int, with values: [Int32], from row: Int) {
    require(row + values.count <= rows, "more codes than rows")
    let (place, stride) = (CodePlace(position, of: bits), bytesPerRow)
    withUnsafeMutableBytes { bytes in
      values.withUnsafeBufferPointer { values in
        for index in values.indices { place.write(Int(values[index]), to: bytes + (row + index) * stride) }
      }
    }
  }

  /// Refuses codes of another quantizer.
  func requireBits(_ expected: [Int]) throws(QuantizationError) {
    guard bits == expected else { throw .foreignCodes(bits: bits, expected: expected) }
  }

  /// The integers of each position, of all rows, where they are codes of these codebooks.
  func values(of codebooks: [Matrix<Double>]) throws(QuantizationError) -> [[Int32]] {
    try requireBits(codebooks.map { Codebook.bits(of: $0.rows) })
    var values: [[Int32]] = []
    for (position, codebook) in codebooks.enumerated() {
      values.append(self.values(at: position))
      try requireRange(values[position], position: position, codeCount: codebook.rows)
    }
    return values
  }

  /// Refuses codes that are not among those of their position.
  func requireRange(_ values: [Int32], position: Int, codeCount: Int) throws(QuantizationError) {
    guard codeCount < 1 << bits[position] else { return }
    if let row = values.firstIndex(where: { Int($0) >= codeCount }) {
      throw .rowCodeOutOfRange(row: row, position: position, code: Int(values[row]), codeCount: codeCount)
    }
  }
}
