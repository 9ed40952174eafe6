import Foundation
import IndexFiles
import TesseraTestSupport
import Testing

struct CentroidTableTests {
  private func text(_ table: CentroidTable) throws -> String {
    let folder = TemporaryFolder()
    try table.write(to: folder.path + "/c.csv")
    return try String(contentsOfFile: folder.path + "/c.csv", encoding: .utf8)
  }

  @Test func withoutALevelAboveNobodyHasAParent() throws {
    let table = try CentroidTable(centroids: [[0.1, -2], [1e-7, 3]])
    #expect(try text(table) == "id,parent,vector\n0,,\"[0.1,-2.0]\"\n1,,\"[1e-07,3.0]\"\n")
  }

  /// The one at (100, 100) is near to none, and is left out.
  @Test func parentsFollowTheirChildren() throws {
    let table = try CentroidTable(
      centroids: [[0, 0], [9, 9], [1, 1]], parents: [[100, 100], [10, 10], [0, 1]])
    #expect(
      try text(table) == """
        id,parent,vector
        0,4,"[0.0,0.0]"
        1,3,"[9.0,9.0]"
        2,4,"[1.0,1.0]"
        3,,"[10.0,10.0]"
        4,,"[0.0,1.0]"

        """)
  }

  @Test func otherColumnsAreRefused() {
    #expect(throws: IndexFileError.columnCount(1, expected: 2)) {
      try CentroidTable(centroids: [[0, 0]], parents: [[1]])
    }
    #expect(throws: IndexFileError.beyondSinglePrecision(row: 0, column: 1, value: -1e39)) {
      try CentroidTable(centroids: [[0, -1e39]])
    }
  }
}
