@testable import VectorFiles

/// Texts of rows that are no tables.
extension FuzzTarget {
  /// JSON Lines and arrays.
  static let json = FuzzTarget("json") { bytes in
    var choices = FuzzChoices(bytes)
    var reader = VectorFileReader()
    let flags = choices.byte()
    reader.keepsMissing = flags & 1 != 0
    if flags & 2 != 0 { reader.table.columns = ColumnSelection("a*") }
    if flags & 4 != 0 { reader.table.idColumn = ColumnSelection("id") }
    reader.keepsOriginal = flags & 8 != 0
    return FuzzedMatrix.finding(
      choices.rest, named: flags & 16 == 0 ? "x.jsonl" : "x.json", reader, threads: flags & 32 == 0 ? 1 : 2)
  }

  /// A place takes as much memory as its number says: only small ones are tried.
  static let libsvm = FuzzTarget("libsvm") { bytes in
    var digits = 0
    for byte in bytes {
      digits = byte &- UInt8(ascii: "0") < 10 ? digits + 1 : 0
      if digits > 4 { return nil }
    }
    return FuzzedMatrix.finding(bytes, named: "x.svm")
  }
}
