/// A column of a file.
public struct TableColumn: Sendable, Equatable {
  /// Its place, counted from 0.
  public var index: Int
  /// Its heading, if it has one.
  public var name: String?

  /// A column at a place.
  public init(index: Int, name: String? = nil) {
    self.index = index
    self.name = name
  }

  /// What it is called: its heading or, counted from 1 as everywhere, “column 3”.
  public var title: String { name ?? "column \(index + 1)" }

  /// How an option names it.
  var option: String {
    let isPlain = name?.utf8.allSatisfy { "._".utf8.contains($0) || $0 | 0x20 &- 0x61 < 26 || $0 &- 0x30 < 10 }
    return isPlain == true ? title : "\(index + 1)"
  }
}

/// A column that is no part of the points.
public struct LeftAsideColumn: Sendable, Equatable {
  /// Why a column was left aside.
  public enum Reason: String, Sendable {
    /// Words; dates or times; true and false.
    case words
    case dates
    case truthValues = "truth values"
    /// Numbers such as 0x1F: addresses, registers.
    case hexadecimal = "hexadecimal numbers"
    /// Several values in every cell: a list in brackets, or an object of JSON.
    case lists = "lists or objects"
    /// The first column has no heading, while the others have.
    case rowNames = "row names"
    /// The first column counts the rows.
    case rowNumbers = "row numbers"
    /// Whole numbers, all different, under a heading such as “id”; or the column that was named as that.
    case ids
    /// Few whole numbers under a heading such as “class”; or, without headings, numbers of classes at either end of the
    /// table.
    case classes = "a class"
    /// Nothing but missing values.
    case empty
    /// Values that are neither numbers nor texts.
    case others = "no numbers"
    /// It is not among the columns asked for.
    case notChosen = "not chosen"
    /// The model has no such column.
    case notInModel = "not in the model"
  }

  public var column: TableColumn
  public var reason: Reason

  public init(column: TableColumn, reason: Reason) {
    self.column = column
    self.reason = reason
  }
}
