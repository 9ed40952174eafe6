/// Which columns of a text are points: first by what was asked for and what the first rows hold, then, when all rows were
/// read, by what they hold.
struct ColumnChoice {
  let table: TextTable
  let options: TableOptions
  /// The columns to read, in the order of the points.
  private(set) var candidates: [Int] = []
  private(set) var reasons: [Int: LeftAsideColumn.Reason] = [:]
  /// Whether the candidates were asked for: then each must hold numbers.
  private(set) var isGiven = false
  /// The column that names the rows, asked for or found.
  private(set) var idColumn: Int?

  var columns: [TableColumn] { table.layout.columns }

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
    let isAskedFor = isGiven || columns.allSatisfy { [.notChosen, .ids].contains(reasons[$0.index]) }
    guard !candidates.isEmpty || !isAskedFor else {
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
        throw table.failure.missingColumn(name, of: "the model", columns)
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
        let isRowName = column < table.layout.rowNames
        reasons[column] = isRowName ? .rowNames : others
        if isRowName, idColumn == nil { idColumn = 0 }
      }
    }
  }

  private mutating func find() {
    for column in 0..<table.layout.rowNames where reasons[column] == nil {
      reasons[column] = .rowNames
      idColumn = idColumn ?? column
    }
    isGiven = !options.leavesColumnsAside
    for column in columns.indices where reasons[column] == nil {
      let sample = table.layout.samples[column]
      if !isGiven, table.layout.classes.contains(column) {
        reasons[column] = sample.isNumeric ? .classes : sample.reason
        continue
      }
      if !isGiven, let reason = table.layout.declared[column] {
        reasons[column] = reason
        continue
      }
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
    let isWord: Set<LeftAsideColumn.Reason> = [.words, .dates, .truthValues, .hexadecimal, .lists]
    let overlooked = columns.indices.filter { column in
      counts[column].numbers * 2 > rows && reasons[column].map(isWord.contains) == true
        && table.layout.declared[column] == nil
    }
    for column in overlooked { reasons[column] = nil }
    candidates = (candidates + overlooked).sorted()
    return !overlooked.isEmpty
  }
}
