/// The byte 0x1A (Ctrl-Z) with which DOS ends a text, and fills its last block: no part of it.
enum EndOfFileMark {
  private static let byte: UInt8 = 0x1A

  /// The text before the first of the marks at its end, which line breaks may surround.
  static func removed(from text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (index, end) = (text.count, text.count)
    while index > 0, text[index - 1] == byte || text[index - 1] == 0x0A || text[index - 1] == 0x0D {
      index -= 1
      if text[index] == byte { end = index }
    }
    return UnsafeBufferPointer(rebasing: text[..<end])
  }
}

extension MappedFile {
  /// The bytes of a text.
  var text: UnsafeBufferPointer<UInt8> { EndOfFileMark.removed(from: bytes.bindMemory(to: UInt8.self)) }
}
