/// Makes the errors about text files.
struct TextFailure {
  let path: String

  func noRows() -> VectorFileError {
    make(.file, "the file has no rows of numbers", "write one row per point")
  }

  func noneIsNumeric() -> VectorFileError {
    make(
      .file, "no attribute is numeric: they are nominal, texts or dates",
      "write classes as numbers, 0 and 1 for each value of one, and declare these as NUMERIC")
  }

  func prose() -> VectorFileError {
    make(
      .file, "this is plain text: words, and lines of any length",
      "write one row of numbers per point")
  }

  func cutLists(_ line: Int) -> VectorFileError {
    make(
      .line(line, column: nil), "the rows hold lists in brackets, which \(Self.listAdvice.cause)",
      "\(Self.listAdvice.cure); --separator reads the rows as they are")
  }

  /// Why a list is no point, and what makes it one.
  static let listAdvice = (
    cause: "a table of text has no columns for",
    cure: "write each number in a column of its own, or the rows as JSON Lines ({\"x\": [0.1, 0.2]})"
  )

  /// Rows of JSON without a number of their own.
  func onlyLists(_ place: CellPlace) -> VectorFileError {
    make(
      place.location, "“\(place.column.title)” holds lists or objects, and no key holds numbers",
      "write the numbers under keys of their own, or in one list per row")
  }

  func unclosedQuote(line: Int) -> VectorFileError {
    make(.line(line, column: nil), "a quotation mark is never closed", "close it")
  }

  func ragged(line: Int, cells: Int, expected: Int, referenceLine: Int) -> VectorFileError {
    make(
      .line(line, column: nil),
      "\(cells == 1 ? "1 cell" : "\(cells) cells") instead of \(expected) as on line \(referenceLine)",
      cells < expected
        ? "give every line the same number of cells, or leave short rows out (--drop-bad-rows; --skip-rows passes over lines before the table)"
        : "give every line the same number of cells (--skip-rows passes over lines before the table)")
  }

  /// The only column of numbers is no point.
  func onlyNamesRows(_ column: TableColumn, _ reason: LeftAsideColumn.Reason) -> VectorFileError {
    make(
      .file, "the only column of numbers, “\(column.title)”, holds \(reason.rawValue), which name the rows",
      "add columns of numbers, or choose it all the same (--columns \(column.option))")
  }

  func unknownColumn(_ item: String, _ option: String, _ columns: [TableColumn]) -> VectorFileError {
    let names = columns.prefix(20).map(\.title).joined(separator: ", ") + (columns.count > 20 ? ", ..." : "")
    return make(.file, "\(option): there is no column “\(item)”", "the file has \(columns.count): \(names)")
  }

  /// A column is missing that something else has.
  func missingColumn(_ name: String, of other: String, _ columns: [TableColumn]) -> VectorFileError {
    var failure = unknownColumn(name, "", columns)
    failure.problem = "there is no column “\(name)”, which \(other) has"
    return failure
  }

  /// Throws when headings are not in their encoding.
  func checkEncoding(
    _ header: UnsafeBufferPointer<UInt8>, line: Int, _ encoding: TextEncoding
  ) throws(VectorFileError) {
    if header.contains(0) {
      throw make(
        .line(line, column: nil), "the line holds a NUL byte", "save the file as UTF-8 text (is it UTF-16 or binary?)")
    }
    if encoding == .utf8, String(validating: header, as: UTF8.self) == nil {
      throw make(
        .line(line, column: nil), "the line is not valid UTF-8", "save the file as UTF-8, or say --encoding latin-1")
    }
  }

  func make(_ location: VectorFileError.Location, _ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .badData, path: path, location: location, problem: problem, advice: advice)
  }
}

/// The place of a cell in a text.
struct CellPlace {
  var line: Int
  var column: TableColumn
  var cell: TextCell

  var location: VectorFileError.Location
  /// The first byte of its content in the file; nil where the text was written anew.
  var byte: Int?

  init(line: Int, column: TableColumn, cell: TextCell) {
    (self.line, self.column, self.cell) = (line, column, cell)
    (location, byte) = (.line(line, column: column.index + 1), cell.content.lowerBound)
  }

  /// For the end of a problem: `(column “age”, byte 120)`.
  var text: String {
    let parts = [column.name.map { "column “\($0)”" }, byte.map { "byte \($0)" }].compactMap { $0 }
    return parts.isEmpty ? "" : "(\(parts.joined(separator: ", ")))"
  }
}

extension TextFailure {
  /// What is wrong with a cell that is neither a number nor missing.
  func word(_ bytes: UnsafeBufferPointer<UInt8>, _ place: CellPlace, _ reader: CellReader) -> VectorFileError {
    let cell = UnsafeBufferPointer(rebasing: bytes[place.cell.content])
    let mark = UInt8(ascii: "\"")
    if !place.cell.isQuoted, cell.first == mark, !cell.dropFirst().contains(mark) {
      return make(place.location, "a quotation mark is not closed", "close it")
    }
    if cell.contains(0) {
      return make(
        place.location, "the cell holds a NUL byte", "save the file as UTF-8 text (is it UTF-16 or binary?)")
    }
    let aside = "leave the column aside (--skip-columns \(place.column.option))"
    let quoted = Excerpt.quoted(cell)
    func failure(_ problem: String, _ advice: String) -> VectorFileError {
      make(place.location, "\(quoted) \(problem) \(place.text)", advice)
    }
    let dressed = cell.count <= 64 ? NumberDress.found(in: cell) : nil
    let bare = dressed.map { $0.number.withUnsafeBufferPointer { CellClass($0, reader) } }
    if let (dress, _) = dressed, let bare, reader.style.reads(bare) {
      let what = dress == .percent ? "a percent sign" : "the sign \(dress.sign)"
      return failure("has \(what), which others in the column have not", "write the numbers alone, or \(aside)")
    }
    // A sign is passed over where the others have it; how the number is written is not.
    let kind = bare.flatMap { $0.isNumeric ? $0 : nil } ?? CellClass(cell, reader)
    switch kind {
    case .decimalComma: return failure("has a decimal comma", "say --decimal-comma, or write decimal points")
    case .grouped:
      return failure(
        "has a thousands separator, or a decimal comma", "say --thousands or --decimal-comma")
    case .groupedComma:
      return failure("has points between thousands", "say --thousands and --decimal-comma")
    case .spaced: return failure("has spaces or apostrophes between thousands", "say --thousands")
    case .spacedComma: return failure("has spaces between thousands", "say --thousands and --decimal-comma")
    case .hexadecimal: return failure("is a hexadecimal number", "write it in decimal, or \(aside)")
    case .whole, .number, .pointGroups, .missing:
      return failure("has a decimal point", "say neither --decimal-comma nor --thousands")
    case .list: return failure("is a list", "\(Self.listAdvice.cure), or \(aside)")
    case .date: return failure("is a date or a time, not a number", "correct it, or \(aside)")
    case .truth, .word: break
    }
    if let byte = cell.first(where: { $0 >= 0x80 }) {
      return make(
        place.location, "the cell holds the byte 0x\(Excerpt.hexadecimal(byte)), which no number has \(place.text)",
        "write numbers in plain ASCII, or \(aside)")
    }
    let heading = place.line == 1 ? "; if the line holds the headings, say --header yes" : ""
    return failure(
      "is not a number", "correct it, say what stands for a missing value (--missing), or \(aside)\(heading)")
  }
}
