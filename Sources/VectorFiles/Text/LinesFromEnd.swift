/// The lines of a text, the last one first, without those that are blank at its end.
struct LinesFromEnd: IteratorProtocol {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let first: Int
  private var end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, downTo first: Int) {
    (self.bytes, self.first) = (bytes, first)
    end = bytes.count
    while end > first, Self.isBreak(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  mutating func next() -> Range<Int>? {
    guard end > first else { return nil }
    var start = end
    while start > first, !Self.isBreak(bytes[start - 1]) { start -= 1 }
    defer {
      end = start
      if end > first, Self.isBreak(bytes[end - 1]) {
        let isPair = end - 1 > first && bytes[end - 1] == UInt8(ascii: "\n") && bytes[end - 2] == UInt8(ascii: "\r")
        end -= isPair ? 2 : 1
      }
    }
    return start..<end
  }
}
