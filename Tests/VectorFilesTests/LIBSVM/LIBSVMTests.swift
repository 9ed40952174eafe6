import Matrices
import Testing
import VectorFiles

struct LIBSVMTests {
  @Test func placesThatAreLeftOutAreZero() throws {
    let data = try read("+1 1:0.5 3:-2e1 # a remark\n-1 2:1\n\n+1\n")
    #expect(data.points == .double([[0.5, 0, -20], [0, 1, 0], [0, 0, 0]]))
    #expect(data.leftAside.map { "\($0.column.title): \($0.reason.rawValue)" } == ["label: a class"])
    #expect(data.columns.map(\.title) == ["column 1", "column 2", "column 3"])
  }

  @Test(arguments: ["0:1", "2:1 2:3", "x:1", "1:y", "1"]) func aRowThatIsNoneIsNamed(row: String) {
    let rows = (0..<6).map { "1 1:\($0)\n" }.joined()
    let error = failure { () throws(VectorFileError) in try read(rows + "1 \(row)\n") }
    #expect(error?.location == .line(7, column: nil) && error?.problem.contains("no row of LIBSVM") == true)
  }

  @Test(arguments: ["", "\n", "0", "8 ", "1\n-1 # none\n"]) func rowsWithoutNumbersAreRefused(text: String) {
    let folder = TemporaryFolder()
    let error = failure { () throws(VectorFileError) in
      try VectorFileReader().read(folder.file("x.svm", Array(text.utf8)))
    }
    #expect(error?.kind == .badData && error?.location == .file, "\(String(describing: error))")
  }

  @Test func columnsAreChosenByPlace() throws {
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.table.columns = ColumnSelection("3,1")
    let data = try reader.read(folder.file("x", Array("1 1:2 3:4\n2 3:5\n".utf8)))
    #expect(data.points == .double([[4, 2], [5, 0]]))
  }

  @Test func placesBeyondMemoryAreRefused() {
    let error = failure { () throws(VectorFileError) in try read("1 1:2 9000000000000000000:4\n2 3:5\n") }
    #expect(error?.kind == .memory, "\(String(describing: error))")
  }
}
