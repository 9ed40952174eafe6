public import Matrices

/// Values in columns, one per row of a file: labels and what belongs to them.
public struct OutputTable: Sendable {
  /// A column of values.
  public struct Column: Sendable {
    public enum Values: Sendable {
      case integers([Int32])
      /// NaN where there is no value.
      case numbers([Double])
    }

    public var name: String
    public var values: Values

    public init(_ name: String, _ values: Values) { (self.name, self.values) = (name, values) }

    var count: Int {
      switch values {
      case .integers(let values): values.count
      case .numbers(let values): values.count
      }
    }
  }

  /// What the rows are called: in front of the columns, in formats that hold several.
  public var rowNames: RowNames
  /// At least one, all of the same length; formats that hold only one take the first.
  public var columns: [Column]
  /// What hears how many of many rows are written.
  public var meter: WorkMeter?

  public init(rowNames: RowNames, columns: [Column]) { (self.rowNames, self.columns) = (rowNames, columns) }

  /// After how many rows it is said how many are written.
  static let saidRows = 1 << 16

  /// The number of rows.
  public var rows: Int { columns.first?.count ?? 0 }

  /// What the first column is called: its heading, unless a column has that name; `id` where it has none; `row` for numbers
  /// from 0.
  package var rowHeading: String {
    guard let heading = rowNames.heading else { return "row" }
    return heading.isEmpty || columns.contains { $0.name == heading } ? "id" : heading
  }
}
