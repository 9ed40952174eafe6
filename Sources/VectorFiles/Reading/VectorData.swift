public import Matrices

/// The points of a file, one row per point, and what became of them on the way in.
public struct VectorData: Sendable {
  /// The points, all finite: at least one row and one column.
  public var points: NumericMatrix

  /// The type of the elements in the file; text counts as ``ElementType/float64``.
  public var elementType: ElementType

  /// The rows left out because of ``VectorFileReader/dropsBadRows``: 0-based, ascending, counted over the data rows
  /// of the file (for text: without header, comments and blank lines).
  ///
  /// Labels and weights that belong to the file need the same rows left out.
  public var droppedRowIndices: [Int]

  /// The columns of the file that are points, in the order of the matrix.
  public var columns: [TableColumn]

  /// The other columns of the file, in its order.
  public var leftAside: [LeftAsideColumn] = []

  /// The column that names the rows, if there is one.
  public var idColumn: TableColumn?

  /// What was guessed about the file beside ``leftAside``, in words, with the options that decide.
  public var notes: [String] = []

  /// What the rows are called, where ``VectorFileReader/keepsOriginal`` is set; else numbers.
  public var rowNames = RowNames.numbers

  /// The file for outputs that repeat it, where ``VectorFileReader/keepsOriginal`` is set.
  public var original: OriginalTable?

  /// All columns of the table that a ``TableLoader`` read, where ``VectorFileReader/keepsColumns`` is set.
  package var kept: (any KeptTable)?

  /// The table that a ``TableLoader`` read, if one did.
  package var source: LoadedTable?

  /// Whether it was a database that it read.
  package var isOfDatabase: Bool { source.map { [.sqlite, .duckDB, .address].contains($0.format) } ?? false }

  /// The files that the rows come from, in their order, where there are several; they are numbered on.
  public var parts: [Part] = []

  /// One of several files that are one matrix.
  public struct Part: Sendable, Equatable {
    public var path: String
    /// The rows of the file, those left out included.
    public var rows: Int

    public init(path: String, rows: Int) { (self.path, self.rows) = (path, rows) }
  }

  /// The keys of rows of JSON.
  var keys: [JSONKey]?

  /// How a text wrote its numbers.
  var textStyle: TextStyle?

  /// Whether the points are those of the file itself, mapped, and change with it.
  package internal(set) var isMapped = false

  /// The number of rows left out because of ``VectorFileReader/dropsBadRows``.
  public var droppedRows: Int { droppedRowIndices.count }

  /// The rows of the file: those of the points and those left out.
  public var fileRows: Int { points.rows + droppedRows }

  /// Whether any of the columns has a name.
  public var hasNames: Bool { columns.contains { $0.name != nil } }

  /// Points as if they had been read from a file.
  ///
  /// - Parameter columns: one per column of the points; by default the first ones of a file without names.
  public init(
    points: NumericMatrix, elementType: ElementType, droppedRowIndices: [Int] = [], columns: [TableColumn]? = nil
  ) {
    self.points = points
    self.elementType = elementType
    self.droppedRowIndices = droppedRowIndices
    self.columns = columns ?? (0..<points.columns).map { TableColumn(index: $0) }
  }

  init(
    points: NumericMatrix, elementType: ElementType, droppedRowIndices: [Int], columns: [TableColumn],
    leftAside: [LeftAsideColumn], isMapped: Bool
  ) {
    self.init(points: points, elementType: elementType, droppedRowIndices: droppedRowIndices, columns: columns)
    self.leftAside = leftAside
    self.isMapped = isMapped
  }
}
