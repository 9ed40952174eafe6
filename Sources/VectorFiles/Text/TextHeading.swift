/// Whether the first record of a text names the columns, and which.
struct TextHeading {
  /// The names, one per column of the body; nil where there is none.
  private(set) var names: [String?] = []
  /// Whether the first record is a heading: what follows is data.
  private(set) var isFirstRecord = false
  /// How many records below the first belong to it: units, a second level of names.
  private(set) var moreRecords = 0
  /// How many columns at the start hold the names of the rows: they have no name, while others have.
  private(set) var rowNames = 0
  /// Whether the first record may be a row of numbers as well as a heading.
  private(set) var isAmbiguous = false
  private(set) var notes: [String] = []

  /// - Parameters:
  ///   - body: one sample per column of the records behind the first.
  ///   - isStrict: whether the text is a matrix, in which no number is a heading unless it is quoted.
  init(
    _ sample: TextSample, body: [ColumnSample], header: TableOptions.Header, encoding: TextEncoding, isStrict: Bool
  ) {
    guard let first = sample.records.first else { return }
    let rule = HeadingRule(sample, first, body, isStrict: isStrict)
    switch header {
    case .present: isFirstRecord = true
    case .absent: break
    case .automatic:
      isFirstRecord = rule.isHeading
      isAmbiguous = isStrict && rule.numbers == .names && first.cells.allSatisfy(\.isNumeric) && !rule.isQuotedAlone
      if rule.numbers == .names {
        notes.append("line \(first.line) holds the headings, numbers in a row (--header no: it is data)")
      } else if rule.numbers == .perhaps, !isFirstRecord {
        notes.append(
          "line \(first.line) is taken for data, though its numbers may be headings (--header yes: they are)")
      }
    }
    if isFirstRecord {
      names = Self.names(sample.scanner, at: first.start, encoding)
    } else if header == .automatic, let comment = sample.comment {
      names = Self.commentNames(sample, comment, columns: body.count, encoding)
    }
    if names.count == body.count + 1, names.last == .some(nil) { names.removeLast() }
    if !names.isEmpty, names.count == body.count - 1 {
      rowNames = body.last?.isEmpty != true ? 1 : 0
      names.insert(nil, at: rowNames > 0 ? 0 : names.count)
    } else if names.count == body.count, names.count > 1 {
      rowNames = Self.unnamed(names, body)
    }
    if isFirstRecord, header == .automatic, names.count == body.count, !isStrict { addLines(sample, body, encoding) }
  }

  /// The columns of a text that declares them.
  init(declared names: [String?]) { self.names = names }

  /// How many columns at the start have no name, not even a heading such as `Unnamed: 0` of an index that pandas wrote and
  /// read again, and are not empty; those behind the first hold no fractions either.
  private static func unnamed(_ names: [String?], _ body: [ColumnSample]) -> Int {
    let count = names.indices.prefix { column in
      let isUnnamed = names[column].map { $0.hasPrefix("Unnamed: \(column)") } ?? true
      return isUnnamed && !body[column].isEmpty && (column == 0 || !body[column].hasFractions)
    }.count
    return names.dropFirst(count).contains { $0 != nil } ? count : 0
  }

  /// Takes lines in that belong to the heading.
  private mutating func addLines(_ sample: TextSample, _ body: [ColumnSample], _ encoding: TextEncoding) {
    let lines = HeadingLines(sample, body)
    guard lines.count > 0 else { return }
    moreRecords = lines.count
    let (first, last) = (sample.records[1].line, sample.records[lines.count].line)
    let title = first == last ? "line \(first) belongs" : "lines \(first) to \(last) belong"
    notes.append("\(title) to the headings: units, or names of another level (--header yes: to the data)")
    let named = names.compactMap { $0 }
    guard Set(named).count < named.count else { return }
    for (column, name) in Self.names(sample.scanner, at: sample.records[1].start, encoding).enumerated() {
      if let name, column < names.count { names[column] = names[column].map { "\($0) \(name)" } ?? name }
    }
  }

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
