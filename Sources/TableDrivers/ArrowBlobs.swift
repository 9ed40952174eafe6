internal import CArrowInterface
internal import VectorFiles

/// Vectors that are the bytes of a column in a batch.
struct ArrowBlobs {
  /// How bytes are numbers.
  enum Form {
    /// Floats, the lowest byte first, and nothing else: sqlite-vec, and whatever wrote an array as it lies in memory.
    case floats
    /// What PostgreSQL sends of pgvector's `vector` and `halfvec`: the number of dimensions and 0, of 16 bits each, and
    /// Floats or halves; the highest byte first.
    case vectors, halfVectors

    init(_ metadata: ArrowMetadata) {
      let isForeign = metadata["ARROW:extension:name"] == "arrow.opaque"
      let type = metadata["ARROW:extension:metadata"] ?? ""
      if isForeign, type.contains("\"PostgreSQL\""), type.contains("\"vector\"") {
        self = .vectors
      } else if isForeign, type.contains("\"PostgreSQL\""), type.contains("\"halfvec\"") {
        self = .halfVectors
      } else {
        self = .floats
      }
    }

    /// The size of a number.
    var size: Int { self == .halfVectors ? 2 : 4 }

    /// How many bytes precede the numbers.
    var headerSize: Int { self == .floats ? 0 : 4 }
  }

  private let values: ArrowColumn
  private let offset: Int
  private let offsets: UnsafeRawPointer?
  private let bytes: UnsafeRawPointer?
  private let isLarge: Bool
  private let form: Form

  /// nil where the type is none of bytes.
  init?(_ array: ArrowArray, _ type: ArrowType) {
    guard case .blobs(let isLarge, let form) = type else { return nil }
    (self.isLarge, self.form, offset) = (isLarge, form, Int(array.offset))
    values = ArrowColumn(array, type)
    offsets = array.n_buffers > 1 ? array.buffers?[1] : nil
    bytes = array.n_buffers > 2 ? array.buffers?[2] : nil
  }

  /// The bytes of a row; nil where they are missing.
  subscript(row: Int) -> UnsafeRawBufferPointer? {
    guard !values.isMissing(row), let offsets else { return nil }
    let place = offset + row
    let (start, end): (Int, Int)
    if isLarge {
      let ends = offsets.assumingMemoryBound(to: Int64.self)
      (start, end) = (Int(ends[place]), Int(ends[place + 1]))
    } else {
      let ends = offsets.assumingMemoryBound(to: Int32.self)
      (start, end) = (Int(ends[place]), Int(ends[place + 1]))
    }
    return UnsafeRawBufferPointer(start: bytes.map { $0 + start }, count: bytes == nil ? 0 : max(0, end - start))
  }

  /// How many numbers bytes are; nil where they are none.
  func count(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let (count, rest) = (bytes.count - form.headerSize).quotientAndRemainder(dividingBy: form.size)
    guard rest == 0, count > 0 else { return nil }
    if form != .floats, UInt16(bigEndian: bytes.loadUnaligned(as: UInt16.self)) != UInt16(truncatingIfNeeded: count) {
      return nil
    }
    return count
  }

  /// One of the numbers.
  func number(_ index: Int, of bytes: UnsafeRawBufferPointer) -> Float {
    let place = form.headerSize + index * form.size
    switch form {
    case .floats:
      return Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
    case .vectors:
      return Float(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
    case .halfVectors:
      return Float(halfPrecisionBits: UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self)))
    }
  }

  /// How many numbers each of some rows has: what the first says, if all that are there agree. Bytes that say nothing of
  /// themselves are numbers only where none of them is out of the ordinary: hashes and pictures are none.
  func width(_ rows: Range<Int>) -> Int? {
    var width: Int?
    for row in rows {
      guard let bytes = self[row] else { continue }
      guard let count = count(bytes), width ?? count == count else { return nil }
      width = count
      guard form == .floats else { return width }
      for index in 0..<count {
        let size = number(index, of: bytes).magnitude
        guard size == 0 || (1e-20...1e20).contains(size) else { return nil }
      }
    }
    return width
  }

  /// Whether one of some rows has a value.
  func isThere(_ rows: Range<Int>) -> Bool { rows.contains { !values.isMissing($0) } }
}
