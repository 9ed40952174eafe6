import Matrices
import Testing

@testable import VectorFiles

/// Rows of JSON as tables.
struct JSONRowsTests {
  private func error(_ text: String, _ options: TableOptions = TableOptions()) -> VectorFileError? {
    failure { () throws(VectorFileError) in try read(text, options) }
  }

  private func read(_ text: String, _ options: TableOptions) throws(VectorFileError) -> VectorData {
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.table = options
    return try withExtendedLifetime(folder) { () throws(VectorFileError) in try reader.read(folder.file("x", text)) }
  }

  @Test(arguments: [
    "{\"a\":1,\"b\":2.5}\n{\"a\":-3,\"b\":4e-3}\n", "{\"a\":1,\"b\":2.5}\r\n{\"b\":4E-3,\"a\":-3}",
    "[{\"a\":1,\"b\":2.5},{\"a\":-3,\"b\":4e-3}]",
    "[\n {\n  \"a\": 1,\n  \"b\": 2.5\n },\n {\"a\": -3, \"b\": 0.004}\n]\n",
    "\u{FEFF}{\"a\":\"1\",\"\\u0062\":2.5}\n\n{\"a\":-3,\"b\":4e-3}", "{\"a\":1,\"b\":2.5} {\"a\":-3,\"b\":4e-3}",
  ])
  func manySpellingsOfOneTable(text: String) throws {
    let data = try read(text, TableOptions())
    #expect(data.points == .double([[1, 2.5], [-3, 4e-3]]))
    #expect(data.columns.map(\.title) == ["a", "b"])
    #expect(data.leftAside == [] && data.notes == [])
  }

  /// A cell of several values is copied eight bytes at a time.
  @Test func quotationMarksWithinACellMayStandAnywhere() throws {
    let text = (0..<20).map { "{\"tags\": [\"\(String(repeating: "t", count: $0))\", \"u,v\"], \"a\": \($0)}\n" }
    let data = try read(text.joined(), TableOptions())
    #expect(data.points == .double(Matrix((0..<20).map { [Double($0)] })))
    #expect(data.leftAside.map(\.column.title) == ["tags"])
  }

  @Test(arguments: ["[1,2]\n[3,4]\n", "[[1,2],[3,4]]", "[ [1, 2],\n  [3, 4] ]\n"]) func rowsMayBeArrays(text: String)
    throws
  {
    let data = try read(text, TableOptions())
    #expect(data.points == .double([[1, 2], [3, 4]]) && !data.hasNames)
  }

