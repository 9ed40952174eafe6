internal import Matrices

/// JSON rows written anew as a table of text, so that the same rules choose columns and read cells.
///
/// Memory: the table, about the size of the text without its keys. The rows are read and written in one pass where the first
/// thousand hold all keys, else in two.
struct JSONTable {
  private static let firstRows = 1000

  private(set) var columns: JSONColumns
  /// Columns of numbers, of truth values, of strings in quotation marks; nothing where a key is missing.
  let file: MappedFile

  /// - Parameter first: the first of several parts, whose keys come first.
  init(_ text: JSONText, first: PartColumns?, of original: MappedFile) throws(VectorFileError) {
    columns = JSONColumns(first: first)
    var rows = text.rows
    while columns.rowCount < Self.firstRows, try columns.seeNext(&rows, text) {}
    guard columns.rowCount > 0, !columns.keys.isEmpty else { throw TextFailure(path: text.path).noRows() }
    var bytes = try Self.written(text, &columns)
    if bytes == nil { bytes = try Self.written(text, &columns) }
    file = MappedFile(
      allocated: bytes ?? .init(start: nil, count: 0), path: text.path, name: "", depth: original.depth,
      meter: original.meter)
  }

  /// Looks at all rows and writes them; nil where they have more keys than were known before.
  private static func written(
    _ text: JSONText, _ columns: inout JSONColumns
  ) throws(VectorFileError) -> UnsafeRawBufferPointer? {
    columns.beginAnew()
    let known = columns.changes
    var output = try JSONTableWriter(text, columns)
    var rows = text.rows
    var said = 0
    text.meter?.begin("read", of: text.bytes.count)
    while try columns.seeNext(&rows, text) {
      if rows.start - said >= 1 << 20 {
        text.meter?.advance(by: rows.start - said)
        said = rows.start
      }
      if columns.changes == known { try output.write(rows, columns.indices) }
    }
    return columns.changes == known ? output.bytes() : nil
  }
}
