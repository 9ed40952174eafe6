import Matrices
import TesseraTestSupport
import Testing
import VectorFiles

@testable import TableDrivers

/// Columns of a stream become points: every type, and every trap of the layout.
struct TypedRowsTests {
  private func read(
    _ stream: FakeStream, dropsBadRows: Bool = false, _ options: (inout TableOptions) -> Void = { _ in }
  ) throws(VectorFileError) -> VectorData {
    var reader = VectorFileReader()
    reader.dropsBadRows = dropsBadRows
    reader.keepsOriginal = true
    options(&reader.table)
    return try TypedRows(stream.stream(), path: "fake").points("a table", reader)
  }

  private func failure(
    _ stream: FakeStream, dropsBadRows: Bool = false, _ options: (inout TableOptions) -> Void = { _ in }
  ) -> VectorFileError? {
    do throws(VectorFileError) {
      _ = try read(stream, dropsBadRows: dropsBadRows, options)
      return nil
    } catch {
      return error
    }
  }

  private static let y = FakeField(name: "y", format: "g")

  private func elements(_ format: String, _ array: FakeArray) throws -> [Double] {
    let stream = FakeStream([FakeField(name: "x", format: format)], columns: [[array]])
    return try read(stream) { $0.columns = ColumnSelection("x") }.points.inDoublePrecision.elements
  }

  @Test func everyTypeOfNumbers() throws {
    #expect(try elements("c", FakeArray([-1, 127] as [Int8])) == [-1, 127])
    #expect(try elements("C", FakeArray([0, 255] as [UInt8])) == [0, 255])
    #expect(try elements("s", FakeArray([-300, 5] as [Int16])) == [-300, 5])
    #expect(try elements("S", FakeArray([65535, 5] as [UInt16])) == [65535, 5])
    #expect(try elements("i", FakeArray([Int32.min, 5])) == [-2_147_483_648, 5])
    #expect(try elements("I", FakeArray([UInt32.max, 5])) == [4_294_967_295, 5])
    #expect(try elements("l", FakeArray([1 << 53, -5] as [Int64])) == [0x1p53, -5])
    #expect(try elements("L", FakeArray([1 << 63, 5] as [UInt64])) == [0x1p63, 5])
    #expect(try elements("e", FakeArray([0x3C01, 0xC000] as [UInt16])) == [1 + 0x1p-10, -2])
    #expect(try elements("f", FakeArray([0.1, 5] as [Float])) == [Double(0.1 as Float), 5])
    #expect(try elements("g", FakeArray([0.1, 5] as [Double])) == [0.1, 5])
    #expect(try elements("b", FakeArray(length: 3, buffers: [[0b101]])) == [1, 0, 1])
  }

  /// Whole numbers that Float would round.
  @Test func largeWholeNumbersStayWhatTheyAre() throws {
    let stream = FakeStream(
      [FakeField(name: "n", format: "i"), FakeField(name: "f", format: "f")],
      columns: [[FakeArray([16_777_217, 3] as [Int32]), FakeArray([0.5, 1.5] as [Float])]])
    let data = try read(stream)
    #expect(data.points == .double([[16_777_217, 0.5], [3, 1.5]]) && data.elementType == .float64)
    let narrow = FakeStream(
      [FakeField(name: "n", format: "s"), FakeField(name: "f", format: "f")],
      columns: [[FakeArray([7, 3] as [Int16]), FakeArray([0.5, 1.5] as [Float])]])
    #expect(try read(narrow).points == .float([[7, 0.5], [3, 1.5]]))
  }

  @Test func decimalsAreRoundedOnce() throws {
    let values: [Int128] = [12345, -1, 3, Int128("99999999999999999999999999999999999999")!]
    #expect(try elements("d:38,2", FakeArray(values)) == [123.45, -0.01, 0.03, 1e36])
    #expect(try elements("d:9,3,32", FakeArray([1500, -1] as [Int32])) == [1.5, -0.001])
    #expect(try elements("d:18,0,64", FakeArray([1 << 60, -1] as [Int64])) == [0x1p60, -1])
    #expect(try elements("d:38,-3", FakeArray([7, 0] as [Int128])) == [7000, 0])
    #expect(try elements("d:38,30", FakeArray([Int128(1), 0])) == [1e-30, 0])
    // 2^53 + 3 rounds to 2^53 + 4, a tenth of which is the next number up.
    #expect(try elements("d:18,1,64", FakeArray([9_007_199_254_740_995, 0] as [Int64])) == [900_719_925_474_099.5, 0])
  }