  @Test func columnsAreChosenAsInOtherTables() throws {
    let text = """
      {"id": 7, "name": "x \\"y\\", z", "a": 1, "ok": true, "tags": ["u"], "more": {"k": [1]}}
      {"id": 8, "name": "line\\nbreak", "a": 2.5, "ok": false, "tags": [], "more": null}
      {"id": 9, "name": "", "a": 3, "ok": true, "b": null, "tags": null}
      """
    let data = try read(text, TableOptions())
    #expect(data.points == .double([[1], [2.5], [3]]))
    #expect(
      data.leftAside.map { "\($0.column.title): \($0.reason.rawValue)" } == [
        "id: row numbers", "name: words", "ok: truth values", "tags: lists or objects", "more: lists or objects",
        "b: empty",
      ])
  }

  @Test func theOnlyArrayOfNumbersIsThePoints() throws {
    let text = "{\"id\":1,\"e\":[1,2],\"s\":0.5}\n{\"id\":2,\"s\":0.7,\"e\":[3,null]}\n{\"e\":[5,6],\"id\":3}\n"
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.dropsBadRows = true
    let data = try reader.read(folder.file("x", text))
    #expect(data.points == .double([[1, 2], [5, 6]]) && data.droppedRowIndices == [1])
    #expect(data.columns == [TableColumn(index: 1, name: "e[0]"), TableColumn(index: 2, name: "e[1]")])
    #expect(data.notes == ["the points are the numbers of “e” (--columns decides)"])
    #expect(data.leftAside.map(\.reason) == [.notChosen, .notChosen])
    var options = TableOptions()
    options.columns = ColumnSelection("s,e[0]")
    #expect(
      try read("{\"e\":[1,2],\"s\":0.5}\n{\"s\":0.7,\"e\":[3,4]}\n", options).points == .double([[0.5, 1], [0.7, 3]]))
    let several = error("{\"x\":[1],\"y\":[1,2]}\n{\"x\":[1],\"y\":[1,2]}\n")
    #expect(several?.problem == "the rows hold several arrays of numbers: x (1), y (2)")
    #expect(several?.advice == "choose among them (--columns 'x*')")
    options.columns = ColumnSelection("y*")
    #expect(try read("{\"x\":[1],\"y\":[1,2]}\n", options).points == .double([[1, 2]]))
  }

  @Test(
    arguments: [
      ("{\"a\":1}\n{\"a\": \"x\"}\n", 2, 7, "“x” is not a number (column “a”, byte 14)"),
      ("{\"a\":1,\"b\":2}\n{\"a\":1}\n", 2, 1, "the value is missing"),
      ("{\"a\":1,\"b\":2}\n {\"b\":null,\"a\":1}\n", 2, 7, "“null” stands for a missing value"),
      ("{\"a\":1}\n{\"a\":NaN}\n", 2, 6, "“NaN” is not a finite number"),
      ("{\"a\":1}\n{\"a\":1e999}\n", 2, 6, "“1e999” is not a finite number"),
      ("{\"e\":[1,2]}\n{\"e\":[1,null]}\n", 2, 9, "“null” stands for a missing value"),
      ("{\"e\":[1,2]}\n{\"e\":[1,2,3]}\n", 2, 6, "“e” has 3 numbers instead of 2"),
      ("{\"e\":[1,2]}\n{\"e\":4}\n", 2, 6, "“e” is no array of numbers"),
      ("{\"e\":[1,2]}\n{\"e\":[\"x\",2]}\n", 2, 6, "“e” is no array of numbers"),
      ("{\"a\":1}\n{\"a\":01}\n", 2, 6, "“01}” is no value of JSON"),
      ("{\"a\":1}\n{\"a\":", 2, 6, "the file ends where a value belongs"),
      ("{\"a\":1}\n{\"a\":1,\"a\":2}\n", 2, 9, "the key “a” comes twice"),
      ("{\"a\":1}\n{\"a\":1.}\n", 2, 8, "a digit is missing"),
      ("{\"a\":1}\n{\"a\":1 \"b\":2}\n", 2, 8, "“}” is missing"),
      ("{\"a\":1}\n7\n", 2, 1, "neither an object nor an array"), ("{\"a\":1}\n[1]\n", 2, 1, "some rows are objects"),
      ("{\"a\":1}\n{\"a\":\"x", 2, 8, "a string does not end"),
      ("[1,2]\n[3]\n", 2, 1, "the row has 1 values instead of 2"), ("[[1,2],[3,4]\n", 2, 1, "“]” is missing"),
      ("[[1,2]] [[3,4]]", 1, 9, "something follows the array"),
    ] as [(String, Int, Int, String)])
  func errorsNameThePlace(text: String, line: Int, column: Int, problem: String) {
    let error = error(text)
    #expect(error?.location == .line(line, column: column), "\(String(describing: error))")
    #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
  }

  @Test func keysMayComeLate() throws {
    let text = String(repeating: "{\"a\":1.5}\n", count: 1100) + "{\"b\":[3,\n4],\"a\":2}\n"
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.dropsBadRows = true
    reader.table.columns = ColumnSelection("a,b*")
    let data = try reader.read(folder.file("x", text))
    #expect(data.points == .double([[2, 3, 4]]) && data.droppedRowIndices == Array(0..<1100))
  }

  /// Strings are passed over eight bytes at a time.
  @Test func stringsEndWhereTheyEnd() throws {
    for length in 0..<20 {
      let word = String(repeating: "é", count: length / 2) + String(repeating: "x", count: length % 2)
      for end in ["", "\\\"", "\\\\", "\\u00e9,\\n"] {
        let text = "{\"\(word)\":\"\(word)\(end)\",\"a\":1}\n{\"a\":2,\"\(word)\":\"\(end)\(word)\"}\n"
        #expect(try read(text, TableOptions()).points == .double([[1], [2]]), "\(text)")
      }
      let broken = error("{\"a\":1}\n{\"a\":\"\(word)\n\"}\n")
      #expect(broken?.problem == "a string holds a control character, or does not end")
      #expect(broken?.location == .line(2, column: 7 + word.utf8.count))
    }
  }

  @Test func nestingEnds() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(error("{\"a\":" + deep)?.problem.contains("nested too deeply") == true)
  }

  @Test func optionsOfTextsAreRefused() {
    var options = TableOptions()
    options.separator = .comma
    #expect(error("{\"a\":1}\n", options)?.problem == "--separator is about tables of text, and this is a JSON file")
    options = TableOptions()
    options.missingMarkers = ["-9"]
    #expect(error("{\"a\":1}\n{\"a\":-9}\n", options)?.problem.contains("“-9” stands for a missing value") == true)
  }

  @Test(arguments: ["[1 2 3]\n[4 5 6]\n", "[a],[b]\n1,2\n", "{a},{b}\n1,2\n"]) func otherTextsInBracketsAreNone(
    text: String
  ) {
    #expect(error(text)?.problem.contains("JSON") != true)
  }

  @Test func labelsAndWeightsMayBeJSON() throws {
    let folder = TemporaryFolder()
    #expect(try VectorFileReader().readLabels(folder.file("x.jsonl", "{\"y\":1}\n{\"y\":0}\n")) == [1, 0])
    let half = failure { () throws(VectorFileError) in
      try VectorFileReader().readLabels(folder.file("y.jsonl", "{\"y\":1}\n{\"y\": 0.5}\n"))
    }
    #expect(half?.location == .line(2, column: 7))
  }
}
