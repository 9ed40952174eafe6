/// How a table of text is to be read: what is not said is found out, and everything that was guessed is noted
/// (``VectorData/notes``).
///
/// ```swift
/// var reader = VectorFileReader()
/// reader.table.skippedColumns = ColumnSelection("year,country")
/// reader.table.hasDecimalComma = true
/// ```
public struct TableOptions: Sendable, Equatable {
  /// Whether the first row names the columns.
  public enum Header: String, Sendable, CaseIterable {
    case automatic = "auto"
    case present = "yes"
    case absent = "no"
  }

  /// The columns that are points, in this order; nil for all that hold numbers.
  public var columns: ColumnSelection?
  /// Columns that are no points, whatever they hold.
  public var skippedColumns: ColumnSelection?
  /// The column that names the rows.
  public var idColumn: ColumnSelection?
  /// The names of the columns of a model: points are these, in this order, wherever they stand.
  ///
  /// Where the file has no names and as many columns of numbers, these are taken in their order.
  public var modelColumns: [String]?
  /// Whether the first row names the columns.
  public var header = Header.automatic
  /// Lines at the start of the file that belong to no table.
  public var skippedLines = 0
  /// Lines at the end of the file that belong to no table, empty ones at its very end not counted; nil to find out.
  public var skippedFooter: Int?
  /// What stands between two cells; nil to find out.
  public var separator: TextSeparator?
  /// Whether 1,5 is one and a half; then and where ``hasThousands`` is set, nothing is guessed about commas.
  public var hasDecimalComma = false
  /// Whether digits are set apart in groups of three: 1,234 is 1234 (or 1.234, with decimal commas).
  public var hasThousands = false
  /// Words, or numbers such as -999 in the style of the file, that stand for a missing value, beside the usual ones: NA, N/A, #N/A, nan, null, None,
  /// ?, -, a point alone, and nothing.
  public var missingMarkers: [String] = []
  /// See ``VectorFileReader/keepsMissing``.
  var keepsMissing = false
  /// The encoding where no byte order mark tells it; nil to find out.
  public var encoding: TextEncoding?
  /// Whether columns that are no points are left aside; else every column must hold numbers.
  public var leavesColumnsAside = true
  /// The places of the points, where a format has decided.
  var places: [Int]?
  /// How many rows there are, where that is known: it tells headings of numbers from a row.
  package var rows: Int?
  /// What the first of several parts says.
  var part: PartColumns?

  /// Everything is found out.
  public init() {}

  /// Every column is one of numbers: a matrix in the form of a text.
  static var matrix: TableOptions {
    var options = TableOptions()
    options.leavesColumnsAside = false
    return options
  }
}
