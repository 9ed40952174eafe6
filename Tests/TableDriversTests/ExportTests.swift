import CArrowInterface
import Matrices
import TesseraTestSupport
import Testing
import VectorFiles

@testable import TableDrivers

/// What is handed to a driver, as one takes it that knows nothing but the layout.
struct ExportTests {
  private static func names(_ texts: [String]) -> RowNames { RowNames(texts, heading: "name") }

  private func rows(_ names: [String] = ["a", "", "ö"]) throws -> ExportedRows {
    let labels: [Int32] = [12, -1, 0]
    return ExportedRows(
      [
        try ExportedColumn("näme", Self.names(names), rows: 3), ExportedColumn("label", .int32 { labels[$0] }),
        ExportedColumn("distance", [0.1, .nan, .infinity]),
      ], count: 3, batchRows: 2)
  }

  private func values<Value>(_ array: ArrowArray, _ buffer: Int, _: Value.Type, count: Int? = nil) -> [Value] {
    let base = array.buffers[buffer]!.assumingMemoryBound(to: Value.self)
    return (0..<(count ?? Int(array.length))).map { base[$0] }
  }

  @Test func theLayoutIsAsPublished() throws {
    let stream = try rows().stream(path: "x")
    var schema = ArrowSchema()
    #expect(stream.pointer.pointee.get_schema(stream.pointer, &schema) == 0)
    #expect(String(cString: schema.format) == "+s" && schema.n_children == 3 && schema.flags == 2)
    let children = (0..<3).map { schema.children[$0]!.pointee }
    #expect(children.map { String(cString: $0.format) } == ["U", "i", "g"])
    #expect(children.map { String(cString: $0.name) } == ["näme", "label", "distance"])
    schema.release(&schema)
    #expect(schema.release == nil)

    var first = ArrowArray()
    #expect(stream.pointer.pointee.get_next(stream.pointer, &first) == 0)
    #expect(first.length == 2 && first.null_count == 0 && first.n_buffers == 1 && first.buffers[0] == nil)
    let (texts, labels, distances) = (
      first.children[0]!.pointee, first.children[1]!.pointee, first.children[2]!.pointee
    )
    #expect(texts.length == 2 && texts.null_count == 1 && texts.n_buffers == 3 && texts.offset == 0)
    #expect(values(texts, 0, UInt8.self, count: 1) == [0b1111_1101])
    #expect(values(texts, 1, Int64.self, count: 3) == [0, 1, 1] && values(texts, 2, UInt8.self, count: 1) == [97])
    #expect(labels.null_count == 0 && labels.buffers[0] == nil && values(labels, 1, Int32.self) == [12, -1])
    #expect(distances.null_count == 1 && values(distances, 0, UInt8.self, count: 1) == [0b1111_1101])
    #expect(values(distances, 1, Double.self)[0] == 0.1)
    first.release(&first)

    var second = ArrowArray()
    #expect(stream.pointer.pointee.get_next(stream.pointer, &second) == 0)
    #expect(second.length == 1)
    // Offsets begin anew in each batch.
    #expect(values(second.children[0]!.pointee, 1, Int64.self, count: 2) == [0, 2])
    #expect(values(second.children[0]!.pointee, 2, UInt8.self, count: 2) == Array("ö".utf8))
    #expect(values(second.children[1]!.pointee, 1, Int32.self) == [0])
    #expect(values(second.children[2]!.pointee, 1, Double.self) == [.infinity])
    second.release(&second)
    // The end, as often as it is asked for.
    for _ in 0..<2 {
      var end = ArrowArray()
      #expect(stream.pointer.pointee.get_next(stream.pointer, &end) == 0 && end.release == nil)
    }
  }

  private func memory(_ data: UnsafeMutableRawPointer) -> ArrowMemory {
    Unmanaged<ArrowMemory>.fromOpaque(data).takeUnretainedValue()
  }

  /// A column may be taken out of a batch, which is released without it.
  @Test func whatIsReleasedIsFreedOnce() throws {
    weak var source: ExportedRows?
    weak var whole: ArrowMemory?
    weak var taken: ArrowMemory?
    weak var left: ArrowMemory?
    var column = ArrowArray()
    do {
      let rows = try rows()
      source = rows
      let stream = rows.stream(path: "x")
      var batch = ArrowArray()
      #expect(stream.pointer.pointee.get_next(stream.pointer, &batch) == 0)
      whole = memory(batch.private_data)
      (taken, left) = (memory(batch.children[1]!.pointee.private_data), memory(batch.children[2]!.pointee.private_data))
      column = batch.children[1]!.pointee
      batch.children[1]!.pointee.release = nil
      batch.release(&batch)
      #expect(batch.release == nil)
    }
    #expect(source == nil && whole == nil && left == nil)
    #expect(taken != nil && values(column, 1, Int32.self) == [12, -1])
    column.release(&column)
    #expect(taken == nil && column.release == nil)
  }

