import Matrices
import Testing
import VectorFiles

/// Weka's files: declarations, comments, quotation marks.
struct ARFFTests {
  private static let head =
    "@relation r\n@attribute x numeric\n@attribute 't s' string\n@attribute k {'u v', 'it\\'s', w}\n@data\n"

  @Test func commentsMayStandAnywhere() throws {
    let text =
      String(repeating: "% a remark, 1, 2\n", count: 300) + Self.head
      + "%\n% 3 rows\n1,a,w\n  % one more\n3,b,w\n2,c,'u v'\n% end\n%"
    let data = try read(text)
    #expect(data.points == .double([[1], [3], [2]]))
    #expect(data.columns.map(\.title) == ["x"])
    #expect(data.leftAside.map { "\($0.column.title): \($0.reason.rawValue)" } == ["t s: words", "k: words"])
    #expect(data.notes == [])
  }

  @Test func marksAndEscapesMakeCells() throws {
    let folder = TemporaryFolder()
    let rows = "1, 'a, \\'b\\'' ,w\n3,\"say \\\"so\\\"\",'it\\'s'\n2, # no. 100\\% , 'line\\none'\n"
    var reader = VectorFileReader()
    reader.table.idColumn = ColumnSelection("t s")
    reader.keepsOriginal = true
    let data = try reader.read(folder.file("x.arff", Self.head + rows))
    #expect(data.points == .double([[1], [3], [2]]))
    let names = data.rowNames.names(of: [0, 1, 2], among: 3)
    #expect((0..<3).map { names[$0] } == ["a, 'b'", "say \"so\"", "# no. 100\\%"])
  }

  @Test func theDeclaredTypeDecides() throws {
    let text =
      "@relation r\n@attribute boat string\n@attribute d date\n@attribute level {1,2,3}\n@attribute x numeric\n@data\n"
      + "2,2020,1,5\n?,2021,2,7\nD,2022,1,6\n11,2023,3,1\n"
    let data = try read(text)
    #expect(data.columns.map(\.title) == ["x"])
    #expect(data.leftAside.map(\.reason) == [.words, .dates, .classes])
    var reader = VectorFileReader()
    reader.table.columns = ColumnSelection("level,x")
    let folder = TemporaryFolder()
    #expect(try reader.read(folder.file("x", text)).points.columns == 2)
  }

  @Test func attributesWithoutNumbersAreNamedAsThat() {
    let nominal = failure { () throws(VectorFileError) in
      try read("@relation r\n@attribute a {t}\n@attribute b string\n@data\n?,?\nt,'x y'\n")
    }
    #expect(
      nominal?.problem == "no attribute is numeric: they are nominal, texts or dates" && nominal?.location == .file)
    let relational = failure { () throws(VectorFileError) in
      try read("@relation r\n\n@attribute bag relational\n@attribute a numeric\n@end bag\n@data\n'1,2\\n3,4',1\n")
    }
    #expect(relational?.problem == "“bag” is a relational attribute: a table in every row")
    #expect(relational?.location == .line(3, column: nil))
  }

  @Test func errorsNameTheLineOfTheFile() {
    let error = failure { () throws(VectorFileError) in try read("% c\n" + Self.head + "% d\n1,'a',w\n?,'b,c',w\n") }
    #expect(error?.location == .line(9, column: 1))
  }

  @Test func theAnnotatedTableIsOneOfCommas() throws {
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.keepsOriginal = true
    let text = "% c\n" + Self.head + "1,'a, b',w\n% d\n\n3,c,'u v'\n% e\n"
    let data = try reader.read(folder.file("x.arff", text))
    let table = AnnotatedTable(try #require(data.original), labels: [0, 1], distances: [0.5, 1.5])
    try table.write(to: folder.path + "/y.csv")
    #expect(
      String(decoding: contents(folder.path + "/y.csv"), as: UTF8.self)
        == "x,t s,k,cluster,distance\n1,\"a, b\",w,0,0.5\n3,c,\"u v\",1,1.5\n")
    #expect(table.notes == ["the rows are written as CSV, with headings in place of the declarations"])
    let again = try VectorFileReader().read(folder.path + "/y.csv")
    #expect(again.columns.map(\.title).contains("x") && again.points.rows == 2)
  }
}
