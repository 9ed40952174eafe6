/// Makes the errors about text files.
struct TextFailure {
  let path: String

  func noRows() -> VectorFileError {
    make(.file, "the file has no rows of numbers", "write one row per point")
  }

  func encoding(_ name: String) -> VectorFileError {
    make(.file, "the text is \(name)", "save it as UTF-8")
  }

  func unclosedQuote(line: Int) -> VectorFileError {
    make(.line(line, column: nil), "a quotation mark is never closed", "close it")
  }

  func trailingSeparator(line: Int, column: Int, _ separator: TextSeparator) -> VectorFileError {
    make(
      .line(line, column: column), "every line ends with \(separator.name), so that the last column is empty",
      "remove the separator at the end of the lines")
  }

  func ragged(line: Int, cells: Int, expected: Int, referenceLine: Int) -> VectorFileError {
    make(
      .line(line, column: nil),
      "\(cells == 1 ? "1 cell" : "\(cells) cells") instead of \(expected) as on line \(referenceLine)",
      "give every line the same number of cells")
  }

  /// What is wrong with a cell that is neither a number nor missing.
  func word(_ cell: UnsafeBufferPointer<UInt8>, isUnclosed: Bool, line: Int, column: Int) -> VectorFileError {
    let place = VectorFileError.Location.line(line, column: column)
    if isUnclosed { return make(place, "a quotation mark is not closed on its line", "close it") }
    if cell.contains(0) {
      return make(place, "the cell holds a NUL byte", "save the file as UTF-8 text (is it UTF-16 or binary?)")
    }
    if let byte = cell.first(where: { $0 >= 0x80 }) {
      return make(
        place, "the cell holds the byte 0x\(Excerpt.hexadecimal(byte)), which no number has",
        "write numbers in plain ASCII")
    }
    if Self.hasDecimalComma(cell) {
      return make(
        place, "\(Excerpt.quoted(cell)) has a decimal comma, which is not supported", "write decimal points")
    }
    let advice = "remove columns of text" + (line == 1 ? ", or begin a line of headings with #" : "")
    return make(place, "\(Excerpt.quoted(cell)) is not a number", advice)
  }

  /// Throws when headings are not UTF-8.
  func checkEncoding(_ header: UnsafeBufferPointer<UInt8>, line: Int) throws(VectorFileError) {
    if header.contains(0) {
      throw make(
        .line(line, column: nil), "the line holds a NUL byte", "save the file as UTF-8 text (is it UTF-16 or binary?)")
    }
    if String(validating: header, as: UTF8.self) == nil {
      throw make(.line(line, column: nil), "the line is not valid UTF-8", "save the file as UTF-8")
    }
  }

  func make(_ location: VectorFileError.Location, _ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .badData, path: path, location: location, problem: problem, advice: advice)
  }

  /// Whether a cell is a number but for a comma in place of the point.
  static func hasDecimalComma(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.count <= 64 else { return false }  // a whole line, seen with the wrong separator
    let parts = cell.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        part.contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
          && part.allSatisfy { "+-0123456789eE".utf8.contains($0) }
      }
  }
}
