/// Which columns of a typed table are points: before the rows are read, by what was asked for and by their types, and then
/// by what they hold.
package struct TypedTable {
  /// A number of each row: that of a column, or one of its list.
  package struct Slot: Sendable, Equatable {
    package let column: Int
    package let element: Int
    /// How many numbers the column has.
    package let width: Int
    let title: TableColumn
  }

  let path: String
  let columns: [TypedColumn]
  /// The numbers that make a row, in this order.
  package private(set) var slots: [Slot] = []
  private(set) var reasons: [Int: LeftAsideColumn.Reason] = [:]
  /// Whether nothing is found out any more.
  private(set) var isGiven = false
  private(set) var idColumn: Int?
  private(set) var notes: [String] = []
  private let titles: [TableColumn]

  /// - Parameters:
  ///   - format: what a message calls the table: “a Parquet file”.
  ///   - path: what errors call it.
  package init(
    _ columns: [TypedColumn], _ options: TableOptions, format: String, path: String
  ) throws(VectorFileError) {
    (self.columns, self.path) = (columns, path)
    titles = columns.indices.map { TableColumn(index: $0, name: columns[$0].name.isEmpty ? nil : columns[$0].name) }
    if let option = options.textOption {
      throw failure("\(option) is about tables of text, and this is \(format)", "leave it out")
    }
    if let part = options.part {
      if let column = part.idColumn, columns.indices.contains(column) { (idColumn, reasons[column]) = (column, .ids) }
      try choose(columns.indices.filter { reasons[$0] == nil && columns[$0].width != nil }, others: nil)
      try choose(named: part.points, in: "the first part, \(part.path)", others: .notChosen)
      return
    }
    if let selection = options.idColumn {
      let found = try indices(selection, "--id-column")
      guard found.count == 1 else { throw failure("--id-column names \(found.count) columns", "name one") }
      (idColumn, reasons[found[0]]) = (found[0], .ids)
    }
    if let selection = options.skippedColumns {
      for column in try indices(selection, "--skip-columns") where reasons[column] == nil {
        reasons[column] = .notChosen
      }
    }
    if let selection = options.columns {
      let asked = try indices(selection, "--columns").filter { reasons[$0] == nil }
      try choose(asked, others: .notChosen)
      if let names = options.modelColumns { reorder(names) }
    } else if let names = options.modelColumns, !names.isEmpty {
      try choose(columns.indices.filter { reasons[$0] == nil && columns[$0].width != nil }, others: nil)
      try choose(named: names, in: "the model", others: .notInModel)
    } else if options.leavesColumnsAside {
      try find()
    } else {
      try choose(columns.indices.filter { reasons[$0] == nil }, others: .notChosen)
    }
    guard !slots.isEmpty else {
      let names = columns.prefix(20).map { "\($0.name) (\($0.description))" }.joined(separator: ", ")
      throw failure("no column holds numbers: \(names)", "choose others, or turn them into numbers (--query, CAST)")
    }
  }

  private func failure(_ problem: String, _ advice: String) -> VectorFileError {
    TextFailure(path: path).make(.file, problem, advice)
  }

  private func indices(_ selection: ColumnSelection, _ option: String) throws(VectorFileError) -> [Int] {
    try selection.indices(in: titles, option, TextFailure(path: path))
  }

  private func slots(of column: Int) -> [Slot] {
    guard case .lists(_, let count) = columns[column].content else {
      return [Slot(column: column, element: 0, width: 1, title: titles[column])]
    }
    return (0..<count).map { element in
      let title = TableColumn(index: column, name: "\(titles[column].title)[\(element)]")
      return Slot(column: column, element: element, width: count, title: title)
    }
  }

  /// - Parameter others: why all other columns are left aside.
  private mutating func choose(_ chosen: [Int], others: LeftAsideColumn.Reason?) throws(VectorFileError) {
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
  private mutating func choose(
    named names: [String], in other: String, others: LeftAsideColumn.Reason
  ) throws(VectorFileError) {
    var places: [String: Slot] = [:]
    for slot in slots.reversed() { places[slot.title.title] = slot }
    var found: [Slot] = []
    for name in names {
      guard let slot = places[name] else {
        throw TextFailure(path: path).unknownColumn(name, other, titles)
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
  private mutating func reorder(_ names: [String]) {
    let places = Dictionary(slots.map { ($0.title.title, $0) }) { first, _ in first }
    let ordered = names.compactMap { places[$0] }
    if ordered.count == slots.count, Set(names).count == names.count { slots = ordered }
  }

  private mutating func find() throws(VectorFileError) {
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

  /// Whether all numbers are Floats without rounding.
  package var fitsFloat: Bool { elementType.fitsFloat }

  /// The type of the numbers together.
  var elementType: ElementType {
    let types = Set(
      slots.map { slot -> ElementType in
        switch columns[slot.column].content {
        case .numbers(let type), .lists(let type, _): type
        default: .bool
        }
      }.map(\.rawValue)
    ).compactMap(ElementType.init(rawValue:))
    if let only = types.first, types.count == 1 { return only }
    return types.allSatisfy(\.fitsFloat) ? .float32 : .float64
  }
}
