/// Digits of whole numbers, without a string for each.
struct Digits {
  private var buffer = [UInt8](repeating: 0, count: 20)

  /// Passes on the digits of a number, with a minus sign where it has one.
  mutating func withDigits<Value, Failure>(
    of value: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var position = buffer.count
    var rest = value.magnitude
    repeat {
      position -= 1
      buffer[position] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    if value < 0 {
      position -= 1
      buffer[position] = UInt8(ascii: "-")
    }
    return try buffer.withUnsafeBufferPointer { buffer throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: buffer[position...]))
    }
  }
}
