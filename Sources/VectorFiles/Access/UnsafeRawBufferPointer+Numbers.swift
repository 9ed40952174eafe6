extension UnsafeRawBufferPointer {
  /// A number at a place, the lowest byte first; nil where the bytes end before it does.
  @inline(__always)
  func littleEndian<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, at position: Int
  ) -> Number? {
    guard position >= 0, position <= count - MemoryLayout<Number>.size else { return nil }
    return Number(littleEndian: loadUnaligned(fromByteOffset: position, as: type))
  }
}
