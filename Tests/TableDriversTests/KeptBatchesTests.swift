import CArrowInterface
import Matrices
import Testing
import VectorFiles

@testable import TableDrivers

/// Columns of a driver that are handed to another.
struct KeptBatchesTests {
  private func kept(_ fake: FakeStream) throws -> KeptBatches {
    let stream = fake.stream()
    let kept = KeptBatches(try stream.ownedSchema(), driver: nil)
    while let batch = try stream.next() { kept.append(batch) }
    return kept
  }

  private func released(_ columns: [ArrowArray]) {
    var columns = columns
    for index in columns.indices { columns[index].release?(&columns[index]) }
  }

  /// The stream is gone, and the rows of a batch begin behind others of each column.
  @Test func batchesOutliveTheirStream() throws {
    let batches = [
      FakeArray(
        length: 2, offset: 1, children: [FakeArray([9, 1, 2] as [Int32]), FakeArray(texts: ["x", "a", "b"])]),
      FakeArray(length: 1, children: [FakeArray([3] as [Int32], valid: [false]), FakeArray(texts: ["c"])]),
    ]
    let fake = FakeStream([FakeField(name: "n", format: "i"), FakeField(name: "s", format: "u")], batches)
    let kept = try kept(fake)
    #expect(fake.log.events.last == "release stream" && !fake.log.events.contains("release batch"))
    #expect(kept.names == ["n", "s"] && !kept.isTaken)
    let (rows, columns) = try #require(kept.nextColumns())
    #expect(rows == 2 && columns.count == 2 && kept.isTaken)
    let numbers = ArrowTextColumn(columns[0], .numbers(.int32))
    let texts = ArrowTextColumn(columns[1], .texts(.small))
    #expect((0..<2).map { numbers[$0] } == ["1", "2"] && (0..<2).map { texts[$0] } == ["a", "b"])
    released(columns)
    let (more, others) = try #require(kept.nextColumns())
    #expect(more == 1 && ArrowColumn(others[0], .numbers(.int32)).isMissing(0))
    released(others)
    #expect(kept.nextColumns() == nil)
  }

  @Test func schemasAreCopiedWithAllTheySay() throws {
    let fields = [
      FakeField(name: "u", format: "w:16", metadata: [("ARROW:extension:name", "arrow.uuid")]),
      FakeField(name: "k", format: "c", dictionary: [FakeField(format: "u")]),
      FakeField(name: "l", format: "+w:3", children: [FakeField(name: "item", format: "f")]),
    ]
    let stream = FakeStream(fields, []).stream()
    var schema = try stream.ownedSchema()
    var copies = (0..<3).map { schema.children[$0]!.pointee.copy(named: "x\($0)") }
    schema.release(&schema)
    #expect(copies.map { ArrowField($0).name } == ["x0", "x1", "x2"])
    #expect(
      copies.map { ArrowType($0) } == [
        .uuids, .places(.int8, of: .texts(.small)), .fixedLists(3, of: .numbers(.float32)),
      ])
    for index in copies.indices { copies[index].release(&copies[index]) }
  }

  @Test func typesBecomeWhatADatabaseHas() {
    typealias Form = RepeatedBatches.Form
    let cases: [(type: ArrowType, duckDB: Form, sqlite: Form, postgresql: Form)] = [
      (.uuids, .same, .texts, .texts), (.blobs(isLarge: false, .vectors), .lists, .blobs, .lists),
      (.blobs(isLarge: true, .floats), .same, .same, .same),
      (.fixedLists(2, of: .numbers(.float64)), .same, .blobs, .same),
      (.lists(isLarge: false, of: .numbers(.int32)), .same, .blobs, .same),
      (.lists(isLarge: false, of: .texts(.small)), .same, .same, .same),
      (.decimals(bytes: 16, scale: 2), .same, .numbers, .same), (.booleans, .same, .same, .same),
    ]
    for (type, duckDB, sqlite, postgresql) in cases {
      #expect(Form(type, to: "duckdb") == duckDB, "\(type)")
      #expect(Form(type, to: "sqlite") == sqlite, "\(type)")
      #expect(Form(type, to: "postgresql") == postgresql, "\(type)")
    }
  }

  @Test func decimalsListsAndUUIDsAreConverted() throws {
    let fields = [
      FakeField(name: "u", format: "w:16", metadata: [("ARROW:extension:name", "arrow.uuid")]),
      FakeField(name: "d", format: "d:9,2,32"),
      FakeField(name: "l", format: "+w:2", children: [FakeField(name: "item", format: "f")]),
    ]
    let lists = FakeArray(length: 2, valid: [true, false], children: [FakeArray([1, 2, 3, 4] as [Float])])
    let uuid = FakeArray(length: 2, valid: [true, false], buffers: [Array(0..<32)])
    let fake = FakeStream(fields, columns: [[uuid, FakeArray([125, -5] as [Int32], valid: [true, false]), lists]])
    let repeated = RepeatedBatches(try kept(fake), to: "sqlite")
    #expect(
      repeated.notes == [
        "“u” is written as texts", "the decimals of “d” are written as the nearest numbers",
        "the lists of “l” are written as bytes of numbers of 32 bits, NaN where an element is missing",
      ])
    var schemas = repeated.schemas(named: ["u", "d", "l"])
    #expect(schemas.map { String(cString: $0.format) } == ["U", "g", "Z"])
    for index in schemas.indices { schemas[index].release(&schemas[index]) }
    let (rows, columns) = try #require(repeated.next())
    let texts = ArrowTextColumn(columns[0], .texts(.large))
    #expect(rows == 2 && texts[0] == "00010203-0405-0607-0809-0a0b0c0d0e0f" && columns[0].null_count == 1)
    #expect(ArrowTextColumn(columns[1], .numbers(.float64))[0] == "1.25" && columns[1].null_count == 1)
    let blobs = try #require(ArrowBlobs(columns[2], .blobs(isLarge: true, .floats)))
    #expect(blobs[0].map { Array($0) } == FakeArray.bytes([1, 2] as [Float]) && blobs[1] == nil)
    released(columns)
  }

  @Test func vectorsOfAServerAreLists() throws {
    let lists = ExportedLists([[1, 2], nil, [], [3]])
    var array = lists.array(areBytes: false)
    let vectors = ArrowVectors(array, .lists(isLarge: true, of: .numbers(.float32)))
    #expect((0..<4).map { vectors[$0] } == [[1, 2], nil, [], [3]])
    array.release(&array)
  }

  /// The columns of the other table have the first names, and other rows than those that were read are refused.
  @Test(arguments: [2, 3, 4]) func repeatedColumnsStandInFront(count: Int) throws {
    let repeated = RepeatedColumns([ExportedColumn("Cluster", .int64 { Int64($0) })], rows: 3)
    let rows = ExportedRows([ExportedColumn("cluster_2", .int32 { Int32($0) })], count: count, behind: repeated)
    let stream = rows.stream(path: "x")
    #expect(try stream.schema().fields.map(\.name) == ["Cluster", "cluster_2"])
    guard count == 3 else {
      var batch = ArrowArray()
      let first = stream.pointer.pointee.get_next(stream.pointer, &batch)
      if first == 0 {
        batch.release(&batch)
        #expect(count == 4 && stream.pointer.pointee.get_next(stream.pointer, &batch) != 0)
      }
      #expect(rows.failure?.problem == "there are other rows than were read")
      return
    }
    let batch = try #require(try stream.next())
    #expect(batch.pointer.pointee.length == 3 && rows.failure == nil)
    #expect(try stream.next() == nil)
  }
}
