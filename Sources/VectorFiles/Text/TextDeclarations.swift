/// The declarations at the start of an ARFF file of Weka, or of a file of KEEL: `@attribute NAME TYPE` for every column.
struct TextDeclarations {
  /// The names of the columns.
  private(set) var names: [String?] = []
  /// Those whose values are listed.
  private(set) var classes: [Int] = []
  /// What a sparse row means by a value that it leaves out: 0, or the first of those that are listed. Of texts and dates
  /// nothing is known.
  private(set) var defaults: [String] = []
  /// Those that are texts or dates, whatever their cells look like.
  private(set) var reasons: [Int: LeftAsideColumn.Reason] = [:]
  /// Where the rows begin, and on which line.
  private(set) var start: Int
  private(set) var line: Int

  /// Nil where there are none.
  init?(_ scanner: TextScanner, at index: Int, _ failure: TextFailure) throws(VectorFileError) {
    (start, line) = (index, 1)
    var isDeclared = false
    while start < scanner.bytes.count {
      let first = scanner.skippingPadding(start)
      let end = scanner.lineEnd(first)
      let text = String(decoding: scanner.bytes[first..<end], as: UTF8.self)
      let word = text.prefix { $0 != " " && $0 != "\t" && $0 != "{" }.lowercased()
      guard text.isEmpty || text.hasPrefix("@") || text.hasPrefix("%") else { return nil }
      start = scanner.skippingLineBreak(end)
      line += 1
      if word == "@relation" { isDeclared = true }
      if isDeclared, word == "@attribute" {
        let type = declare(text.dropFirst(word.count))
        guard !type.lowercased().hasPrefix("relational") else { throw relational(line - 1, failure) }
      }
      guard isDeclared, word == "@data" else { continue }
      guard scanner.nextRecord(start, line: line) != nil else { throw failure.noRows() }
      return
    }
    return nil
  }

  private func relational(_ line: Int, _ failure: TextFailure) -> VectorFileError {
    failure.make(
      .line(line, column: nil), "“\((names.last ?? nil) ?? "")” is a relational attribute: a table in every row",
      "write each of its numbers in a column of its own")
  }

  /// Adds a column; returns its type.
  private mutating func declare(_ text: Substring) -> Substring {
    let text = text.drop { $0 == " " || $0 == "\t" }
    let quote = text.first.flatMap { "'\"".contains($0) ? $0 : nil }
    let name = quote.map { mark in text.dropFirst().prefix { $0 != mark } } ?? text.prefix { !" \t{".contains($0) }
    let type = text.dropFirst(name.count + (quote == nil ? 0 : 2)).drop { $0 == " " || $0 == "\t" }
    let kind = type.lowercased()
    let isList = type.hasPrefix("{")
    if isList { classes.append(names.count) }
    if kind.hasPrefix("string") { reasons[names.count] = .words }
    if kind.hasPrefix("date") { reasons[names.count] = .dates }
    let isNumber = ["numeric", "real", "integer"].contains { kind.hasPrefix($0) }
    defaults.append(isList ? Self.firstValue(type.dropFirst()) : isNumber ? "0" : "?")
    names.append(name.isEmpty ? nil : String(name))
    return type
  }

  /// The first of some values, without its quotation marks.
  private static func firstValue(_ list: Substring) -> String {
    let list = list.drop { $0 == " " || $0 == "\t" }
    if let mark = list.first, "'\"".contains(mark) { return String(list.dropFirst().prefix { $0 != mark }) }
    let value = list.prefix { !",}".contains($0) }
    return String(value.prefix(value.count - value.reversed().prefix { $0 == " " || $0 == "\t" }.count))
  }
}
