import Matrices
import Testing
import VectorFiles

/// What every guess has: an option that decides.
struct TableOptionsTests {
  private func read(
    _ text: String, dropsBadRows: Bool = false, _ set: (inout TableOptions) -> Void
  ) throws(VectorFileError) -> VectorData {
    try read(Array(text.utf8), dropsBadRows: dropsBadRows, set)
  }

  private func read(
    _ bytes: [UInt8], dropsBadRows: Bool = false, _ set: (inout TableOptions) -> Void
  ) throws(VectorFileError) -> VectorData {
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.dropsBadRows = dropsBadRows
    set(&reader.table)
    return try withExtendedLifetime(folder) { () throws(VectorFileError) in try reader.read(folder.file("x", bytes)) }
  }

  private static let table = "id,x,emb1,emb2,\"a,b\",name\n1,2,3,4,5,u\n2,7,5,1,2,v\n3,1,1,1,1,w\n"

  @Test(arguments: [
    ("x", [1]), ("a*,\"a,b\",id", [4, 0]), ("emb*", [2, 3]), ("*2,x", [3, 1]), ("3-5", [2, 3, 4]),
    ("5,1-2", [4, 0, 1]),
    ("e*1,e*", [2, 3]),
  ])
  func columnsAreChosenInTheirOrder(selection: String, indices: [Int]) throws {
    let data = try read(Self.table) { $0.columns = ColumnSelection(selection) }
    #expect(data.columns.map(\.index) == indices)
    let row: [Double] = [1, 2, 3, 4, 5]
    #expect(data.points.inDoublePrecision.row(0) == indices.map { row[$0] })
    #expect(data.leftAside.allSatisfy { $0.reason == .notChosen } && data.leftAside.count == 6 - indices.count)
  }

