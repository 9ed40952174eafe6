internal import Matrices

extension StoredMatrix {
  /// The elements as Float or Double: exact whenever the type's values are all representable, else to nearest.
  func converted<Scalar: FileScalar>() throws(VectorFileError) -> Matrix<Scalar> {
    // Allocated here, and not by Matrix, to leave out its pass of zeros: `fill` writes every element.
    guard let target = FallibleMemory.allocate(rows * columns, of: Scalar.self) else {
      throw .memory(file.path, "\(rows) x \(columns) elements of \(MemoryLayout<Scalar>.size) bytes")
    }
    if let target = target as? UnsafeMutableBufferPointer<Float>, let start = target.baseAddress, let encoded {
      encoded.withRows { $0.copy(0..<rows, to: start) }
    } else {
      fill(target)
    }
    nonisolated(unsafe) let owned = target
    return Matrix(rows: rows, columns: columns, borrowing: UnsafeBufferPointer(target)) { FallibleMemory.free(owned) }
  }

  /// Converts element by element.
  private func fill<Scalar: FileScalar>(_ target: UnsafeMutableBufferPointer<Scalar>) {
    switch elementType {
    case .bool: fill(target) { (bits: UInt8) in bits == 0 ? 0 : 1 }
    case .int8: fill(target) { (bits: UInt8) in Scalar(Int8(bitPattern: bits)) }
    case .uint8: fill(target) { (bits: UInt8) in Scalar(bits) }
    case .int16: fill(target) { (bits: UInt16) in Scalar(Int16(bitPattern: bits)) }
    case .uint16: fill(target) { (bits: UInt16) in Scalar(bits) }
    case .int32: fill(target) { (bits: UInt32) in Scalar(Int32(bitPattern: bits)) }
    case .uint32: fill(target) { (bits: UInt32) in Scalar(bits) }
    case .int64: fill(target) { (bits: UInt64) in Scalar(Int64(bitPattern: bits)) }
    case .uint64: fill(target) { (bits: UInt64) in Scalar(bits) }
    case .float16: fill(target) { (bits: UInt16) in Scalar(Float(halfPrecisionBits: bits)) }
    case .bfloat16: fill(target) { (bits: UInt16) in Scalar(Float(bitPattern: UInt32(bits) << 16)) }
    case .float32: fill(target) { (bits: UInt32) in Scalar(Float(bitPattern: bits)) }
    case .float64: fill(target) { (bits: UInt64) in Scalar(Double(bitPattern: bits)) }
    }
  }

  /// The elements of integers or booleans without rounding, nil where a value exceeds Int; nil for floating point.
  func integers() -> [Int?]? {
    if elementType.isFloatingPoint { return nil }
    return (0..<rows).flatMap { row in (0..<columns).map { integer(at: position(row, $0)) } }
  }

  private func integer(at position: Int) -> Int? {
    switch elementType {
    case .bool: bits(at: position, UInt8.self) == 0 ? 0 : 1
    case .int8: Int(Int8(bitPattern: bits(at: position)))
    case .uint8: Int(bits(at: position, UInt8.self))
    case .int16: Int(Int16(bitPattern: bits(at: position)))
    case .uint16: Int(bits(at: position, UInt16.self))
    case .int32: Int(Int32(bitPattern: bits(at: position)))
    case .uint32: Int(bits(at: position, UInt32.self))
    case .int64: Int(exactly: Int64(bitPattern: bits(at: position)))
    case .uint64: Int(exactly: bits(at: position, UInt64.self))
    case .float16, .bfloat16, .float32, .float64: nil
    }
  }

  /// Where an element begins.
  private func position(_ row: Int, _ column: Int) -> Int {
    isFortranOrder
      ? offset + (column * rows + row) * elementType.byteCount
      : offset + row * rowStride + column * elementType.byteCount
  }

  /// The bits of the element that begins at `position`.
  @inline(__always)
  private func bits<Bits: FixedWidthInteger & BitwiseCopyable>(at position: Int, _: Bits.Type = Bits.self) -> Bits {
    let stored = file.bytes.loadUnaligned(fromByteOffset: position, as: Bits.self)
    return isLittleEndian ? Bits(littleEndian: stored) : Bits(bigEndian: stored)
  }

  @inline(__always)
  private func fill<Scalar, Bits: FixedWidthInteger & BitwiseCopyable>(
    _ target: UnsafeMutableBufferPointer<Scalar>, _ value: (Bits) -> Scalar
  ) {
    let size = MemoryLayout<Bits>.size
    guard isFortranOrder else {
      for row in 0..<rows {
        let start = offset + row * rowStride
        for column in 0..<columns { target[row * columns + column] = value(bits(at: start + column * size)) }
      }
      return
    }
    let stripe = 64  // rows at a time: both sides then stay in the cache
    for first in stride(from: 0, to: rows, by: stripe) {
      for column in 0..<columns {
        for row in first..<min(first + stripe, rows) {
          target[row * columns + column] = value(bits(at: offset + (column * rows + row) * size))
        }
      }
    }
  }
}
