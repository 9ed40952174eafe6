import Foundation
import Matrices
import Testing
import VectorFiles

/// Rows that end before their last cell.
struct ShortRowTests {
  private static let text = "name,a,b,c\nu,1,2,3\nv,4\nw,6,7,8\nx,9,1,2\ny\nz,2,3\n"

  @Test func aShortRowIsNamedWithTheWayRound() {
    let error = failure { () throws(VectorFileError) in try read(Self.text) }
    #expect(error?.location == .line(3, column: nil))
    let one = failure { () throws(VectorFileError) in try read("1,2\n3\n") }
    #expect(one?.location == .line(2, column: nil) && one?.problem == "1 cell instead of 2 as on line 1")
    #expect(error?.problem == "2 cells instead of 4 as on line 1" && error?.advice.contains("--drop-bad-rows") == true)
    let long = failure { () throws(VectorFileError) in try read("a,b\n1,2\n3,4,5\n6,7\n", dropsBadRows: true) }
    #expect(long?.location == .line(3, column: nil) && long?.advice.contains("--drop-bad-rows") == false)
  }

  @Test(arguments: [1, 3]) func shortRowsAreLeftOutAsOthersThatLackCells(threads: Int) throws {
    let folder = TemporaryFolder()
    let path = folder.file("x.csv", Array(Self.text.utf8))
    var reader = VectorFileReader()
    (reader.dropsBadRows, reader.threadCount) = (true, threads)
    let data = try withExtendedLifetime(folder) { () throws(VectorFileError) in try reader.read(path) }
    #expect(data.points == .double([[1, 2, 3], [6, 7, 8], [9, 1, 2]]))
    #expect(data.droppedRowIndices == [1, 4, 5])
  }

  /// Which cell is missing cannot be known: all columns of numbers are there, and the row is left out.
  @Test func aRowThatLacksOnlyWordsIsLeftOut() throws {
    let data = try read("a,b,kind\n1,2,u\n3,5,v\n6,7\n9,1,w\n", dropsBadRows: true)
    #expect(data.points == .double([[1, 2], [3, 5], [9, 1]]) && data.droppedRowIndices == [2])
  }

  @Test func theAnnotatedTableHasItsNewCellsInTheirColumns() throws {
    for (separator, missing) in [(",", ""), (" ", "NA")] {
      let folder = TemporaryFolder()
      func table(_ text: String) -> String { text.replacing(",", with: separator) }
      var reader = VectorFileReader()
      (reader.dropsBadRows, reader.keepsOriginal) = (true, true)
      let data = try reader.read(folder.file("x", Array(table("a,b,c\n1,2,3\n4\n6,7,8\n9,1,2\n").utf8)))
      let original = try #require(data.original)
      try AnnotatedTable(original, labels: [0, -1, 1, 1], distances: [0.5, .nan, 1, 2]).write(to: folder.path + "/out")
      let written = try String(contentsOfFile: folder.path + "/out", encoding: .utf8)
      let expected =
        "a,b,c,cluster,distance\n1,2,3,0,0.5\n4,\(missing),\(missing),-1,\(missing)\n6,7,8,1,1.0\n9,1,2,1,2.0\n"
      #expect(written == table(expected))
    }
  }

  @Test func aShortRowHasNoName() throws {
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    (reader.dropsBadRows, reader.keepsOriginal) = (true, true)
    reader.table.idColumn = ColumnSelection("id")
    let data = try reader.read(folder.file("x.csv", Array("a,b,id\n1,2,u\n4,5\n6,7,v\n".utf8)))
    #expect(data.rowNames.names(of: [0, 1, 2], among: 3) == [0: "u", 1: "", 2: "v"])
  }
}
