internal import Matrices

/// A place in the bytes of an index; whatever is read is there.
struct FaissReader {
  let file: MappedFile
  private(set) var position = 0

  /// More components, codes or lists than this are no index but damage: products of two stay within Int.
  static let most = 1 << 30

  init(_ file: MappedFile) { self.file = file }

  var isAtEnd: Bool { position == file.bytes.count }

  func failure(
    _ problem: String, _ advice: String = "copy the index again, or write it by faiss.write_index"
  ) -> VectorFileError {
    file.failure(.byte(position), problem, advice)
  }

  /// Throws where fewer bytes are left.
  private func require(_ count: Int, _ what: String) throws(VectorFileError) {
    let left = file.bytes.count - position
    guard count >= 0, count <= left else {
      throw failure("the file ends inside \(what): \(count) bytes of it, and \(left) are there")
    }
  }

  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, _ what: String
  ) throws(VectorFileError) -> Number {
    try require(MemoryLayout<Number>.size, what)
    defer { position += MemoryLayout<Number>.size }
    return Number(littleEndian: file.bytes.loadUnaligned(fromByteOffset: position, as: type))
  }

  mutating func float(_ what: String) throws(VectorFileError) -> Float {
    Float(bitPattern: try number(UInt32.self, what))
  }

  mutating func flag(_ what: String) throws(VectorFileError) -> Bool {
    let byte = try number(UInt8.self, what)
    guard byte <= 1 else {
      position -= 1
      throw failure("\(what) is \(byte), neither 0 nor 1")
    }
    return byte == 1
  }

  /// A number of 64 bits in a range.
  mutating func size(_ what: String, in range: ClosedRange<Int>) throws(VectorFileError) -> Int {
    let value = try number(UInt64.self, what)
    guard let size = Int(exactly: value), range.contains(size) else {
      position -= 8
      throw failure("\(what) is \(value), outside \(range.lowerBound) ... \(range.upperBound)")
    }
    return size
  }

  /// The four letters of a kind.
  mutating func word(_ what: String) throws(VectorFileError) -> String {
    try require(4, what)
    defer { position += 4 }
    return String(decoding: file.bytes[position..<(position + 4)], as: UTF8.self)
  }

  /// Steps back over the last bytes, so that an error names where they begin.
  mutating func back(_ count: Int) { position -= count }

  mutating func bytes(_ count: Int, _ what: String) throws(VectorFileError) -> UnsafeRawBufferPointer {
    try require(count, what)
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: file.bytes[position..<(position + count)])
  }

  /// So many finite numbers of 32 bits.
  mutating func floats(_ count: Int, _ what: String) throws(VectorFileError) -> [Float] {
    let (size, overflow) = count.multipliedReportingOverflow(by: 4)
    let source = try bytes(overflow ? .max : size, what)
    let floats = [Float](unsafeUninitializedCapacity: count) { target, initialized in
      for index in 0..<count {
        let bits = UInt32(littleEndian: source.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        target.initializeElement(at: index, to: Float(bitPattern: bits))
      }
      initialized = count
    }
    if let bad = floats.firstIndex(where: { !$0.isFinite }) {
      position -= size - 4 * bad
      throw failure("\(what) hold \(floats[bad]), which is no finite number", "train the index on finite vectors")
    }
    return floats
  }

  /// The length of a list, which has to be one number.
  mutating func length(_ expected: Int, _ what: String) throws(VectorFileError) {
    let found = try number(UInt64.self, "the number of \(what)")
    guard found == UInt64(expected) else {
      position -= 8
      throw failure("there are \(found) \(what) instead of \(expected)")
    }
  }

  /// A matrix behind its number of elements.
  mutating func matrix(rows: Int, columns: Int, _ what: String) throws(VectorFileError) -> Matrix<Float> {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    try length(overflow ? .max : count, what)
    return Matrix(rows: rows, columns: columns, elements: try floats(count, what))
  }
}
