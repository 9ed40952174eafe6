/// Which columns of a text are points: first by what was asked for and what the first rows hold, then, when all rows were
/// read, by what they hold.
struct ColumnChoice {
  private let table: TextTable
  private let options: TableOptions
  /// The columns to read, in the order of the points.
  private(set) var candidates: [Int] = []
  private var reasons: [Int: LeftAsideColumn.Reason] = [:]
  /// Whether the candidates were asked for: then each must hold numbers.
  private var isGiven = false
  /// The column that names the rows, asked for or found.
  private(set) var idColumn: Int?

  private var columns: [TableColumn] { table.layout.columns }

  init(_ table: TextTable, _ options: TableOptions) throws(VectorFileError) {
    self.table = table
    self.options = options
    if let part = options.part {
      for column in part.leftAside { reasons[column.column.index] = column.reason }
      idColumn = part.idColumn
      choose(part.chosen, others: .notChosen)
      return
    }
    if let selection = options.idColumn {
      let found = try indices(selection, "--id-column")
      guard found.count == 1 else {
        throw table.failure.make(.file, "--id-column names \(found.count) columns", "name one")
      }
      idColumn = found[0]
      reasons[found[0]] = .ids
    }
    if let selection = options.skippedColumns {
      for column in try indices(selection, "--skip-columns") where reasons[column] == nil {
        reasons[column] = .notChosen
      }
    }
    if let selection = options.columns {
      let chosen = try indices(selection, "--columns").filter { reasons[$0] == nil }
      choose(inOrderOfTheModel(chosen) ?? chosen, others: .notChosen)
    } else if let places = options.places {
      choose(places.filter { reasons[$0] == nil }, others: .notChosen)
    } else if let names = options.modelColumns, columns.contains(where: { $0.name != nil }) {
      choose(try places(of: names), others: .notInModel)
    } else {
      find()
    }
    guard !candidates.isEmpty || !isGiven else {
      throw table.failure.make(.file, "no column is left", "choose at least one (--columns, --skip-columns)")
    }
  }

  private func indices(_ selection: ColumnSelection, _ option: String) throws(VectorFileError) -> [Int] {
    try selection.indices(in: columns, option, table.failure)
  }

  /// Columns that are those of a model by name, in its order; nil where they are others.
  private func inOrderOfTheModel(_ chosen: [Int]) -> [Int]? {
    guard let names = options.modelColumns, Set(names).count == names.count else { return nil }
    let places = Dictionary(chosen.map { (columns[$0].title, $0) }) { first, _ in first }
    let ordered = names.compactMap { places[$0] }
    return ordered.count == chosen.count && ordered.count == names.count ? ordered : nil
  }

  /// The columns of a model by their names, or by what those without a name are called; the first of two of one name is the
  /// first.
  private func places(of names: [String]) throws(VectorFileError) -> [Int] {
    var places: [Int] = []
    var next: [SafeTensorsFile.Key: [Int]] = [:]
    for column in columns.reversed() {
      next[.init(column.title), default: []].append(column.index)
    }
    for name in names {
      guard let place = next[.init(name)]?.popLast() else {
        throw table.failure.unknownColumn(name, "the model", columns)
      }
      places.append(place)
    }
    return places
  }

  private mutating func choose(_ chosen: [Int], others: LeftAsideColumn.Reason) {
    isGiven = true
    candidates = chosen
    let isChosen = Set(chosen)
    for column in columns.indices where !isChosen.contains(column) {
      if reasons[column] == nil {
        let isRowName = column == 0 && table.layout.hasRowNames
        reasons[column] = isRowName ? .rowNames : others
        if isRowName, idColumn == nil { idColumn = 0 }
      }
    }
  }

  private mutating func find() {
    if table.layout.hasRowNames, reasons[0] == nil {
      reasons[0] = .rowNames
      idColumn = idColumn ?? 0
    }
    isGiven = !options.leavesColumnsAside
    if table.layout.endsWithClass, !isGiven, reasons[columns.count - 1] == nil { reasons[columns.count - 1] = .classes }
    for column in columns.indices where reasons[column] == nil {
      let sample = table.layout.samples[column]
      let isCandidate =
        isGiven || sample.isUnreadable
        || ColumnCounts.areMistakes(words: sample.words + sample.unreadable, numbers: sample.readable)
      if isCandidate { candidates.append(column) } else { reasons[column] = sample.reason }
    }
  }

  /// Takes columns in that hold numbers for the most part, though not in the first rows.
  ///
  /// - Returns: whether there were any.
  mutating func addOverlooked(_ counts: [ColumnCounts], rows: Int) -> Bool {
    guard !isGiven else { return false }
    let isWord: Set<LeftAsideColumn.Reason> = [.words, .dates, .truthValues]
    let overlooked = columns.indices.filter { column in
      counts[column].numbers * 2 > rows && reasons[column].map(isWord.contains) == true
    }
    for column in overlooked { reasons[column] = nil }
    candidates = (candidates + overlooked).sorted()
    return !overlooked.isEmpty
  }
}

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
        columns: candidates.map { columns[$0] }, hasHeading: table.layout.hasHeading)
      for (slot, reason) in rule.leftAside(slots, in: parsed) {
        reasons[candidates[slot]] = reason
        slots.removeAll { $0 == slot }
        if reason == .rowNumbers || reason == .ids { idColumn = idColumn ?? candidates[slot] }
      }
      notes += rule.notes(slots, in: parsed)
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
    table.failure.word(table.source.bytes, table.place(row: row, column: column), table.reader)
  }

  /// Nothing but words and the like: the first of them is named, or what is missing.
  private func noNumbers(_ reasons: [Int: LeftAsideColumn.Reason]) -> VectorFileError {
    guard let column = columns.indices.first(where: { reasons[$0] != .empty && reasons[$0] != .notChosen }) else {
      return table.failure.noRows()
    }
    let place = table.place(row: 0, column: column)
    var error = table.failure.word(table.source.bytes, place, table.reader)
    error.advice = "no column holds numbers (--separator, --skip-rows and --header say how the file is laid out)"
    return error
  }
}
