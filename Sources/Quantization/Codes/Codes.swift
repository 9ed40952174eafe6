/// Codes of vectors: as many integers for each, each of some bits, packed.
///
/// ```swift
/// let codes = try quantizer.encode(points)
/// codes[0, 2]            // the third integer of the first row
/// codes.values(at: 2)    // that of all rows
/// codes.bytes            // [rows, bytesPerRow]
/// ```
///
/// A row's integers stand one after the other, least significant bit first, in one stream of bits that is padded to whole bytes: what
/// faiss does. Eight bits are a byte, sixteen two bytes, the lower one first.
///
/// - Complexity: copying is O(1); memory is `rows * bytesPerRow` bytes.
public struct Codes: Sendable, Equatable {
  /// The number of vectors.
  public private(set) var rows: Int
  /// How many bits each integer of a row has, from 1 to ``mostBits``.
  public let bits: [Int]
  /// Row-major, [rows, bytesPerRow].
  public private(set) var bytes: [UInt8]

  /// The most bits of an integer.
  public static let mostBits = 31

  /// The bytes of a row.
  public var bytesPerRow: Int { Self.bytesPerRow(of: bits) }

  package static func bytesPerRow(of bits: [Int]) -> Int { (bits.reduce(0, +) + 7) / 8 }

  /// Codes that were packed before.
  ///
  /// - Throws: ``QuantizationError/codeBits(position:bits:)``, ``QuantizationError/codeBytes(given:rows:bytesPerRow:)``.
  public init(rows: Int, bits: [Int], bytes: [UInt8]) throws(QuantizationError) {
    if let position = bits.firstIndex(where: { $0 < 1 || $0 > Self.mostBits }) {
      throw .codeBits(position: position, bits: bits[position])
    }
    let needed = rows.multipliedReportingOverflow(by: Self.bytesPerRow(of: bits))
    guard rows >= 0, !bits.isEmpty, !needed.overflow, needed.partialValue == bytes.count else {
      throw .codeBytes(given: bytes.count, rows: rows, bytesPerRow: Self.bytesPerRow(of: bits))
    }
    (self.rows, self.bits, self.bytes) = (rows, bits, bytes)
  }

  /// Codes that are all 0, to be filled.
  init(rows: Int, bits: [Int]) {
    (self.rows, self.bits) = (rows, bits)
    bytes = [UInt8](repeating: 0, count: rows * Self.bytesPerRow(of: bits))
  }

  mutating func reserve(rows: Int) { bytes.reserveCapacity(rows * bytesPerRow) }

  /// Adds rows of the same integers.
  mutating func append(_ codes: Codes) {
    bytes += codes.bytes
    rows += codes.rows
  }

  /// Calls `body` with the bytes, to be filled.
  mutating func withUnsafeMutableBytes(_ body: (UnsafeMutablePointer<UInt8>) -> Void) {
    bytes.withUnsafeMutableBufferPointer { if let start = $0.baseAddress { body(start) } }
  }
}
