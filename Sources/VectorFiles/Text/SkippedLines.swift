/// Where a table begins behind lines that are no part of it.
struct SkippedLines {
  private(set) var index: Int
  private(set) var line = 1
  /// What a first line `sep=;`, as spreadsheets write it, says.
  private(set) var separator: TextSeparator?
  private(set) var declarations: TextDeclarations?

  init(_ source: TextSource, _ options: TableOptions, _ failure: TextFailure) throws(VectorFileError) {
    let scanner = TextScanner(bytes: source.bytes, separator: .none)
    index = source.start
    let end = scanner.lineEnd(index)
    if end == index + 5, source.bytes[index..<(index + 4)].elementsEqual("sep=".utf8) {
      separator = TextSeparator(String(decoding: [source.bytes[index + 4]], as: UTF8.self))
      if separator != nil { (index, line) = (scanner.skippingLineBreak(end), 2) }
    }
    if options.skippedLines == 0, options.header == .automatic,
      let declarations = try TextDeclarations(scanner, at: index, failure)
    {
      (index, line, separator) = (declarations.start, declarations.line, .comma)
      self.declarations = declarations
    }
    for _ in 0..<options.skippedLines {
      guard index < source.bytes.count else { throw failure.noRows() }
      index = scanner.skippingLineBreak(scanner.lineEnd(index))
      line += 1
    }
  }
}
