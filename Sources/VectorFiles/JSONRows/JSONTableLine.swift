/// A line of text on its way into memory that is large enough.
struct JSONTableLine {
  /// How many bytes behind the line may be written over.
  static let slack = 8

  private let target: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ room: UnsafeMutableRawBufferPointer) { target = room.bindMemory(to: UInt8.self) }

  @inline(__always)
  mutating func put(_ character: Unicode.Scalar) { put(UInt8(ascii: character)) }

  /// Cells without a value, which are no empty line.
  mutating func putNothing(_ cells: Int) {
    for cell in 0..<cells {
      if cell > 0 { put(",") }
      put("\"")
      put("\"")
    }
  }

  /// Bytes between quotation marks.
  @inline(__always)
  mutating func putQuoted(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    put("\"")
    put(source, range, doublesMarks: true)
    put("\"")
  }

  /// Bytes as they are, but for line breaks and the like, which become spaces; eight at a time.
  @inline(__always)
  mutating func put(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, doublesMarks: Bool = false) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = range.lowerBound
    while index < range.upperBound {
      let length = min(8, range.upperBound - index)
      if index + 8 <= source.count {
        let chunk = UnsafeRawBufferPointer(source).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let text = UInt64(littleEndian: chunk)
        // The high bit of the first byte that is a control character or a quotation mark, and none before it.
        let mark = doublesMarks ? text ^ (ones &* 0x22) : .max
        let others = ((mark &- ones) & ~mark | (text &- (ones &* 0x20)) & ~text) & ones << 7
        if others.trailingZeroBitCount / 8 >= length {
          UnsafeMutableRawBufferPointer(target).storeBytes(of: chunk, toByteOffset: count, as: UInt64.self)
          (index, count) = (index + length, count + length)
          continue
        }
      }
      putOneByOne(source, index..<(index + length), doublesMarks)
      index += length
    }
  }

  private mutating func putOneByOne(
    _ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ doublesMarks: Bool
  ) {
    for byte in source[range] {
      if doublesMarks, byte == UInt8(ascii: "\"") { put(byte) }
      put(max(byte, 0x20))
    }
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    target[count] = byte
    count += 1
  }
}
