import Matrices
import TesseraTestSupport
import Testing
import VectorFiles

@testable import TableDrivers

/// Bytes that are vectors, and bytes that are not.
struct ArrowBlobsTests {
  private static func postgres(_ type: String) -> [(String, String)] {
    [
      ("ARROW:extension:name", "arrow.opaque"),
      ("ARROW:extension:metadata", "{\"type_name\": \"\(type)\", \"vendor_name\": \"PostgreSQL\"}"),
    ]
  }

  private func read(
    _ field: FakeField, _ batches: [FakeArray], _ options: (inout VectorFileReader) -> Void = { _ in }
  ) throws(VectorFileError) -> VectorData {
    var reader = VectorFileReader()
    options(&reader)
    return try TypedRows(FakeStream([field], columns: batches.map { [$0] }).stream(), path: "fake").points(
      "a table", reader)
  }

  private static func floats(_ values: Float...) -> [UInt8] { FakeArray.bytes(values.map(\.bitPattern.littleEndian)) }

  private static func highest(_ count: UInt16, _ values: Float...) -> [UInt8] {
    FakeArray.bytes([count.bigEndian, 0]) + FakeArray.bytes(values.map(\.bitPattern.bigEndian))
  }

  @Test(arguments: ["z", "Z"]) func bytesOfFloatsArePoints(format: String) throws {
    let blobs = [Self.floats(9, 9), Self.floats(1, 0.5), nil, Self.floats(-3, 0)]
    let data = try read(
      FakeField(name: "v", format: format), [FakeArray(blobs: blobs, isLarge: format == "Z", offset: 1)]
    ) { $0.dropsBadRows = true }
    #expect(data.points == .float([[1, 0.5], [-3, 0]]) && data.droppedRowIndices == [1])
    #expect(data.columns.map(\.title) == ["v[0]", "v[1]"])
    #expect(data.notes == ["the bytes of “v” are read as 2 numbers of 32 bits each"])
    // One of them alone.
    let second = try read(FakeField(name: "v", format: format), [FakeArray(blobs: [blobs[1]], isLarge: format == "Z")])
    {
      $0.table.modelColumns = ["v[1]"]
    }
    #expect(second.points == .float([[0.5]]))
  }

  /// What PostgreSQL sends of pgvector's types says its dimensions.
  @Test func vectorsOfPostgresAreRead() throws {
    let field = FakeField(name: "v", format: "z", metadata: Self.postgres("vector"))
    let data = try read(field, [FakeArray(blobs: [nil]), FakeArray(blobs: [Self.highest(2, 1e30, -2)])]) {
      $0.dropsBadRows = true
    }
    #expect(data.points == .float([[1e30, -2]]) && data.notes == [])
    let halves = FakeArray.bytes([2, 0, 0x3C00, 0xC000].map { UInt16($0).bigEndian })
    let half = FakeField(name: "v", format: "z", metadata: Self.postgres("halfvec"))
    #expect(try read(half, [FakeArray(blobs: [halves])]).points == .float([[1, -2]]))
  }

