/// The declarations at the start of an ARFF file of Weka, or of a file of KEEL: `@attribute NAME TYPE` for every column.
struct TextDeclarations {
  /// The names of the columns.
  private(set) var names: [String?] = []
  /// Those whose values are listed.
  private(set) var classes: [Int] = []
  /// Where the rows begin, and on which line.
  private(set) var start: Int
  private(set) var line: Int

  /// Nil where there are none.
  init?(_ scanner: TextScanner, at index: Int, _ failure: TextFailure) throws(VectorFileError) {
    (start, line) = (index, 1)
    var isDeclared = false
    while start < scanner.bytes.count, isDeclared || line < 200 {
      let first = scanner.skippingPadding(start)
      let end = scanner.lineEnd(first)
      let text = String(decoding: scanner.bytes[first..<end], as: UTF8.self)
      let word = text.prefix { $0 != " " && $0 != "\t" && $0 != "{" }.lowercased()
      guard text.isEmpty || text.hasPrefix("@") || text.hasPrefix("%") else { return nil }
      start = scanner.skippingLineBreak(end)
      line += 1
      if word == "@relation" { isDeclared = true }
      if isDeclared, word == "@attribute" { declare(text.dropFirst(word.count)) }
      guard isDeclared, word == "@data" else { continue }
      guard let row = scanner.nextRecord(start, line: line) else { throw failure.noRows() }
      if scanner.bytes[row.start] == UInt8(ascii: "{") {
        throw failure.make(
          .line(row.line, column: nil), "the rows of this ARFF file are sparse", "write all values of every row")
      }
      return
    }
    return nil
  }

  private mutating func declare(_ text: Substring) {
    let text = text.drop { $0 == " " || $0 == "\t" }
    let quote = text.first.flatMap { "'\"".contains($0) ? $0 : nil }
    let name = quote.map { mark in text.dropFirst().prefix { $0 != mark } } ?? text.prefix { !" \t{".contains($0) }
    let type = text.dropFirst(name.count + (quote == nil ? 0 : 2)).drop { $0 == " " || $0 == "\t" }
    if type.hasPrefix("{") { classes.append(names.count) }
    names.append(name.isEmpty ? nil : String(name))
  }
}
