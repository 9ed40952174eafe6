import Testing
import VectorFiles

/// A table as somebody's program writes it, and what a data person expects of it.
struct RealTable: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let columns: [String]
  /// Names and reasons.
  let leftAside: [String]
  let rows: Int

  init(_ name: String, _ text: String, _ columns: [String], aside: [String] = [], rows: Int) {
    (testDescription, self.text, self.columns, leftAside, self.rows) = (name, text, columns, aside, rows)
  }
}

struct RealTableTests {
  static let tables =
    RealTable.r + RealTable.pandas + RealTable.spreadsheets + RealTable.dates + RealTable.repositories
    + RealTable.identifiers + RealTable.loggers + RealTable.drawn + RealTable.numberHeadings + RealTable.quoted

  @Test(arguments: tables) func readsAsExpected(table: RealTable) throws {
    let data = try read(table.text)
    #expect(data.columns.map(\.title) == table.columns)
    #expect(data.leftAside.map { "\($0.column.title): \($0.reason.rawValue)" } == table.leftAside)
    #expect(data.points.rows == table.rows)
  }
}
