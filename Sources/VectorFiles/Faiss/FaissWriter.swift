internal import Matrices

/// The bytes of an index on their way to a file: a few numbers at a time, large arrays as they lie in memory.
struct FaissWriter: ~Copyable {
  private var output: OutputFile
  private var bytes: [UInt8] = []

  init(_ path: String) throws(VectorFileError) {
    output = try OutputFile(destination: OutputDestination(path: path))
  }

  mutating func finish() throws(VectorFileError) {
    try flush()
    try output.finish()
  }

  private mutating func flush() throws(VectorFileError) {
    try bytes.withUnsafeBufferPointer { part throws(VectorFileError) in
      try output.write(UnsafeRawBufferPointer(part))
    }
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func word(_ letters: String) { bytes += Array(letters.utf8) }

  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  mutating func float(_ value: Float) { number(value.bitPattern) }
  mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }
  mutating func size(_ value: Int) { number(UInt64(value)) }

  /// Elements as they lie in memory, whose lowest byte is the first on every machine that this runs on.
  mutating func elements<Element: BitwiseCopyable>(_ elements: ArraySlice<Element>) throws(VectorFileError) {
    try flush()
    try elements.withUnsafeBufferPointer { part throws(VectorFileError) in
      try output.write(UnsafeRawBufferPointer(part))
    }
  }

  mutating func matrix(_ matrix: Matrix<Float>) throws(VectorFileError) {
    try flush()
    try matrix.withUnsafeElements { elements throws(VectorFileError) in
      try output.write(UnsafeRawBufferPointer(elements))
    }
  }

  /// A list behind its length.
  mutating func list<Element: BitwiseCopyable>(_ list: [Element]) throws(VectorFileError) {
    size(list.count)
    try elements(list[...])
  }
}
