/// What is asked for, and what is found by the types.
extension TypedTable {
  func failure(_ problem: String, _ advice: String) -> VectorFileError {
    TextFailure(path: path).make(.file, problem, advice)
  }

  func indices(_ selection: ColumnSelection, _ option: String) throws(VectorFileError) -> [Int] {
    try selection.indices(in: titles, option, TextFailure(path: path))
  }

  func slots(of column: Int) -> [Slot] {
    guard case .lists(_, let count) = columns[column].content else {
      return [Slot(column: column, element: 0, width: 1, title: titles[column])]
    }
    return (0..<count).map { element in
      let title = TableColumn(index: column, name: "\(titles[column].title)[\(element)]")
      return Slot(column: column, element: element, width: count, title: title)
    }
  }

  /// - Parameter others: why all other columns are left aside.
  mutating func choose(_ chosen: [Int], others: LeftAsideColumn.Reason?) throws(VectorFileError) {
    isGiven = true
    for column in chosen where columns[column].width == nil {
      throw failure(
        "column “\(titles[column].title)” holds \(columns[column].description)",
        "leave it aside (--skip-columns), or turn it into numbers (--query, CAST)")
    }
    slots = chosen.flatMap(slots(of:))
    guard let others else { return }
    for column in columns.indices where !chosen.contains(column) && reasons[column] == nil { reasons[column] = others }
  }

  /// Numbers by their names in a model or a first part.
  mutating func choose(
    named names: [String], in other: String, others: LeftAsideColumn.Reason
  ) throws(VectorFileError) {
    var places: [String: Slot] = [:]
    for slot in slots.reversed() { places[slot.title.title] = slot }
    var found: [Slot] = []
    for name in names {
      guard let slot = places[name] else {
        throw TextFailure(path: path).missingColumn(name, of: other, titles)
      }
      found.append(slot)
    }
    slots = found
    let used = Set(found.map(\.column))
    for column in columns.indices where !used.contains(column) && reasons[column] == nil {
      reasons[column] = others
    }
  }

  /// Brings the numbers into the order of a model where they are its own.
  mutating func reorder(_ names: [String]) {
    let places = Dictionary(slots.map { ($0.title.title, $0) }) { first, _ in first }
    let ordered = names.compactMap { places[$0] }
    if ordered.count == slots.count, Set(names).count == names.count { slots = ordered }
  }

  mutating func find() throws(VectorFileError) {
    let rest = columns.indices.filter { reasons[$0] == nil }
    let lists = rest.filter { if case .lists = columns[$0].content { true } else { false } }
    guard lists.count <= 1 else {
      let names = lists.map { titles[$0].title }.joined(separator: ", ")
      throw failure("several columns hold lists of numbers: \(names)", "choose (--columns)")
    }
    let numbers = rest.filter { if case .numbers = columns[$0].content { true } else { false } }
    let chosen = lists.isEmpty ? numbers : lists
    slots = chosen.flatMap(slots(of:))
    for column in rest where !chosen.contains(column) { reasons[column] = columns[column].reason }
    if let list = lists.first {
      isGiven = true
      if !numbers.isEmpty {
        let names = numbers.prefix(20).map { titles[$0].title }.joined(separator: ", ")
        notes.append("the points are the lists of “\(titles[list].title)”, without \(names) (--columns decides)")
      }
    }
  }
}
