/// The lines below a heading that belong to it: words where the rows below have numbers.
struct HeadingLines {
  /// How many there are.
  private(set) var count = 0

  private static let most = 3

  init(_ sample: TextSample, _ body: [ColumnSample]) {
    let numeric = body.indices.filter { body[$0].isNumeric || body[$0].isUnreadable }
    while count < Self.most, sample.records.count > count + 2 {
      let record = sample.records[count + 1]
      guard record.cells.count == body.count, !record.cells.contains(where: \.isNumeric) else { return }
      // The names of the rows below names of columns on several levels.
      let namesIndex = count > 0 && record.filled == 1 && record.cells[0] == .word
      guard namesIndex || Self.isAbove(numeric, record, sample, count) else { return }
      count += 1
    }
  }

  /// Whether words stand above the columns of numbers and nowhere among them; above one alone, in brackets.
  private static func isAbove(_ columns: [Int], _ record: TextSample.Record, _ sample: TextSample, _ count: Int) -> Bool
  {
    let words = columns.filter { record.cells[$0].isWord }
    guard words.count * 2 >= columns.count, let first = words.first else { return false }
    let isUnit = words.count >= 2 || isInBrackets(first, of: record, sample.scanner)
    return isUnit
      && !sample.records[(count + 2)...].contains { row in
        columns.contains { $0 < row.cells.count && row.cells[$0].isWord } && row.cells.contains(where: \.isNumeric)
      }
  }

  private static func isInBrackets(_ column: Int, of record: TextSample.Record, _ scanner: TextScanner) -> Bool {
    var cell = scanner.cell(at: record.start)
    for _ in 0..<column { cell = scanner.cell(at: cell.next) }
    let text = scanner.bytes[cell.content]
    return text.first == UInt8(ascii: "[") && text.last == UInt8(ascii: "]")
      || text.first == UInt8(ascii: "(") && text.last == UInt8(ascii: ")")
  }
}
