import Matrices
import Testing
import VectorFiles

struct BadRowsTests {
  @Test(arguments: [("npy", VectorFileError.Location.row(86, column: 0)), ("csv", .line(87, column: 1))])
  func irisWithFiveBadRows(suffix: String, location: VectorFileError.Location) throws {
    let path = resource("nan_inf_rows.\(suffix)")
    let error = try #require(failure { () throws(VectorFileError) in try VectorFileReader().read(path) })
    #expect(error.location == location, "\(error)")
    #expect(error.problem.contains("the first of 5 bad rows of 150"))
    var reader = VectorFileReader()
    reader.dropsBadRows = true
    let data = try reader.read(path)
    #expect(data.points.rows == 145 && data.points.columns == 4)
    #expect(data.droppedRowIndices == [86, 91, 101, 133, 137])
    #expect(data.droppedRows == 5)
    #expect(data.points.inDoublePrecision.elements.allSatisfy { $0.isFinite })
  }

  @Test func penguinsAreTheSameFromBothFormats() throws {
    var reader = VectorFileReader()
    reader.dropsBadRows = true
    let binary = try reader.read(resource("penguins_with_nan.npy"))
    let text = try reader.read(resource("penguins_with_nan.csv"))
    #expect(binary.points == text.points)
    #expect(binary.droppedRowIndices == [3, 271] && text.droppedRowIndices == [3, 271])
    let error = failure { () throws(VectorFileError) in
      try VectorFileReader().read(resource("penguins_with_nan.csv"))
    }
    #expect(error?.location == .line(4, column: 1))
  }

  @Test func onlyBadRowsAreAnErrorEvenWhenTheyMayBeDropped() {
    let error = failure { () throws(VectorFileError) in try read("nan,1\nNA,2\n", dropsBadRows: true) }
    #expect(error?.location == .line(1, column: 1))
    #expect(error?.problem.contains("the first of 2 bad rows of 2") == true)
    let nan: [UInt8] = [0, 0, 0xC0, 0x7F]
    let binary = failure { () throws(VectorFileError) in
      try read(npy("<f4", shape: "(2, 1)", nan + nan), dropsBadRows: true)
    }
    #expect(binary?.location == .row(0, column: 0))
  }

  @Test func infinityIsFoundAtAnyPlace() throws {
    for position in 0..<130 {
      var bytes = [UInt8](repeating: 0, count: 4 * 130)
      bytes[4 * position + 2] = 0x80
      bytes[4 * position + 3] = 0x7F
      let file = npy("<f4", shape: "(13, 10)", bytes)
      let error = failure { () throws(VectorFileError) in try read(file) }
      #expect(error?.location == .row(position / 10, column: position % 10))
      #expect(error?.problem.contains("infinite") == true)
      #expect(try read(file, dropsBadRows: true).droppedRowIndices == [position / 10])
    }
  }

  @Test func theLargestFiniteValuesPass() throws {
    let folder = TemporaryFolder()
    let matrix: Matrix<Double> = [[.greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0]]
    try NumPyFile.write(matrix, to: folder.path + "/x")
    #expect(try VectorFileReader().read(folder.path + "/x").points == .double(matrix))
  }

  @Test(arguments: ["", "NA", "n/a", "NULL", "NaN", "+nan", "-INF", "Infinity", "1e999", "\"\"", "\"NA\"", "  "])
  func badCellsAreDroppedAndCounted(cell: String) throws {
    let text = "1,2,3\n4,\(cell),6\n7,8,9\n"
    let data = try read(text, dropsBadRows: true)
    #expect(data.points == .double([[1, 2, 3], [7, 8, 9]]))
    #expect(data.droppedRowIndices == [1])
    #expect(failure { () throws(VectorFileError) in try read(text) }?.location == .line(2, column: 2))
  }
}
