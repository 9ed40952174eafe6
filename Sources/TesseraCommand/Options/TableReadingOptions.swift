internal import ArgumentParser
internal import VectorFiles

/// How a table is read: what is found out where nothing is said.
struct TableReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The columns that are points, in this order (default: those that hold numbers): names, prefix* and places from 1.",
      valueName: "A,B,emb*,3-7"), transform: Parsing.selection)
  var columns: ColumnSelection?

  @Option(help: ArgumentHelp("Columns that are no points.", valueName: "A,B,emb*,3-7"), transform: Parsing.selection)
  var skipColumns: ColumnSelection?

  @Option(
    help: ArgumentHelp("The column that names the rows; it is no point.", valueName: "NAME"),
    transform: Parsing.selection)
  var idColumn: ColumnSelection?

  @Option(
    help: ArgumentHelp("Whether the first row holds the headings: auto, yes or no.", valueName: "auto|yes|no"),
    transform: Parsing.header)
  var header: TableOptions.Header = .automatic

  @Option(help: ArgumentHelp("Lines before the table.", valueName: "N"))
  var skipRows = 0

  @Option(
    help: ArgumentHelp("Lines after the table (default: remarks and a row of totals are found out).", valueName: "N"))
  var skipFooter: Int?

  @Option(
    help: ArgumentHelp("What stands between cells: one character, tab or space (default: found out).", valueName: "C"),
    transform: Parsing.separator)
  var separator: TextSeparator?

  @Flag(help: "1,5 is one and a half (default: found out; neither this nor --thousands is, where one is given).")
  var decimalComma = false

  @Flag(help: "1,234 is 1234 (1.234 with --decimal-comma).")
  var thousands = false

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      Words or numbers for a missing value, beside NA, N/A, #N/A, nan, null, None, ?, - and nothing. Once for each, or with \
      commas between; quoted where one holds a comma: '"99,9"'.
      """, valueName: "LIST"), transform: Parsing.markers)
  var missing: [[String]] = []

  @Option(
    help: ArgumentHelp("The encoding, where no byte order mark tells it.", valueName: "utf-8|utf-16|latin-1"),
    transform: Parsing.encoding)
  var encoding: TextEncoding?

  func validate() throws {
    guard skipRows >= 0 else { throw ValidationError("--skip-rows is at least 0.") }
    let isSplit = missing.contains { list in
      list.count == 2 && Double(list[0]) != nil && list[1].allSatisfy(\.isNumber)
    }
    guard !decimalComma || !isSplit else {
      throw ValidationError(
        "With --decimal-comma, quote a number of --missing ('\"99,9\"'), or give each its own --missing.")
    }
    guard skipFooter ?? 0 >= 0 else { throw ValidationError("--skip-footer is at least 0.") }
  }

  var options: TableOptions {
    var options = TableOptions()
    options.columns = columns
    options.skippedColumns = skipColumns
    options.idColumn = idColumn
    options.header = header
    options.skippedLines = skipRows
    options.skippedFooter = skipFooter
    options.separator = separator
    options.hasDecimalComma = decimalComma
    options.hasThousands = thousands
    options.missingMarkers = missing.flatMap { $0 }
    options.encoding = encoding
    return options
  }
}

/// How the values of these options are read.
private enum Parsing {
  static func selection(_ text: String) throws -> ColumnSelection {
    guard let selection = ColumnSelection(text) else { throw ValidationError("“\(text.shown)” names no columns.") }
    return selection
  }

  /// The items of a list, as those of columns are written.
  static func markers(_ text: String) throws -> [String] {
    guard let list = ColumnSelection(text) else {
      throw ValidationError("“\(text.shown)” is no list of missing values.")
    }
    return list.items
  }

  static func separator(_ text: String) throws -> TextSeparator {
    guard let separator = TextSeparator(text) else {
      throw ValidationError("“\(text.shown)” is no separator: give one character, tab or space.")
    }
    return separator
  }

  static func header(_ text: String) throws -> TableOptions.Header {
    guard let header = TableOptions.Header(rawValue: text) else {
      throw ValidationError("--header is auto, yes or no, not “\(text.shown)”.")
    }
    return header
  }

  static func encoding(_ text: String) throws -> TextEncoding {
    guard let encoding = TextEncoding(rawValue: text.lowercased()) else {
      throw ValidationError("--encoding is utf-8, utf-16 or latin-1, not “\(text.shown)”.")
    }
    return encoding
  }
}
