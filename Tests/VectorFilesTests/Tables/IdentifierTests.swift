import Matrices
import Testing
import VectorFiles

/// Columns that name rows by their heading, and tables that hold nothing else.
struct IdentifierTests {
  /// Rows of an id, a number, and a word.
  private func table(_ heading: String, rows: Int = 24, _ id: (Int) -> Int) -> String {
    "x,\(heading),w\n" + (0..<rows).map { "\($0 * 7 % 10).5,\(id($0)),a\n" }.joined()
  }

  @Test(arguments: ["PID", "pidnum", "studyid", "county_distid", "caseid", "CASEIDNO"])
  func aNameThatEndsInIdIsOneWhereAllRowsDiffer(heading: String) throws {
    #expect(try read(table(heading) { 500 + $0 * 11 % 97 }).leftAside.map(\.reason) == [.ids, .words])
    // Panels have rows of one unit; few rows may differ by chance.
    #expect(try read(table(heading) { $0 / 3 }).leftAside.map(\.reason) == [.words])
    #expect(try read(table(heading, rows: 19) { 500 + $0 * 11 % 97 }).leftAside.map(\.reason) == [.words])
  }

  @Test(arguments: ["grid", "ACID", "total_paid", "unpaid", "Bid", "lipid", "valid.mid"])
  func wordsThatEndInIdAreNone(heading: String) throws {
    #expect(try read(table(heading) { 500 + $0 * 11 % 97 }).columns.map(\.title) == ["x", heading])
  }

  @Test(arguments: [
    ("id,name\n7,a\n9,b\n8,c\n", "ids", "id"), ("n,name\n1,a\n2,b\n3,c\n", "row numbers", "n"),
    ("{\"id\":7,\"name\":\"a\"}\n{\"id\":9,\"name\":\"b\"}\n", "ids", "id"),
    ("user_id,store_id\n7,1\n9,1\n8,2\n", "ids", "user_id"),
  ])
  func numbersThatNameTheRowsAreNoPoints(text: String, reason: String, column: String) throws {
    let error = failure { () throws(VectorFileError) in try read(text) }
    #expect(error?.problem == "the only column of numbers, “\(column)”, holds \(reason), which name the rows")
    #expect(error?.advice.hasSuffix("(--columns \(column))") == true)
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.table.columns = ColumnSelection(column)
    #expect(try reader.read(folder.file("x", text)).points.columns == 1)
  }

  @Test func objectsAloneAreNoPoints() {
    let error = failure { () throws(VectorFileError) in
      try read("{\"id\":7,\"pos\":{\"x\":1}}\n{\"id\":9,\"pos\":{\"x\":2}}\n")
    }
    #expect(error?.problem == "“pos” holds lists or objects, and no key holds numbers")
    #expect(error?.location == .line(1, column: 15))
  }

  @Test func anOnlyColumnOfAFileStays() throws {
    #expect(try read("n\n1\n2\n3\n").points.rows == 3)
    #expect(try read("id\n7\n2\n3\n").points.rows == 3)
  }

  @Test func anAxisIsACoordinate() throws {
    let axis = (0..<30).map { "\(10 + $0 * 10).0 \($0 * 7 % 11).5\n" }.joined()
    #expect(try read(axis).points.columns == 2)
    // Some are left out.
    let gaps = (0..<30).map { "\(10 + $0 * 10 + ($0 / 6) * 10) \($0 * 7 % 11).5\n" }.joined()
    #expect(try read(gaps).points.columns == 2)
    let ones = (0..<30).map { "\(100 + $0 + $0 / 6) \($0 * 7 % 11).5\n" }.joined()
    #expect(try read(ones).leftAside.map(\.reason) == [.ids])
    let uneven = (0..<30).map { "\(10 + $0 * 10 + $0 % 2).0 \($0 * 7 % 11).5\n" }.joined()
    #expect(try read(uneven).leftAside.map(\.reason) == [.ids])
  }
}