  /// A heading of digits is a name before it is a place.
  @Test func aNameIsNoPlace() throws {
    #expect(
      try read("1,0\n5.5,6\n7,8\n") {
        $0.header = .present
        $0.columns = ColumnSelection("1")
      }.columns[0].index == 0)
    #expect(try read("0,1\n5.5,6\n7,8\n") { $0.columns = ColumnSelection("1") }.columns[0].index == 1)
    #expect(try read("5,6\n7,8\n") { $0.columns = ColumnSelection("column 2") }.columns[0].index == 1)
  }

  @Test(arguments: ["nothing", "7", "0", "2-9", "5-2", "emb"]) func whatIsNotThereIsNamed(item: String) {
    let error = failure { () throws(VectorFileError) in try read(Self.table) { $0.columns = ColumnSelection(item) } }
    #expect(error?.problem == "--columns: there is no column “\(item)”")
    #expect(error?.advice == "the file has 6: id, x, emb1, emb2, a,b, name")
  }

  @Test(arguments: ["", "a,,b", "\"a", ","]) func aSelectionHasItems(text: String) {
    #expect(ColumnSelection(text) == nil)
  }

  @Test func aChosenColumnOfWordsIsAnError() {
    let error = failure { () throws(VectorFileError) in
      try read(Self.table) { $0.columns = ColumnSelection("x,name") }
    }
    #expect(error?.location == .line(2, column: 6))
  }

  @Test func columnsArePassedOver() throws {
    let data = try read(Self.table) { $0.skippedColumns = ColumnSelection("emb*,6") }
    #expect(data.columns.map(\.title) == ["x", "a,b"])
    #expect(
      data.leftAside.map(\.reason.rawValue) == ["row numbers", "not chosen", "not chosen", "not chosen"])
    let error = failure { () throws(VectorFileError) in
      try read("a,b\n1,2\n") { $0.skippedColumns = ColumnSelection("*") }
    }
    #expect(error?.exitCode == 65)
  }

  @Test func theIdColumnIsNoPoint() throws {
    let data = try read(Self.table) { $0.idColumn = ColumnSelection("x") }
    #expect(data.idColumn?.name == "x" && !data.columns.contains { $0.name == "x" })
    let error = failure { () throws(VectorFileError) in try read(Self.table) { $0.idColumn = ColumnSelection("emb*") } }
    #expect(error?.problem == "--id-column names 2 columns")
  }

  @Test func theHeadingIsDecided() throws {
    #expect(try read("0,1,2,3\n5,5,5.5,5\n") { $0.header = .absent }.points.rows == 2)
    let data = try read("5,6\n7,8\n") { $0.header = .present }
    #expect(data.columns.map(\.title) == ["5", "6"] && data.points.rows == 1)
    #expect(
      failure { () throws(VectorFileError) in try read("a,b\n1,2\n3,4\n5,6\n") { $0.header = .absent } }?.location
        == .line(1, column: 1))
  }

  @Test func linesBeforeTheTableArePassedOver() throws {
    let data = try read("My data;;\nfrom 2020\na;b\n1;2\n3;9\n") { $0.skippedLines = 2 }
    #expect(data.columns.map(\.title) == ["a", "b"] && data.points == .double([[1, 2], [3, 9]]))
  }

  @Test(arguments: [(":", ":"), ("~", "~"), ("tab", "\t"), ("|", "|"), ("space", " "), ("\\t", "\t")])
  func theSeparatorIsDecided(name: String, separator: String) throws {
    let data = try read("1\(separator)2,5\n3\(separator)4,5\n") { $0.separator = TextSeparator(name) }
    #expect(data.points == .double([[1, 2.5], [3, 4.5]]))
  }

  @Test(arguments: ["", "ab", "\"", "-", ".", "3", "e", "é", "\n"]) func whatIsInNumbersSeparatesNothing(text: String) {
    #expect(TextSeparator(text) == nil)
  }

  @Test func commasAreDecided() throws {
    let text = "a;b\n1,234;5\n2,345;6\n"
    #expect(try read(text) { $0.hasDecimalComma = true }.points == .double([[1.234, 5], [2.345, 6]]))
    #expect(try read(text) { $0.hasThousands = true }.points == .double([[1234, 5], [2345, 6]]))
    // Nobody can tell.
    let error = failure { () throws(VectorFileError) in try read(text) { _ in } }
    #expect(error?.location == .line(2, column: 1))
    #expect(error?.advice == "say --thousands or --decimal-comma")
    let both = try read("a;b\n1.234,5;5\n2.345.678;6\n") {
      $0.hasThousands = true
      $0.hasDecimalComma = true
    }
    #expect(both.points == .double([[1234.5, 5], [2_345_678, 6]]))
    let others = try read("a;b\n1'234.5;5\n1\u{202F}234;6\n1 234;7\n") { $0.hasThousands = true }
    #expect(others.points == .double([[1234.5, 5], [1234, 6], [1234, 7]]))
    for wrong in ["12,34", "1,2345", ",123", "1,,234", "1234,567"] {
      let error = failure { () throws(VectorFileError) in
        try read("a;b\n1,234;5\n\(wrong);6\n") { $0.hasThousands = true }
      }
      #expect(error?.location == .line(3, column: 1), "\(wrong)")
    }
  }

  /// No group of thousands begins with 0, whatever the sign, and none has an exponent.
  @Test(arguments: ["a;b\n-0.125;2,5\n-0.250;6,1\n", "x\ty\n1.125e-3\t0,5\n2.250e-3\t0,7\n"])
  func numbersInTwoStylesAreRefused(text: String) {
    #expect(throws: VectorFileError.self) { try read(text) { _ in } }
  }

  @Test func guessesAboutCommasAreNoted() throws {
    #expect(
      try read("a;b\n1,5;2\n") { _ in }.notes == [
        "numbers are read with decimal commas (--decimal-comma and --thousands decide)"
      ])
    #expect(try read("a;b\n1,5;2\n") { $0.hasDecimalComma = true }.notes == [])
    #expect(try read("a,b\n\"1,500\",2\n") { _ in }.notes.count == 1)
  }

  @Test func missingValuesHaveWordsAndNumbers() throws {
    let text = "a,b\n1,2\n-999,3\n4,n.d.\n5,not known yet\n?,6\n-,7\nNone,8\n#N/A,1\n<NA>,1\n#DIV/0!,1\n7,9\n"
    let data = try read(text, dropsBadRows: true) { $0.missingMarkers = ["-999", "N.D.", "Not known yet"] }
    #expect(data.points == .double([[1, 2], [7, 9]]))
    #expect(data.droppedRowIndices == Array(1...9))
    #expect(failure { () throws(VectorFileError) in try read(text) { _ in } }?.location == .line(4, column: 2))
  }

  @Test func aRowIsBadForAColumnThatIsUsed() throws {
    let text = "a,b,c\n1,,u\n2,,v\n4,3,w\n"
    #expect(try read(text) { $0.columns = ColumnSelection("a") }.points == .double([[1], [2], [4]]))
    let error = failure { () throws(VectorFileError) in try read(text) { _ in } }
    #expect(error?.problem == "the cell is empty (the first of 2 bad rows of 3), column “b”, byte 8")
    #expect(try read(text, dropsBadRows: true) { _ in }.points == .double([[4, 3]]))
  }

  @Test func encodingsAreDecided() throws {
    let latin: [UInt8] = Array("Gr".utf8) + [0xF6, 0xDF] + Array("e,\u{80}\n1,2\n".utf8.map { $0 == 0xC2 ? 0x61 : $0 })
    #expect(try read(latin) { _ in }.columns[0].name == "Größe")
    #expect(try read(latin) { _ in }.notes.contains { $0.contains("--encoding") })
    #expect(try read(latin) { $0.encoding = .latin1 }.columns[1].name == "a€")
    #expect(
      failure { () throws(VectorFileError) in try read(latin) { $0.encoding = .utf8 } }?.location
        == .line(1, column: nil))
    for isBigEndian in [false, true] {
      let units = "Größe\t\u{1F600}\n1\t2.5\n".utf16.flatMap { unit -> [UInt8] in
        isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      }
      let mark: [UInt8] = isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
      // The mark decides.
      let marked = try read(mark + units) { $0.encoding = .latin1 }
      #expect(marked.columns.map(\.title) == ["Größe", "\u{1F600}"] && marked.points == .double([[1, 2.5]]))
      let plain = "a\tb\n1\t2.5\n".utf8.flatMap { byte -> [UInt8] in
        isBigEndian ? [0, byte] : [byte, 0]
      }
      #expect(try read(plain) { _ in }.notes == ["the text is taken for UTF-16 (--encoding decides)"])
      #expect(try read(plain) { $0.encoding = .utf16 }.notes == [])
    }
  }

  @Test func aModelFindsItsColumns() throws {
    let data = try read("name,y,extra,x\nu,1,7,2\nv,3,8,4\n") { $0.modelColumns = ["x", "y"] }
    #expect(data.points == .double([[2, 1], [4, 3]]))
    #expect(data.leftAside.map(\.reason) == [.notInModel, .notInModel])
    let error = failure { () throws(VectorFileError) in try read("x,z\n1,2\n") { $0.modelColumns = ["x", "y"] } }
    #expect(error?.problem == "there is no column “y”, which the model has")
    // Of two with one name, the first is the first.
    #expect(try read("x,x\n1,2\n") { $0.modelColumns = ["x", "x"] }.points == .double([[1, 2]]))
    // Names win over places, also where columns are chosen, and where they are numbers.
    let chosen = try read("y,x\n1,2\n3,5\n") {
      $0.modelColumns = ["x", "y"]
      $0.columns = ColumnSelection("1-2")
    }
    #expect(chosen.points == .double([[2, 1], [5, 3]]) && chosen.notes == [])
    #expect(try read("2,0,1\n3,1.5,20\n4,2.5,10\n") { $0.modelColumns = ["0", "1", "2"] }.points.rows == 2)
    #expect(
      try read("a,,b\n1,2,3\n2,3,4\n") { $0.modelColumns = ["b", "column 2"] }.points == .double([[3, 2], [4, 3]]))
    // Others are taken by place, and that is said.
    let others = try read("p,q\n1,2\n3,5\n") {
      $0.modelColumns = ["x", "y"]
      $0.columns = ColumnSelection("q,p")
    }
    #expect(others.points == .double([[2, 1], [5, 3]]))
    #expect(others.notes == ["the columns of --columns are taken for those of the model in their order"])
    // Without names, places count.
    let unnamed = try read("1,2\n3,5\n") { $0.modelColumns = ["x", "y"] }
    #expect(unnamed.points == .double([[1, 2], [3, 5]]))
    #expect(
      unnamed.notes == ["the table has no headings: its columns are taken for those of the model in their order (x, y)"]
    )
  }

  @Test func aMatrixIsChosenFromByPlace() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/x.npy"
    try NumPyFile.write([[1, .nan, 3], [4, 5, 6]] as Matrix<Double>, to: path)
    var reader = VectorFileReader()
    reader.table.columns = ColumnSelection("3,1")
    let data = try reader.read(path)
    #expect(data.points == .double([[3, 1], [6, 4]]))
    #expect(data.columns.map(\.title) == ["column 3", "column 1"] && data.leftAside.map(\.column.index) == [1])
    reader.table.columns = ColumnSelection("2-3")
    #expect(failure { () throws(VectorFileError) in try reader.read(path) }?.location == .row(0, column: 1))
    reader.table.columns = ColumnSelection("4")
    #expect(failure { () throws(VectorFileError) in try reader.read(path) }?.problem.contains("no column “4”") == true)
    reader.table = TableOptions()
    reader.table.header = .absent
    #expect(failure { () throws(VectorFileError) in try reader.read(path) }?.problem.contains("--header") == true)
  }
}
