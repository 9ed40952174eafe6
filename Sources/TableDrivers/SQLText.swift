/// What stands in statements and addresses.
enum SQLText {
  /// A text between marks, those in it doubled: each scalar, since an accent may follow one.
  static func quoted(_ text: String, _ mark: Unicode.Scalar) -> String {
    var quoted = String(mark)
    for scalar in text.unicodeScalars {
      if scalar == mark { quoted.unicodeScalars.append(mark) }
      quoted.unicodeScalars.append(scalar)
    }
    quoted.unicodeScalars.append(mark)
    return quoted
  }

  /// A file of SQLite's; `ro` where it is only read, `rwc` where it is written, and made where it is not there.
  static func uri(of path: String, mode: String = "ro") -> String {
    var uri = "file:"
    for byte in path.utf8 {
      if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "/._-~".utf8.contains(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return uri + "?mode=\(mode)"
  }
}
