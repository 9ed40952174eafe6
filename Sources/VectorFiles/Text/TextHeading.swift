/// Whether the first record of a text names the columns, and which.
struct TextHeading {
  /// The names, one per column of the body; nil where there is none.
  var names: [String?] = []
  /// Whether the first record is a heading: what follows is data.
  var isFirstRecord = false
  /// Whether the first column holds the names of the rows: it has no name, while the others have.
  var hasRowNames = false
  var note: String?

  /// - Parameter body: one sample per column of the records behind the first.
  init(
    _ sample: TextSample, body: [ColumnSample], header: TableOptions.Header, encoding: TextEncoding
  ) {
    guard let first = sample.records.first else { return }
    let rule = HeadingRule(sample, first, body)
    switch header {
    case .present: isFirstRecord = true
    case .absent: break
    case .automatic:
      isFirstRecord = rule.isHeading
      if rule.holdsNumbers {
        note = "line \(first.line) holds the headings, whole numbers in a row (--header no: it is data)"
      }
    }
    if isFirstRecord {
      names = Self.names(sample.scanner, at: first.start, encoding)
    } else if header == .automatic, let comment = sample.comment {
      names = Self.commentNames(sample, comment, columns: body.count, encoding)
    }
    if names.count == body.count + 1, names.last == .some(nil) { names.removeLast() }
    if !names.isEmpty, names.count == body.count - 1 {
      hasRowNames = body.last?.isEmpty != true
      names.insert(nil, at: hasRowNames ? 0 : names.count)
    } else if names.count == body.count, names.count > 1, Self.isUnnamed(names[0]),
      names.dropFirst().contains(where: { $0 != nil })
    {
      hasRowNames = true
    }
  }

  /// An index that pandas wrote and read again.
  private static func isUnnamed(_ name: String?) -> Bool { name.map { $0.hasPrefix("Unnamed: 0") } ?? true }

  static func names(_ scanner: TextScanner, at start: Int, _ encoding: TextEncoding) -> [String?] {
    var names: [String?] = []
    var index = start
    while true {
      let cell = scanner.cell(at: index)
      let name = encoding.text(scanner.bytes[cell.content], isQuoted: cell.isQuoted)
      names.append(name.isEmpty ? nil : name)
      index = cell.next
      if cell.isLast { return names }
    }
  }

  /// The names in the last comment before the data, if there is one for every column and none is a number.
  private static func commentNames(
    _ sample: TextSample, _ start: Int, columns: Int, _ encoding: TextEncoding
  ) -> [String?] {
    let names = names(sample.scanner, at: start, encoding)
    return names.count == columns && columns > 1 && names.allSatisfy { $0 != nil && Double($0 ?? "") == nil }
      ? names : []
  }
}