  /// A driver that has taken a stream releases it; who handed it over does not once more.
  @Test func aStreamThatWasTakenIsReleasedByItsTaker() throws {
    weak var source: ExportedRows?
    var moved = ArrowArrayStream()
    do {
      let rows = try rows()
      source = rows
      let stream = rows.stream(path: "x")
      moved = stream.pointer.pointee
      stream.pointer.pointee.release = nil
    }
    #expect(source != nil)
    moved.release(&moved)
    #expect(source == nil && moved.release == nil && moved.private_data == nil)
  }

  /// What goes out comes in.
  @Test func whatIsWrittenIsRead() throws {
    var reader = VectorFileReader()
    (reader.keepsOriginal, reader.dropsBadRows, reader.table.idColumn) = (true, true, ColumnSelection("näme"))
    reader.table.columns = ColumnSelection("label,distance")
    let data = try TypedRows(rows(["x,1", "", "ö"]).stream(path: "x"), path: "x").points("a table", reader)
    #expect(data.points == .double([[12, 0.1]]) && data.droppedRowIndices == [1, 2])
    var names: [String] = []
    try data.rowNames.forEach(3) { _, name throws(VectorFileError) in
      names.append(String(decoding: name, as: UTF8.self))
    }
    #expect(names == ["x,1", "", "ö"])
  }

  /// Ids that are whole numbers join as whole numbers; a zero in front is part of a name.
  @Test(
    arguments: [
      (["7", "", "-12"], [7, nil, -12]), (["0", "9223372036854775807", "-9223372036854775808"], [0, .max, .min]),
      (["1", "007", "2"], nil), (["1", "-0", "2"], nil), (["1", "+2", "3"], nil),
      (["1", "9223372036854775808", "2"], nil),
      (["1", "-9223372036854775809", "2"], nil), (["1", "99999999999999999999", "2"], nil), (["1", "2.5", "3"], nil),
      (["1", "-", "3"], nil), (["", "", ""], nil),
    ] as [([String], [Int64?]?)])
  func idsAreWholeNumbersWhereAllOfThemAre(_ texts: [String], _ wanted: [Int64?]?) throws {
    let column = try ExportedColumn("id", Self.names(texts), rows: 3)
    switch column.values {
    case .int64(let value): #expect((0..<3).map(value) == wanted)
    default: #expect(wanted == nil)
    }
  }

  @Test func rowsWithoutNamesAreCounted() throws {
    guard case .int64(let value) = try ExportedColumn("row", .numbers, rows: 2).values else {
      Issue.record("no numbers")
      return
    }
    #expect((0..<2).map(value) == [0, 1])
  }

  /// DuckDB would rename the second itself.
  @Test func namesDifferByMoreThanTheCaseOfTheirLetters() {
    let names = ParquetOutput().columnNames(["a", "A", "a_2", "", "b\0", "Ä", "ä"])
    #expect(names == ["a", "A_2", "a_2_2", "x3", "b\u{FFFD}", "Ä", "ä_2"])
  }

  /// Known before the work, with how a driver is installed.
  @Test func whatCannotBeWrittenIsSaidAtOnce() throws {
    let output = ParquetOutput(search: DriverSearch(folders: []))
    let folder = TemporaryFolder()
    do throws(VectorFileError) {
      try output.checkReady("/dev/null")
      Issue.record("a device is no file")
    } catch {
      #expect(error.kind == .cannotCreate && error.problem == "is no file that another takes the place of")
    }
    guard TableDrivers(search: DriverSearch(folders: [])).problem(of: "duckdb") != nil else { return }
    do throws(VectorFileError) {
      try output.checkReady(folder.path + "/x.parquet")
      Issue.record("a driver was found")
    } catch {
      #expect(error.kind == .cannotCreate && error.problem.hasPrefix("the driver duckdb was not found ("))
      #expect(error.advice.contains("pip install"))
    }
    #expect(folder.contents().isEmpty)
  }
}
