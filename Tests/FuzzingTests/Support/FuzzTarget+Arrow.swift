import VectorFiles

@testable import TableDrivers

extension FuzzTarget {
  /// Batches of columns as a driver hands them over: of any type, with any offsets, counts and bits of what is missing.
  static let arrow = FuzzTarget("arrow") { bytes in
    var choices = FuzzChoices(bytes)
    let flags = choices.byte()
    var reader = VectorFileReader()
    (reader.dropsBadRows, reader.keepsMissing, reader.keepsOriginal) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0)
    if flags & 8 != 0 { reader.table.columns = ColumnSelection("1") }
    if flags & 16 != 0 { reader.table.idColumn = ColumnSelection("1") }
    do throws(VectorFileError) {
      let stream = FuzzedStream(choices).stream()
      return try TypedRows(stream, path: "x").points("a table", reader).finding(keepsMissing: reader.keepsMissing)
    } catch {
      return error.finding
    }
  }
}
