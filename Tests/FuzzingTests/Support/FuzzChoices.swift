/// What the first bytes decide; the rest is content.
struct FuzzChoices {
  private(set) var rest: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  /// 0 behind the end.
  mutating func byte() -> UInt8 {
    guard let byte = rest.first else { return 0 }
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
    return byte
  }

  mutating func number(below bound: Int) -> Int { Int(byte()) % bound }
  mutating func flag() -> Bool { byte() & 1 == 1 }
  mutating func one<Value>(of values: [Value]) -> Value { values[number(below: values.count)] }

  /// As many bytes; fewer at the end.
  mutating func bytes(_ count: Int) -> [UInt8] {
    let taken = Array(rest.prefix(count))
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    return taken
  }

  mutating func word() -> UInt64 {
    bytes(8).enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
  }
}

extension UnsafeRawBufferPointer {
  /// Words of eight bytes, the lowest first; what is left over at the end is none.
  var words: [UInt64] {
    stride(from: 0, to: count & ~7, by: 8).map { loadUnaligned(fromByteOffset: $0, as: UInt64.self).littleEndian }
  }

  /// The bytes as text; what is not UTF-8 is replaced.
  var string: String { String(decoding: self, as: UTF8.self) }
}
