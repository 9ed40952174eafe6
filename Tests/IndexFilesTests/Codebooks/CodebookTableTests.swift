import IndexFiles
import Matrices
import Testing

struct CodebookTableTests {
  @Test func partsFollowOneAnotherAndCountFromOne() throws {
    let table = try CodebookTable(codebooks: [[[0.1, 1], [2, 3]], [[4, -5]]])
    #expect(table.rows.map(\.part) == [1, 1, 2] && table.rows.map(\.code) == [0, 1, 0])
    #expect(table.rows.map(\.vector) == [[0.1, 1], [2, 3], [4, -5]])
  }

  @Test func whatHasNoVectorsIsRefused() {
    #expect(throws: IndexFileError.unequalParts(columns: [2, 1])) {
      try CodebookTable(codebooks: [[[0, 0]], [[1]]])
    }
    #expect(throws: IndexFileError.beyondSinglePrecision(row: 1, column: 0, value: 1e39)) {
      try CodebookTable(codebooks: [[[0], [1e39]]])
    }
    let error = #expect(throws: IndexFileError.self) { try CodebookTable(codebooks: []) }
    #expect(error?.description.contains("a grid per column") == true)
  }
}
