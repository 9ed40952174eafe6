/// A last row that sums up the others: “Total” in front of their sums, “Average” in front of their means.
struct TotalRow {
  /// Where it begins.
  let start: Int
  private let name: String
  private let isMean: Bool

  private static let sums: Set<String> = [
    "total", "totals", "grand total", "sum", "all", "summe", "gesamt", "gesamtsumme", "insgesamt", "somme", "totale",
    "suma", "totaal", "overall",
  ]
  private static let means: Set<String> = [
    "average", "mean", "avg", "mittelwert", "durchschnitt", "mittel", "moyenne", "media", "promedio",
  ]

  var note: String {
    "the last row, “\(name)”, sums up the others and is taken for no part of the table (--skip-footer decides)"
  }

  /// The last line, if its first word says that it is one; nil where it does not.
  init?(_ table: TextTable) {
    var lines = LinesFromEnd(table.bytes, downTo: table.layout.dataStart)
    guard let line = lines.next(), line.lowerBound > table.layout.dataStart else { return nil }
    var cell = table.scanner.cell(at: line.lowerBound)
    while cell.content.isEmpty, !cell.isLast { cell = table.scanner.cell(at: cell.next) }
    let name = table.layout.encoding.text(table.bytes[cell.content], isQuoted: cell.isQuoted)
    let word = String(name.lowercased().filter { $0 != ":" })
    guard Self.sums.contains(word) || Self.means.contains(word) else { return nil }
    (start, self.name, isMean) = (line.lowerBound, name, Self.means.contains(word))
  }

  /// Whether the last row holds what it says: in half of its numbers at least, to a thousandth.
  func isTrue(of parsed: borrowing ParsedTable<some FileScalar>) -> Bool {
    guard parsed.rows >= 3 else { return false }
    var (right, all) = (0, 0)
    for column in 0..<parsed.columns {
      let last = parsed[parsed.rows - 1, column]
      guard last.isFinite else { continue }
      var (sum, count) = (0.0, 0)
      for row in 0..<(parsed.rows - 1) where parsed[row, column].isFinite {
        sum += parsed[row, column]
        count += 1
      }
      guard count > 0 else { continue }
      let expected = isMean ? sum / Double(count) : sum
      all += 1
      if expected != 0, (last - expected).magnitude <= expected.magnitude / 1000 { right += 1 }
    }
    return right > 0 && right * 2 >= all
  }
}
