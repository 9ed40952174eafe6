extension TextScanner {
  /// Whether a line is drawn, not written: `-----+-----`, `======`.
  func isRuler(_ line: Range<Int>) -> Bool {
    var (longest, run) = (0, 0)
    var previous: UInt8 = 0
    for byte in bytes[line] {
      guard "-=_*~+|: \t".utf8.contains(byte) else { return false }
      run = byte == previous && "-=_*~".utf8.contains(byte) ? run + 1 : 1
      longest = max(longest, run)
      previous = byte
    }
    return longest >= 3
  }
}
