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
  package internal(set) var slots: [Slot] = []
  var reasons: [Int: LeftAsideColumn.Reason] = [:]
  /// Whether nothing is found out any more.
  var isGiven = false
  private(set) var idColumn: Int?
  var notes: [String] = []
  let titles: [TableColumn]

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
