internal import CArrowInterface
internal import VectorFiles

/// The columns of a table that is written once more, some rows at a time.
protocol RepeatedRows: AnyObject {
  var names: [String] { get }

  /// The columns' types, under names one for each of ``names``; who asks owns them.
  func schemas(named names: [String]) -> [ArrowSchema]

  /// The next rows, a column each; nil behind the last.
  func next() throws(VectorFileError) -> (rows: Int, columns: [ArrowArray])?
}

/// Columns of which every value is at hand.
final class RepeatedColumns: RepeatedRows {
  private let columns: [ExportedColumn]
  private let rows: Int
  private var taken = 0

  init(_ columns: [ExportedColumn], rows: Int) { (self.columns, self.rows) = (columns, rows) }

  var names: [String] { columns.map(\.name) }

  func schemas(named names: [String]) -> [ArrowSchema] {
    zip(columns, names).map { ExportedColumn($1, $0.values).schema }
  }

  func next() -> (rows: Int, columns: [ArrowArray])? {
    guard taken < rows else { return nil }
    let range = taken..<min(rows, taken + 1 << 16)
    taken = range.upperBound
    return (range.count, columns.map { $0.array(range) })
  }
}
