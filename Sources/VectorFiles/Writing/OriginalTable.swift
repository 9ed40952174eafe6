public import Matrices

/// What a file held, for an output that repeats it: the text itself, or its numbers.
public struct OriginalTable: Sendable {
  package enum Content: Sendable {
    case text(KeptText)
    /// - Parameter leftOut: places of rows of which nothing is known, ascending; the matrix has the others.
    case numbers(NumericMatrix, headings: [String], leftOut: [Int])
  }

  package let content: Content
  package let elementType: ElementType
  /// Whether the file has columns that are not here.
  package private(set) var lacksColumns = false

  init(_ text: KeptText) { (content, elementType) = (.text(text), .float64) }

  /// Numbers.
  ///
  /// - Parameters:
  ///   - headings: one per column.
  ///   - lacksColumns: whether the file has columns that are not among these.
  ///   - leftOutRows: the places of rows of which nothing is known, ascending; the matrix has the others.
  public init(
    _ matrix: NumericMatrix, headings: [String], type: ElementType, lacksColumns: Bool = false, leftOutRows: [Int] = []
  ) {
    (content, elementType) = (.numbers(matrix, headings: headings, leftOut: leftOutRows), type)
    self.lacksColumns = lacksColumns
  }

  /// The number of rows, left out or not; nil where the text has not been counted.
  var rows: Int? {
    guard case .numbers(let matrix, _, let leftOut) = content else { return nil }
    return matrix.rows + leftOut.count
  }
}

extension VectorData {
  /// Keeps a text for outputs.
  mutating func keepOriginal(_ table: TextTable) {
    let text = KeptText(table)
    original = OriginalTable(text)
    if let idColumn { rowNames = RowNames(text, column: idColumn) }
  }

  /// What the columns are called where a heading is needed: by their names, else by their places; in a file without names of
  /// which all columns are points, x0, x1 and so on.
  public var headings: [String] {
    hasNames || !leftAside.isEmpty ? columns.map(\.title) : columns.indices.map { "x\($0)" }
  }
}
