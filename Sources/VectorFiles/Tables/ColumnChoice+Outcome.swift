extension ColumnChoice {
  /// What became of the columns.
  struct Outcome {
    /// The columns that are points, as places among the candidates.
    var slots: [Int]
    var columns: [TableColumn]
    var leftAside: [LeftAsideColumn]
    var notes: [String]
    var idColumn: TableColumn?
  }

  /// Decides, now that all rows were read.
  func decided(by parsed: borrowing ParsedTable<Double>) throws(VectorFileError) -> Outcome {
    var reasons = reasons
    var mistake: (row: Int, column: Int)?
    for column in candidates {
      let count = parsed.counts[column]
      let numbers = parsed.rows - count.words - count.missing - count.notFinite
      let sample = table.layout.samples[column]
      if count.words > 0 {
        if isGiven || sample.isUnreadable || ColumnCounts.areMistakes(words: count.words, numbers: numbers) {
          if mistake.map({ (count.firstWord, column) < ($0.row, $0.column) }) ?? true {
            mistake = (count.firstWord, column)
          }
        } else {
          reasons[column] = sample.words > 0 ? sample.reason : .words
        }
      } else if !isGiven, numbers == 0, count.notFinite == 0, parsed.rows > 1 {
        reasons[column] = .empty
      }
    }
    if let mistake { throw failure(mistake.row, mistake.column) }
    try checkDresses(parsed)
    var slots = candidates.indices.filter { reasons[candidates[$0]] == nil }
    var notes = table.layout.notes
    if let names = options.modelColumns, options.columns == nil, !columns.contains(where: { $0.name != nil }) {
      let first = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", ..." : "")
      notes.append("the table has no headings: its columns are taken for those of the model in their order (\(first))")
    }
    if let names = options.modelColumns, options.columns != nil, candidates.map({ columns[$0].title }) != names {
      notes.append("the columns of --columns are taken for those of the model in their order")
    }
    var idColumn = idColumn
    if !isGiven {
      let rule = NumberColumnRule(
        columns: candidates.map { columns[$0] }, hasHeading: table.layout.hasHeading,
        columnCount: columns.count, rowNames: table.layout.rowNames)
      for (slot, reason) in rule.leftAside(slots, in: parsed) {
        reasons[candidates[slot]] = reason
        slots.removeAll { $0 == slot }
        if reason == .rowNumbers || reason == .ids { idColumn = idColumn ?? candidates[slot] }
      }
      notes += rule.notes(slots, in: parsed) + listNotes(reasons)
    }
    guard !slots.isEmpty else { throw noNumbers(reasons) }
    return Outcome(
      slots: slots, columns: slots.map { columns[candidates[$0]] },
      leftAside: columns.compactMap { column in
        reasons[column.index].map { LeftAsideColumn(column: column, reason: $0) }
      },
      notes: notes, idColumn: idColumn.map { columns[$0] })
  }

  private func failure(_ row: Int, _ column: Int) -> VectorFileError {
    let place = table.place(row: row, column: column)
    let cell = table.bytes[place.cell.content]
    if row > 0, let name = columns[column].name, cell.elementsEqual(name.utf8) {
      return table.failure.make(place.location, "the line repeats the headings \(place.text)", "take it out")
    }
    return table.failure.word(table.bytes, place, table.reader)
  }

  /// Throws where numbers without a percent sign stand among others with one.
  private func checkDresses(_ parsed: borrowing ParsedTable<Double>) throws(VectorFileError) {
    for column in candidates where table.layout.dresses[column].map({ !$0.mayBeLeftOff }) ?? false {
      let count = parsed.counts[column]
      guard count.dressed + count.words + count.missing + count.notFinite < parsed.rows else { continue }
      let isBare: (TextCell, TextCell.Meaning) -> Bool = {
        if case .number(let value) = $1 { value != 0 } else { false }
      }
      guard let (row, _) = try table.first(ofColumn: column, where: isBare) else { continue }
      let place = table.place(row: row, column: column)
      let cell = UnsafeBufferPointer(rebasing: table.bytes[place.cell.content])
      throw table.failure.make(
        place.location, "\(Excerpt.quoted(cell)) has no percent sign, which others in the column have \(place.text)",
        "write all with one or all without, or leave the column aside (--skip-columns \(place.column.option))")
    }
  }

  /// No column is left: a list is named, or the column that names the rows, or the first of the words.
  private func noNumbers(_ reasons: [Int: LeftAsideColumn.Reason]) -> VectorFileError {
    func first(_ isMeant: Set<LeftAsideColumn.Reason>) -> Int? {
      columns.indices.first { reasons[$0].map(isMeant.contains) ?? false }
    }
    func error(_ column: Int, _ advice: String) -> VectorFileError {
      let found = try? table.first(ofColumn: column) { if case .word = $1 { true } else { false } }
      var error = table.failure.word(table.bytes, table.place(row: found?.row ?? 0, column: column), table.reader)
      error.advice = advice
      return error
    }
    if table.layout.isDeclared, options.idColumn == nil { return table.failure.noneIsNumeric() }
    if let list = first([.lists]), table.original != nil {
      return table.failure.onlyLists(table.place(row: 0, column: list))
    }
    if let list = first([.lists]) {
      return error(list, "no column holds plain numbers: \(TextFailure.listAdvice.cure)")
    }
    if let id = first([.ids, .rowNumbers]), options.idColumn == nil {
      return table.failure.onlyNamesRows(columns[id], reasons[id] ?? .ids)
    }
    guard let word = first([.words, .dates, .truthValues, .hexadecimal]) else { return table.failure.noRows() }
    let start = table.layout.headingStart ?? table.layout.dataStart
    if options.separator == nil,
      let separator = LayoutHint(table.bytes, from: start, reader: table.reader).separator
    {
      return error(
        word, "no column holds numbers; if “\(separator)” separates cells, say so (--separator '\(separator)')")
    }
    return error(word, "no column holds numbers (--separator, --skip-rows and --header say how the file is laid out)")
  }

  /// What columns of lists would need to be points; rows of JSON have columns for lists of numbers already.
  private func listNotes(_ reasons: [Int: LeftAsideColumn.Reason]) -> [String] {
    let lists = columns.filter { reasons[$0.index] == .lists }.map { "“\($0.title)”" }
    guard let first = lists.first, !isGiven, table.original == nil else { return [] }
    let names = lists.count == 1 ? "\(first) holds" : "\(lists.joined(separator: ", ")) hold"
    return ["\(names) lists, which \(TextFailure.listAdvice.cause): \(TextFailure.listAdvice.cure)"]
  }
}
