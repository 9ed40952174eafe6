import Matrices
import Testing
import VectorFiles

/// Sparse rows of Weka's ARFF files: `{0 5.5, 3 yes}`.
struct SparseRowsTests {
  private static let head =
    "% a remark\n@RELATION r\n@attribute x NUMERIC\n@attribute y integer\n@attribute kind {'no way', yes}\n@attribute t string\n@DATA\n"

  private func read(_ rows: String, _ set: (inout VectorFileReader) -> Void = { _ in }) throws(VectorFileError)
    -> VectorData
  {
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    set(&reader)
    return try withExtendedLifetime(folder) { () throws(VectorFileError) in
      try reader.read(folder.file("x.arff", Array((Self.head + rows).utf8)))
    }
  }

  @Test func valuesThatAreLeftOutAreZero() throws {
    let data = try read("{0 5.5, 2 yes}\n{ 1 -3 , 3 'a, b' }\n{}\n")
    #expect(data.points == .double([[5.5, 0], [0, -3], [0, 0]]))
    #expect(data.columns.map(\.title) == ["x", "y"])
    #expect(data.leftAside.map { "\($0.column.title): \($0.reason.rawValue)" } == ["kind: words", "t: words"])
  }

  @Test func aClassThatIsLeftOutIsTheFirst() throws {
    let folder = TemporaryFolder()
    let path = folder.file("x.arff", Array((Self.head + "{0 1, 2 yes}\n{0 2}\n{2 'no way'}\n").utf8))
    let classes = try withExtendedLifetime(folder) { () throws(VectorFileError) in
      try VectorFileReader().readClasses(path, rows: 3, column: ColumnSelection("kind"))
    }
    #expect(classes == ["yes", "no way", "no way"])
  }

  @Test func marksEscapesAndCommentsAreAsInOtherRows() throws {
    var reader = VectorFileReader()
    reader.table.idColumn = ColumnSelection("t")
    reader.keepsOriginal = true
    let folder = TemporaryFolder()
    let rows = "% one\n{0 1, 3 'it\\'s'}\n%\n{0 2, 3 \"#a, \\\"b\\\"\"}\n"
    let data = try reader.read(folder.file("x.arff", Array((Self.head + rows).utf8)))
    #expect(data.points == .double([[1, 0], [2, 0]]))
    let names = data.rowNames.names(of: [0, 1], among: 2)
    #expect((0..<2).map { names[$0] } == ["it's", "#a, \"b\""])
  }

  @Test func missingValuesAreMissing() throws {
    let rows = "{0 5.5}\n\n{0 ?}\n{1 2}\n"
    let error = failure { () throws(VectorFileError) in try read(rows) }
    #expect(error?.location == .line(10, column: 1))
    // The text is not the one of the file, nor are its bytes.
    #expect(error?.problem == "“?” stands for a missing value (the only bad row of 3), column “x”")
    #expect(try read(rows) { $0.dropsBadRows = true }.droppedRowIndices == [1])
  }

  @Test(arguments: [
    "{0 1", "{4 1}", "{0 1, 0 2}", "{0}", "{0 }", "{x 1}", "{0 1 1 2}", "{0 1}, {5}", "{0 'a}", "{-1 2}",
    "{99999999999999999999 1}",
  ])
  func aRowThatIsNoneIsNamed(row: String) {
    let error = failure { () throws(VectorFileError) in try read("{0 1}\n{1 2}\n\(row)\n") }
    #expect(error?.location == .line(10, column: nil) && error?.problem.contains("no sparse row") == true, "\(row)")
  }
}