  /// As names of rows: every digit, where doubles would make one of two.
  @Test func decimalsThatNameRowsKeepTheirDigits() {
    let values: [Int128] = [9_007_199_254_740_993, -5, 1200, 0, Int128("99999999999999999999999999999999999999")!]
    func texts(_ format: String) -> [String] {
      let stream = FakeStream([FakeField(name: "d", format: format)], columns: [[FakeArray(values)]]).stream()
      guard let type = try? stream.schema().fields[0].type,
        let batch = try? stream.next(), let column = ArrowRows(batch.pointer.pointee).column(0)
      else { return [] }
      let cells = ArrowTextColumn(column, type)
      return values.indices.map { cells[$0] }
    }
    #expect(texts("d:38,0") == values.map { "\($0)" })
    #expect(
      texts("d:38,2") == ["90071992547409.93", "-0.05", "12", "0", "999999999999999999999999999999999999.99"])
    #expect(texts("d:38,-2") == values.map { $0 == 0 ? "0" : "\($0)00" })
    #expect(ArrowTextColumn.text(-1, scale: 3) == "-0.001" && ArrowTextColumn.text(1500, scale: 3) == "1.5")
    #expect(ArrowTextColumn.text(.min, scale: 0) == "\(Int128.min)")
  }

  @Test func aStreamIsNotAskedBehindItsEnd() throws {
    let fake = FakeStream([Self.y], columns: [[FakeArray([1, 2] as [Double])]])
    let stream = fake.stream()
    #expect(try stream.next() != nil)
    #expect(try stream.next() == nil && stream.next() == nil)
    #expect(fake.log.events.count { $0 == "next" } == 2)
  }

  /// The third row of the column is the first of the batch: one behind the offset of the whole, two behind its own.
  @Test func offsetsOfTheWholeAndOfTheColumnCount() throws {
    var column = FakeArray([9, 9, 9, 1, 2, 3] as [Int32], valid: [true, true, true, true, false, true], offset: 2)
    column.length = 4
    let batch = FakeArray(length: 3, offset: 1, children: [column, FakeArray([8, 0.5, 0.25, 0.125])])
    let stream = { FakeStream([FakeField(name: "x", format: "i"), Self.y], [batch]) }
    let data = try read(stream(), dropsBadRows: true)
    #expect(data.points == .double([[1, 0.5], [3, 0.125]]))
    #expect(data.droppedRowIndices == [1])
    let error = failure(stream())
    #expect(error?.location == .row(1, column: 0))
    #expect(
      error?.description
        == "fake:row 1, column 0: the value is missing (NULL or NaN) (the only bad row of 3), column “x”; correct or remove the row, or leave it out (--drop-bad-rows)"
    )
  }

  /// Missing rows of the whole, and bits beyond a byte.
  @Test func missingBitsBeyondAByte() throws {
    let valid = (0..<20).map { $0 != 9 }
    let batch = FakeArray(
      length: 20, valid: (0..<20).map { $0 != 17 },
      children: [
        FakeArray((0..<20).map { Double($0 * $0) }, valid: valid)
      ])
    let data = try read(FakeStream([Self.y], [batch]), dropsBadRows: true)
    #expect(data.droppedRowIndices == [9, 17])
    let wanted: [Double] = [0, 1, 4, 9, 16, 25, 36, 49, 64, 100, 121, 144, 169, 196, 225, 256, 324, 361]
    #expect(data.points.inDoublePrecision.elements == wanted)
  }

  /// Codes are not values.
  @Test func dictionariesAreDecoded() throws {
    var column = FakeArray([2, 0, 1, 2] as [Int8], valid: [true, true, true, false])
    column.dictionary = [FakeArray([0.5, -1, 7], valid: [true, false, true])]
    let field = FakeField(name: "d", format: "c", dictionary: [FakeField(format: "g")])
    let data = try read(
      FakeStream([field, Self.y], columns: [[column, FakeArray([1.0, 2, 3, 4])]]), dropsBadRows: true)
    #expect(data.points == .double([[7, 1], [0.5, 2]]) && data.droppedRowIndices == [2, 3])
    var words = FakeArray([1, 0] as [UInt32])
    words.dictionary = [FakeArray(texts: ["one", "two"])]
    let field2 = FakeField(name: "w", format: "I", dictionary: [FakeField(format: "u")])
    let stream = { FakeStream([field2, Self.y], columns: [[words, FakeArray([1.0, 2.5])]]) }
    let other = try read(stream())
    #expect(other.leftAside == [LeftAsideColumn(column: TableColumn(index: 0, name: "w"), reason: .words)])
    #expect(failure(stream()) { $0.columns = ColumnSelection("w") }?.problem == "column “w” holds words")
  }

  @Test func listsAreThePoints() throws {
    let field = FakeField(name: "emb", format: "+w:2", children: [FakeField(format: "f")])
    // Three behind the offset of the numbers, two numbers for the offset of the lists, two for that of the whole.
    let numbers = FakeArray([9, 9, 9, 8, 8, 7, 7, 1, 2, 3, 4] as [Float], offset: 3)
    let lists = FakeArray(length: 3, offset: 1, children: [numbers])
    let batch = FakeArray(length: 2, offset: 1, children: [lists, FakeArray([0, 10, 20] as [Int64])])
    let data = try read(FakeStream([field, FakeField(name: "id", format: "l")], [batch]))
    #expect(data.points == .float([[1, 2], [3, 4]]))
    #expect(data.columns.map(\.title) == ["emb[0]", "emb[1]"])
    #expect(data.leftAside.map(\.column.title) == ["id"])
    #expect(data.notes == ["the points are the lists of “emb”, without id (--columns decides)"])
  }

  /// Lists of no fixed length, with offsets of four and of eight bytes; the first batch holds none.
  @Test(arguments: [false, true]) func listsOfOneLengthAreThePoints(isLarge: Bool) throws {
    let field = FakeField(name: "v", format: isLarge ? "+L" : "+l", children: [FakeField(format: "g")])
    func lists(_ ends: [Int], _ values: [Double], valid: [Bool]? = nil) -> [FakeArray] {
      let bytes = isLarge ? FakeArray.bytes(ends.map(Int64.init)) : FakeArray.bytes(ends.map(Int32.init))
      return [FakeArray(length: ends.count - 1, valid: valid, buffers: [bytes], children: [FakeArray(values)])]
    }
    let empty = lists([0, 0], [0], valid: [false])
    let stream = { (last: [Int]) in
      FakeStream([field], columns: [empty, lists([1, 3, 5], [9, 1, 2, 3, 4]), lists(last, [5, 6, 7])])
    }
    let data = try read(stream([0, 2]), dropsBadRows: true)
    #expect(data.points == .double([[1, 2], [3, 4], [5, 6]]) && data.droppedRowIndices == [0])
    let error = failure(stream([0, 3]), dropsBadRows: true)
    #expect(error?.location == .row(3, column: 0))
    #expect(error?.problem == "the list has 3 numbers instead of 2, column “v”")
  }

  @Test func listsBeyondTheirValuesAreRefused() {
    let field = FakeField(name: "v", format: "+l", children: [FakeField(format: "g")])
    for ends in [[0, 1, 3], [0, 1, -1], [-1, 0, 1]] as [[Int32]] {
      let lists = FakeArray(length: 2, buffers: [FakeArray.bytes(ends)], children: [FakeArray([1.0, 2])])
      let error = failure(FakeStream([field], columns: [[lists]]))
      #expect(error?.kind == .badData && error?.location != .file, "\(ends)")
    }
    let pairs = FakeField(name: "v", format: "+w:2", children: [FakeField(format: "g")])
    let lists = FakeArray(length: 2, children: [FakeArray([1.0, 2, 3])])
    #expect(
      failure(FakeStream([pairs], columns: [[lists]]))?.description
        == "fake:row 1, column 0: the driver's list lies beyond its values, column “v”; write the table again, or use another driver"
    )
  }

  @Test(arguments: ["+w:9223372036854775807", "+w:-1", "d:9,-9223372036854775808"])
  func typesOfNoSizeAreNone(format: String) {
    let field = FakeField(name: "v", format: format, children: [FakeField(format: "g")])
    #expect(
      failure(FakeStream([field], columns: [[FakeArray([1.0])]]))?.problem.contains("no column holds numbers") == true)
  }

  @Test func listsWithinListsAreRefused() {
    let inner = FakeField(format: "+l", children: [FakeField(format: "g")])
    let field = FakeField(name: "v", format: "+l", children: [inner])
    let list = FakeArray(
      length: 0, buffers: [FakeArray.bytes([0] as [Int32])],
      children: [
        FakeArray(length: 0, buffers: [FakeArray.bytes([0] as [Int32])], children: [FakeArray([] as [Double])])
      ])
    let error = failure(FakeStream([field], columns: [[list]]))
    #expect(error?.problem == "no column holds numbers: v (values that are no numbers)")
  }

  @Test func twoColumnsOfListsAreAQuestion() throws {
    let field = { FakeField(name: $0, format: "+w:2", children: [FakeField(format: "f")]) }
    let lists = FakeArray(length: 1, children: [FakeArray([1, 2] as [Float])])
    let stream = { FakeStream([field("a"), field("b")], columns: [[lists, lists]]) }
    #expect(failure(stream())?.problem == "several columns hold lists of numbers: a, b")
    #expect(
      try read(stream()) { $0.columns = ColumnSelection("b,a") }.columns.map(\.title) == [
        "b[0]", "b[1]", "a[0]", "a[1]",
      ])
  }

  @Test func noRowsAreAnErrorAndEmptyBatchesNone() throws {
    let error = "the table has no rows"
    #expect(failure(FakeStream([Self.y], []))?.problem == error)
    #expect(failure(FakeStream([Self.y], columns: [[FakeArray([] as [Double])]]))?.problem == error)
    let none = FakeArray([] as [Double])
    let stream = FakeStream([Self.y], columns: [[none], [FakeArray([1.0, 4])], [none], [FakeArray([9.0])]])
    #expect(try read(stream).points.inDoublePrecision.elements == [1, 4, 9])
  }

  /// In one line; and nothing is asked behind the end.
  @Test func anErrorBehindTheLastRowIsOne() throws {
    let stream = FakeStream([Self.y], columns: [[FakeArray([1.0, 4])]], error: "connection\nlost")
    #expect(failure(stream)?.description == "fake: connection lost")
    let good = FakeStream([Self.y], columns: [[FakeArray([1.0, 4])]])
    _ = try read(good)
    #expect(good.log.events.count { $0 == "next" } == 2)
  }

  /// Batches before their stream, and the stream before what it came from.
  @Test func whatIsHeldIsReleasedLast() throws {
    final class Owner {
      let log: FakeLog
      init(_ log: FakeLog) { self.log = log }
      deinit { log.events.append("release owner") }
    }
    let fake = FakeStream([Self.y], columns: [[FakeArray([1.0, 4])], [FakeArray([5.0])]])
    _ = try TypedRows(fake.stream(owner: Owner(fake.log)), path: "fake").points("a table", VectorFileReader())
    let releases = fake.log.events.filter { $0 != "next" }
    #expect(releases == ["release batch", "release batch", "release stream", "release owner"])
  }

  /// As in a table of text.
  @Test func columnsAreChosenAsInATableOfText() throws {
    let fields = [
      FakeField(name: "id", format: "l"), FakeField(name: "name", format: "u"), FakeField(name: "x", format: "g"),
      FakeField(name: "day", format: "tdD"), FakeField(name: "ok", format: "b"), FakeField(name: "none", format: "g"),
    ]
    let columns = [
      FakeArray([3, 4, 5] as [Int64]), FakeArray(texts: ["a", "", "ö"]), FakeArray([0.5, 1.5, 9]),
      FakeArray([1, 2, 3] as [Int32]), FakeArray(length: 3, buffers: [[0b011]]),
      FakeArray([1.0, 2, 3], valid: [false, false, false]),
    ]
    let stream = { FakeStream(fields, columns: [columns]) }
    let data = try read(stream())
    #expect(data.points == .double([[0.5], [1.5], [9]]))
    #expect(
      data.leftAside.map { "\($0.column.title): \($0.reason.rawValue)" } == [
        "id: row numbers", "name: words", "day: dates", "ok: truth values", "none: empty",
      ])
    #expect(data.rowNames.heading == "id" && data.idColumn?.name == "id")
    let named = try read(stream()) { $0.idColumn = ColumnSelection("name") }
    #expect(named.rowNames.heading == "name")
    #expect(
      try read(stream()) { $0.columns = ColumnSelection("ok,x") }.points == .double([[1, 0.5], [1, 1.5], [0, 9]]))
    #expect(try read(stream()) { $0.modelColumns = ["x", "id"] }.points == .double([[0.5, 3], [1.5, 4], [9, 5]]))
    #expect(
      failure(stream()) { $0.modelColumns = ["x", "nix"] }?.problem == "there is no column “nix”, which the model has")
    #expect(failure(stream()) { $0.columns = ColumnSelection("day") }?.problem == "column “day” holds dates or times")
    #expect(
      failure(stream()) { $0.separator = .comma }?.problem == "--separator is about tables of text, and this is a table"
    )
  }

  /// Texts as whatever they are stored: for the names of rows.
  @Test func namesOfRowsAreTexts() throws {
    func names(_ field: FakeField, _ array: FakeArray) throws -> String {
      let stream = FakeStream([field, Self.y], columns: [[array, FakeArray([1.0, 2.5, 9])]])
      let data = try read(stream) { $0.idColumn = ColumnSelection("n") }
      let folder = TemporaryFolder()
      let path = folder.path + "/x.csv"
      try OutputFormats.standard.format(of: path)?.write(
        OutputTable(rowNames: data.rowNames, columns: [.init("label", .integers([0, 0, 0]))]), to: path)
      return String(decoding: contents(path), as: UTF8.self)
    }
    let wanted = "n,label\na,0\n,0\nsomewhat longer,0\n"
    let texts = ["a", "", "somewhat longer"]
    #expect(try names(FakeField(name: "n", format: "u"), FakeArray(texts: texts)) == wanted)
    let ends = FakeArray.bytes([0, 1, 1, 16] as [Int64])
    let large = FakeArray(length: 3, buffers: [ends, Array(texts.joined().utf8)])
    #expect(try names(FakeField(name: "n", format: "U"), large) == wanted)
    func view(_ length: Int32, _ rest: [UInt8]) -> [UInt8] { FakeArray.bytes([length]) + rest }
    let views =
      view(1, Array("a".utf8) + Array(repeating: 0, count: 11)) + view(0, Array(repeating: 0, count: 12))
      + view(15, Array("some".utf8) + FakeArray.bytes([0, 2] as [Int32]))
    let viewed = FakeArray(
      length: 3, buffers: [views, Array("..somewhat longer".utf8), FakeArray.bytes([17] as [Int64])])
    #expect(try names(FakeField(name: "n", format: "vu"), viewed) == wanted)
    var coded = FakeArray([1, 2, 0] as [Int16], valid: [true, false, true])
    coded.dictionary = [FakeArray(texts: ["somewhat longer", "a"])]
    #expect(try names(FakeField(name: "n", format: "s", dictionary: [FakeField(format: "u")]), coded) == wanted)
    let large64 = try names(FakeField(name: "n", format: "l"), FakeArray([Int64.max, 0, -1]))
    #expect(large64 == "n,label\n9223372036854775807,0\n0,0\n-1,0\n")
  }
}