  /// A hash of as many bytes, a text, pictures of different sizes, dimensions that are not those of the bytes, another database.
  @Test(
    arguments: [
      [[0x7F, 0x80, 0, 0, 0x12, 0x34, 0x56, 0x78]], [[1, 2, 3]], [[]], [floats(1, 2), floats(1)],
      [floats(1, 2), floats(1, 1e30)], [floats(1e-30)], [floats(.nan)],
    ] as [[[UInt8]]]) func otherBytesAreNoNumbers(blobs: [[UInt8]])
  {
    let error = #expect(throws: VectorFileError.self) {
      try read(FakeField(name: "v", format: "z"), [FakeArray(blobs: blobs)])
    }
    #expect(error?.problem == "no column holds numbers: v (values that are no numbers)")
  }

  @Test func dimensionsThatAreNotThoseOfTheBytesAreNone() {
    let field = FakeField(name: "v", format: "z", metadata: Self.postgres("vector"))
    let error = #expect(throws: VectorFileError.self) { try read(field, [FakeArray(blobs: [Self.highest(3, 1, -2)])]) }
    #expect(error?.problem == "no column holds numbers: v (values that are no numbers)")
  }

  @Test func aLaterRowOfAnotherLengthIsNamed() {
    let batches = [FakeArray(blobs: [Self.floats(1, 2)]), FakeArray(blobs: [Self.floats(3, 4), Self.floats(3) + [1]])]
    let error = #expect(throws: VectorFileError.self) { try read(FakeField(name: "v", format: "z"), batches) }
    #expect(error?.problem == "the 5 bytes are not 2 numbers as those above, column “v”")
    #expect(error?.location == .row(2, column: 0))
  }

  /// The names of rows are what the column is: texts stay texts, whatever is written in them.
  @Test func namesHaveTheTypeOfTheirColumn() throws {
    let uuid: [UInt8] = [
      0x7D, 0x44, 0x48, 0x40, 0x9D, 0xC0, 0x11, 0xD1, 0xB2, 0x45, 0x5F, 0xFD, 0xCE, 0x74, 0xFA, 0x0A,
    ]
    let cases: [(FakeField, FakeArray, isNumber: Bool, String)] = [
      (FakeField(name: "n", format: "u"), FakeArray(texts: ["12"]), false, "12"),
      (FakeField(name: "n", format: "l"), FakeArray([(1 << 53) + 1] as [Int64]), true, "9007199254740993"),
      (
        FakeField(name: "n", format: "w:16", metadata: [("ARROW:extension:name", "arrow.uuid")]),
        FakeArray(length: 1, buffers: [uuid]), false, "7d444840-9dc0-11d1-b245-5ffdce74fa0a"
      ),
    ]
    for (field, array, isNumber, name) in cases {
      var reader = VectorFileReader()
      (reader.keepsOriginal, reader.table.idColumn) = (true, ColumnSelection("n"))
      let stream = FakeStream([field, FakeField(name: "x", format: "g")], columns: [[array, FakeArray([1.5])]])
      let names = try TypedRows(stream.stream(), path: "fake").points("a table", reader).rowNames
      try names.forEach(1) { _, found throws(VectorFileError) in
        #expect(String(decoding: found, as: UTF8.self) == name)
      }
      switch try ExportedColumn("n", names, rows: 1).values {
      case .int64(let value): #expect(isNumber && value(0) == Int64(name))
      default: #expect(!isNumber)
      }
    }
    var reader = VectorFileReader()
    (reader.keepsOriginal, reader.table.idColumn) = (true, ColumnSelection("n"))
    let days = FakeStream(
      [FakeField(name: "n", format: "tdD"), FakeField(name: "x", format: "g")],
      columns: [[FakeArray([1] as [Int32]), FakeArray([1.5])]])
    let error = #expect(throws: VectorFileError.self) {
      try TypedRows(days.stream(), path: "fake").points("a table", reader)
    }
    #expect(error?.problem == "the values of “n” are no names of rows")
  }

  /// Row numbers that are found as ids, but are not exact any more, are not told as names.
  @Test func idsBeyondTheNumbersAreSaid() throws {
    let ids: [Int64] = [(1 << 60) + 1, (1 << 60) + 2, (1 << 60) + 3]
    let stream = FakeStream(
      [FakeField(name: "id", format: "l"), FakeField(name: "x", format: "g")],
      columns: [[FakeArray(ids), FakeArray([1.5, 2, 7])]])
    let data = try TypedRows(stream.stream(), path: "fake").points("a table", VectorFileReader())
    #expect(data.idColumn?.name == "id" && data.rowNames.heading == nil)
    #expect(data.notes.contains { $0.hasPrefix("“id” has more digits than are kept of numbers") })
  }
}
