import Matrices
import Testing
import VectorFiles

/// Where an element of a file that was read stands in its text.
struct LocationTests {
  private func location(_ text: String, _ row: Int, _ column: Int, _ name: String = "x") throws(VectorFileError)
    -> VectorFileError.Location?
  {
    let folder = TemporaryFolder()
    let path = folder.file(name, Array(text.utf8))
    return try withExtendedLifetime(folder) { () throws(VectorFileError) in
      try VectorFileReader().location(row: row, column: column, in: path)
    }
  }

  @Test func headingsRemarksAndEmptyLinesCount() throws {
    let text = "# c\nname,x,y\n\"two\nlines\",1,2\n\nu,3,4\n"
    #expect(try location(text, 0, 1) == .line(3, column: 2))
    #expect(try location(text, 1, 2) == .line(6, column: 3))
    #expect(try location(text, 1, 3) == nil)
  }

  @Test func rowsOfJSONAndLIBSVMHaveTheirs() throws {
    #expect(try location("{\"a\":1,\"b\":2}\n{\"b\":4,\"a\":3}\n", 1, 0) == .line(2, column: 12))
    let rows = "1 1:5 3:2\n# c\n2 2:1 3:4\n"
    #expect(try location(rows, 1, 2) == .line(3, column: 3))
    #expect(try location(rows, 1, 0) == .line(3, column: nil))
  }

  @Test func filesWithoutLinesHaveNone() throws {
    let folder = TemporaryFolder()
    let path = folder.file("x.npy", npy("<f4", shape: "(1, 1)", [0, 0, 0, 0]))
    #expect(try VectorFileReader().location(row: 0, column: 0, in: path) == nil)
    #expect(try VectorFileReader().location(row: 0, column: 0, in: "-") == nil)
  }

  @Test func aNumberOfLIBSVMBeyondAllMeasureIsNamedByItsLine() {
    let error = failure { () throws(VectorFileError) in try read("1 1:5 3:2\n# c\n2 2:1 3:1e400\n") }
    #expect(error?.location == .line(3, column: 3) && error?.problem.hasPrefix("the value is infinite") == true)
  }
}
