/// What the first of several parts says about the columns of the others.
struct PartColumns: Equatable {
  /// The first part.
  let path: String
  /// The names of all columns of the file.
  let names: [String?]
  /// The places of the points, in their order.
  let chosen: [Int]
  /// Why each of the others is left aside.
  let leftAside: [LeftAsideColumn]
  let idColumn: Int?
  /// What the points are called, in their order.
  let points: [String]
  /// The keys of rows of JSON.
  let keys: [JSONKey]?
  /// How the first part in which that can be seen writes its numbers.
  var style: NumberStyle?
  /// What the numbers wear, per column.
  let dresses: [NumberDress?]?

  init(_ data: VectorData, _ path: String) {
    self.path = path
    names = (data.columns + data.leftAside.map(\.column)).sorted { $0.index < $1.index }.map(\.name)
    chosen = data.columns.map(\.index)
    leftAside = data.leftAside
    idColumn = data.idColumn?.index
    points = data.columns.map(\.title)
    keys = data.keys
    (style, dresses) = (data.textStyle?.numbers, data.textStyle?.dresses)
  }

  /// Whether headings are those of the first part; a part without headings has the columns of the first.
  func check(_ columns: [TableColumn], hasHeading: Bool, line: Int, _ failure: TextFailure) throws(VectorFileError) {
    guard columns.count == names.count else {
      throw failure.make(
        .line(line, column: nil),
        "the table has \(columns.count) columns instead of \(names.count) as the first part, \(path)",
        "read parts of the same columns together")
    }
    guard hasHeading else { return }
    for (column, name) in zip(columns, names) where !Self.equal(column.name, name) {
      let expected = name.map { "“\($0)”" } ?? "no name"
      throw failure.make(
        .line(line, column: column.index + 1),
        "the column is called “\(column.name ?? "")”, and \(expected) in the first part, \(path)",
        "read parts of the same columns together")
    }
  }

  static func equal(_ left: String?, _ right: String?) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }
}

/// How a text writes its numbers.
struct TextStyle: Sendable {
  /// Nil where nothing tells.
  let numbers: NumberStyle?
  /// What the numbers wear, per column.
  let dresses: [NumberDress?]
}
