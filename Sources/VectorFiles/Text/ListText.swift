/// Tells cells that hold several values: `[0.1, 0.2]`, `[0.1 0.2]`, `151, 199, 118`, `rgb(1, 2, 3)`, `{"a": 1}`.
enum ListText {
  /// Of a long list, the first numbers are enough.
  private static let most = 8

  static func isList(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.first, let last = cell.last, cell.count > 1 else { return false }
    if first == UInt8(ascii: "["), last == UInt8(ascii: "]") { return begins(cell[1...].dropLast()) }
    if first == UInt8(ascii: "{"), last == UInt8(ascii: "}") { return begins(cell[1...].dropLast()) }
    if last == UInt8(ascii: ")"), let open = cell.firstIndex(of: UInt8(ascii: "(")) {
      return cell[..<open].allSatisfy { isLetter($0) || $0 == UInt8(ascii: " ") }
        && numbers(cell[(open + 1)...].dropLast(), separators: ",; ") >= 2
    }
    return numbers(cell[...], separators: ",;") >= 2 || numbers(cell[...], separators: " ") >= most
  }

  /// Whether what stands in brackets is nothing, or begins as a value does: a note in brackets is a word.
  private static func begins(_ content: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = content.first(where: { $0 != UInt8(ascii: " ") }) else { return true }
    return "+-.\"'[{".utf8.contains(first) || first &- UInt8(ascii: "0") < 10
  }

  /// How many numbers a text consists of, ``most`` at most; 0 where it holds anything else.
  private static func numbers(_ text: Slice<UnsafeBufferPointer<UInt8>>, separators: String) -> Int {
    var count = 0
    var index = text.startIndex
    while index < text.endIndex, count < most {
      while index < text.endIndex, text[index] == UInt8(ascii: " ") { index += 1 }
      var end = index
      guard Decimal(text.base, at: &end, point: NumberStyle.plain.point) != nil, end <= text.endIndex else { return 0 }
      count += 1
      while end < text.endIndex, text[end] == UInt8(ascii: " ") { end += 1 }
      guard end < text.endIndex else { return count }
      let isSeparated = separators.utf8.contains(text[end])
      guard isSeparated || separators.utf8.contains(UInt8(ascii: " ")) && text[end - 1] == UInt8(ascii: " ") else {
        return 0
      }
      index = isSeparated ? end + 1 : end
    }
    return count
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
