import Matrices
import Testing
import VectorFiles

/// Lines before, within and behind a table, and the options that decide about them.
struct TableEdgesTests {
  private func read(_ text: String, _ set: (inout TableOptions) -> Void = { _ in }) throws(VectorFileError)
    -> VectorData
  {
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    set(&reader.table)
    return try withExtendedLifetime(folder) { () throws(VectorFileError) in
      try reader.read(folder.file("x", Array(text.utf8)))
    }
  }

  @Test func linesBehindTheTableArePassedOver() throws {
    let text = "a,b,c\n1,2,3\n3,9,1\n\nSource: us, 2020\nNotes follow\n"
    let data = try read(text)
    #expect(data.points.rows == 2)
    #expect(data.notes == ["the last 3 lines are taken for no part of the table (--skip-footer decides)"])
    #expect(try read(text) { $0.skippedFooter = 3 }.notes == [])
    let error = failure { () throws(VectorFileError) in try read(text) { $0.skippedFooter = 0 } }
    #expect(error?.location == .line(5, column: nil))
    // A row with a name alone is one, and so is the end of a cell that spans lines.
    #expect(
      failure { () throws(VectorFileError) in try read("a,b,c\nx,2,3\ny,9,1\nz,,\n") }?.location == .line(4, column: 2))
    #expect(try read("x,n\n1,a\n5,\"two\nlines\"\n").points.rows == 2)
  }

  @Test func aRowOfTotalsIsToldByItsSums() throws {
    let text = "shop;a;b\nx;1;2,5\ny;3;1\nz;5;1,5\nGesamt;9;5\n"
    let data = try read(text)
    #expect(data.points == .double([[1, 2.5], [3, 1], [5, 1.5]]))
    #expect(
      data.notes.last
        == "the last row, “Gesamt”, sums up the others and is taken for no part of the table (--skip-footer decides)")
    #expect(try read(text) { $0.skippedFooter = 0 }.points.rows == 4)
    #expect(try read(text.replacing("9;5", with: "8;6")).points.rows == 4)
    #expect(try read("s,a\nx,1\ny,3\nz,5\nMean,3\n").points.rows == 3)
  }

  @Test func unitsBelongToTheHeadings() throws {
    let text = "t,v\ns,km/h\n0.5,30\n1.5,35\n2.5,36\n"
    let data = try read(text)
    #expect(data.columns.map(\.title) == ["t", "v"] && data.points.rows == 3)
    #expect(
      data.notes == ["line 2 belongs to the headings: units, or names of another level (--header yes: to the data)"])
    let error = failure { () throws(VectorFileError) in try read(text) { $0.header = .present } }
    #expect(error?.location == .line(2, column: 1))
    // Above one column of numbers alone, a word is a cell.
    #expect(
      failure { () throws(VectorFileError) in try read("n,v\na,high\nb,3\nc,5\n") }?.location == .line(2, column: 2))
    // So is one that comes again.
    let again = "t,v\nhigh,high\n1,2\nhigh,4\n5,6\n7,8\n"
    #expect(failure { () throws(VectorFileError) in try read(again) }?.location == .line(2, column: 1))
  }

  @Test func rowsThatCountAreNoHeadings() throws {
    let data = try read("0,1,2,3\n1,2,3,4\n4,5,6,7\n")
    #expect(data.points.rows == 3 && !data.hasNames)
  }

  @Test func numbersThatMayBeHeadingsAreSaid() throws {
    let scale = "10,20,30\n4,17,9\n7,3,2\n5,5,1\n"
    #expect(
      try read(scale).notes == [
        "line 1 is taken for data, though its numbers may be headings (--header yes: they are)"
      ])
    #expect(try read("400,410,420\n0.5,0.25,0.5\n0.5,0.75,0.5\n") { $0.header = .absent }.points.rows == 3)
    // A column that was asked for by such a name has it.
    let data = try read("7,9\n4,17\n5,3\n") { $0.columns = ColumnSelection("9") }
    #expect(data.points == .double([[17], [3]]))
    #expect(try read("7,2\n4,17\n5,3\n") { $0.columns = ColumnSelection("2") }.points == .double([[2], [17], [3]]))
  }

  @Test func aLineThatRepeatsTheHeadingsIsNamed() {
    let error = failure { () throws(VectorFileError) in try read("a,b\n1,2\na,b\n5,6\n") }
    #expect(error?.location == .line(3, column: 1))
    #expect(error?.problem == "the line repeats the headings (column “a”, byte 8)" && error?.advice == "take it out")
  }

  @Test func markersAreInTheStyleOfTheFile() throws {
    let text = "a;b\n1,5;2\n99,9;3\n2,5;4\n"
    let error = failure { () throws(VectorFileError) in try read(text) { $0.missingMarkers = ["99,9"] } }
    #expect(error?.problem.contains("“99,9” stands for a missing value") == true)
  }

  /// A matrix has no headings that are numbers unless they are quoted.
  @Test func inAMatrixNothingIsGuessedAboutNumbers() throws {
    func model(_ text: String, rows: Int? = nil) throws(VectorFileError) -> VectorData {
      try read(text) {
        $0.leavesColumnsAside = false
        $0.rows = rows
      }
    }
    let text = "0,1,2,3\n5.5,3.5,7.5,1\n1.5,2.5,3,4.5\n"
    #expect(failure { () throws(VectorFileError) in try model(text) }?.location == .line(1, column: nil))
    #expect(try model(text, rows: 3).points.rows == 3)
    #expect(try model(text, rows: 2).columns.map(\.title) == ["0", "1", "2", "3"])
    #expect(try model("\"0.5\",\"1\"\n5.5,6.5\n").columns.map(\.title) == ["0.5", "1"])
    #expect(try model(text.replacing("0,1,2,3", with: "0.0,1.0,2.0,3.0")).points.rows == 3)
  }

  /// A grid: with anything but x beside it, y would be an outcome.
  @Test func aCoordinateIsNoClass() throws {
    let rows = (0..<60).map { "\(Double($0 % 12) + 0.5),\($0 / 12)\n" }.joined()
    #expect(try read("x,y\n" + rows).columns.map(\.title) == ["x", "y"])
    #expect(try read("X,Y\n" + rows).columns.map(\.title) == ["X", "Y"])
    #expect(try read("a,y\n" + rows).columns.map(\.title) == ["a"])
  }

  @Test func columnsThatLackMostValuesAreNamed() throws {
    let text = "a,b,my c,d\n1,,,2\n2,,,NA\n3,4,,5\n4,,6,7\n"
    let error = failure { () throws(VectorFileError) in try read(text) }
    #expect(
      error?.advice
        == "no row is left: leave aside what is missing in most rows (--skip-columns b,3)")
    #expect(
      try read("a,b,d\n1,,2\n2,3,1\n3,4,5\n4,7,7\n") { $0.skippedColumns = ColumnSelection("b") }.points.rows == 4)
    let few = failure { () throws(VectorFileError) in try read("a,b,d\n1,,2\n2,3,1\n3,4,5\n4,7,7\n") }
    #expect(few?.advice == "correct or remove the row, or leave it out (--drop-bad-rows)")
  }
}
