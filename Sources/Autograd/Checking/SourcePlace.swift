/// Where a call stands in the caller's source: two constants, which cost nothing where nobody asks.
struct SourcePlace: Sendable {
  /// As `#fileID` has it: module and file.
  let file: StaticString
  let line: UInt

  init(_ file: StaticString, _ line: UInt) {
    self.file = file
    self.line = line
  }

  /// The file without its module, and the line.
  var text: String {
    let path = file.description
    return "\(path.split(separator: "/").last.map(String.init) ?? path):\(line)"
  }
}
