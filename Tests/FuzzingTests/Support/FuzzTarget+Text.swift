import Matrices

@testable import VectorFiles

extension FuzzTarget {
  /// Tables of text, with options that the first bytes choose.
  static let text = FuzzTarget("text") { bytes in
    var choices = FuzzChoices(bytes)
    let flags = choices.byte()
    var reader = VectorFileReader()
    reader.table.hasDecimalComma = flags & 1 != 0
    reader.table.hasThousands = flags & 2 != 0
    reader.keepsMissing = flags & 4 != 0
    reader.table.leavesColumnsAside = flags & 8 == 0
    reader.keepsOriginal = flags & 16 != 0
    if flags & 32 != 0 { reader.table.missingMarkers = ["-999", "x", ""] }
    if flags & 64 != 0 { reader.table.idColumn = ColumnSelection("1") }
    let more = choices.byte()
    reader.table.header = [.automatic, .present, .absent, .automatic][Int(more & 3)]
    reader.table.separator =
      [nil, nil, .comma, .semicolon, .tab, .whitespace, TextSeparator.none, .other(0x3A)][
        Int(more >> 2 & 7)]
    reader.table.encoding = [nil, .utf8, .utf16, .latin1][Int(more >> 5 & 3)]
    reader.table.skippedLines = more & 128 != 0 ? 1 : 0
    let last = choices.byte()
    let name = ["x.csv", "x.tsv", "x.txt", "x.arff"][Int(last & 3)]
    if last & 4 != 0 { reader.table.columns = ColumnSelection("a*,2-3") }
    if last & 8 != 0 { reader.table.skippedColumns = ColumnSelection("1") }
    // Threads take longer to begin than most texts to read.
    let blockSize = Int(last >> 4)
    return FuzzedMatrix.finding(choices.rest, named: name, reader, threads: blockSize > 0 ? 2 : 1)
      ?? (blockSize > 0 ? blocksFinding(choices.rest, reader.table, size: blockSize) : nil)
      ?? (reader.keepsOriginal ? annotationFinding(choices.rest, named: name, reader) : nil)
  }

  /// A table in blocks of few bytes is the same table.
  private static func blocksFinding(_ bytes: UnsafeRawBufferPointer, _ options: TableOptions, size: Int) -> String? {
    func elements(_ threads: Int, _ size: Int) throws(VectorFileError) -> [UInt64] {
      let table = try TextTable(MappedFile(borrowing: bytes, path: "x"), options)
      let chosen = Array(table.layout.columns.indices)
      return try TextTableParser(table, chosen: chosen, threads: threads, blockSize: size).parse().matrix()
        .elements.map(\.bitPattern)
    }
    func outcome(_ threads: Int, _ size: Int) -> Result<[UInt64], VectorFileError> {
      do throws(VectorFileError) { return .success(try elements(threads, size)) } catch { return .failure(error) }
    }
    return outcome(1, 1 << 20) == outcome(2, size) ? nil : "blocks of \(size) bytes make a difference"
  }

  /// What was read is written again with its clusters.
  private static func annotationFinding(
    _ bytes: UnsafeRawBufferPointer, named name: String, _ reader: VectorFileReader
  ) -> String? {
    guard let data = try? reader.read(borrowing: bytes, named: name), let original = data.original else { return nil }
    let table = AnnotatedTable(
      original, labels: Array(repeating: 1, count: data.fileRows),
      distances: Array(repeating: 0.5, count: data.fileRows))
    let file = FuzzFile("written.csv")
    do {
      try table.write(to: file.path)
      return file.contents.count > bytes.count / 4 ? nil : "most of the table is not written"
    } catch {
      return "the table is not written: \(error)"
    }
  }
}
