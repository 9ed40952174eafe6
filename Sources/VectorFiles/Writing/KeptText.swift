/// A table of text that outputs need once more: its cells, and the bytes around them.
///
/// The bytes are never written, hence `@unchecked Sendable`.
package final class KeptText: @unchecked Sendable {
  let table: TextTable

  init(_ table: TextTable) { self.table = table }

  /// Passes on the cells of a column in turn, as UTF-8 and without the quotation marks around them.
  func forEachCell(
    of column: Int, rows: Int, _ body: (_ row: Int, _ cell: UnsafeBufferPointer<UInt8>) throws(VectorFileError) -> Void
  ) throws(VectorFileError) {
    let scanner = table.scanner
    let isLatin = table.layout.encoding == .latin1
    var position = table.layout.dataStart
    for row in 0..<rows {
      guard let record = scanner.nextRecord(position, line: 0) else { throw changed }
      let cell = scanner.cell(column, ofRecordAt: record.start)
      try Self.withText(of: cell, in: table.source.bytes, isLatin: isLatin) { text throws(VectorFileError) in
        try body(row, text)
      }
      position = scanner.skippingLineBreak(cell.isLast ? cell.next : scanner.recordEnd(at: cell.next))
    }
  }

  /// The content as it is where it is plain; else without the second of two quotation marks, and from Latin-1 where it is no
  /// UTF-8.
  static func withText(
    of cell: TextCell, in bytes: UnsafeBufferPointer<UInt8>, isLatin: Bool,
    _ body: (UnsafeBufferPointer<UInt8>) throws(VectorFileError) -> Void
  ) throws(VectorFileError) {
    let content = UnsafeBufferPointer(rebasing: bytes[cell.content])
    let isASCII = content.allSatisfy { $0 < 0x80 }
    guard cell.isQuoted || !isASCII else { return try body(content) }
    let isUTF8 = !isLatin && (isASCII || String(validating: content, as: UTF8.self) != nil)
    let encoding: TextEncoding = isUTF8 ? .utf8 : .latin1
    let text = Array(encoding.text(bytes[cell.content], isQuoted: cell.isQuoted).utf8)
    try text.withUnsafeBufferPointer { text throws(VectorFileError) in try body(text) }
  }

  /// There are fewer rows than there were.
  var changed: VectorFileError {
    VectorFileError(
      kind: .inputOutput, path: table.failure.path, location: .file, problem: "the file was changed while it was read",
      advice: "run again when nobody writes it")
  }
}
