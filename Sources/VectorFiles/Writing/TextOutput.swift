/// Text on its way to a file, which is there whole or not at all; written as it fills a buffer.
struct TextOutput: ~Copyable {
  private var file: OutputFile
  private var buffer: [UInt8] = []
  private var digits = Digits()
  private static let size = 1 << 18

  init(_ path: String) throws(VectorFileError) {
    file = try OutputFile(destination: OutputDestination(path: path))
    buffer.reserveCapacity(Self.size + (1 << 10))
  }

  mutating func append(_ byte: UInt8) { buffer.append(byte) }

  mutating func append(_ text: String) { buffer += text.utf8 }

  /// Appends bytes, many of them at once.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(VectorFileError) {
    if bytes.count >= Self.size {
      try flush(least: 0)
      try file.write(UnsafeRawBufferPointer(bytes))
    } else {
      buffer.append(contentsOf: bytes)
      try flush(least: Self.size)
    }
  }

  mutating func append(_ value: Int) {
    digits.withDigits(of: value) { buffer.append(contentsOf: $0) }
  }

  /// Appends the shortest decimal that is read back as the same number.
  ///
  /// - Parameter point: what stands for the point.
  mutating func append(_ value: some LosslessStringConvertible & BinaryFloatingPoint, point: UInt8 = UInt8(ascii: "."))
  {
    let start = buffer.count
    buffer.append(contentsOf: value.description.utf8)
    guard point != UInt8(ascii: "."), let place = buffer[start...].firstIndex(of: UInt8(ascii: ".")) else { return }
    buffer[place] = point
  }

  /// Ends a line.
  mutating func endLine() throws(VectorFileError) {
    buffer.append(UInt8(ascii: "\n"))
    try flush(least: Self.size)
  }

  private mutating func flush(least size: Int) throws(VectorFileError) {
    guard buffer.count >= max(size, 1) else { return }
    try buffer.withUnsafeBufferPointer { bytes throws(VectorFileError) in
      try file.write(UnsafeRawBufferPointer(bytes))
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left and puts the file in its place.
  consuming func finish() throws(VectorFileError) {
    try flush(least: 0)
    try file.finish()
  }
}
