import CArrowInterface
import Matrices
import TesseraTestSupport
import Testing
import VectorFiles

@testable import TableDrivers

/// Tables of databases as outputs: how they are named, and what is handed to a driver.
struct DatabaseOutputTests {
  @Test(
    arguments: [
      ("shop.sqlite?table=t", "sqlite", "shop.sqlite", nil, "t", "fail", "shop.sqlite?table=t"),
      ("a?b.db?if-exists=append&table=x.y%20%26z", "sqlite", "a?b.db", nil, "x.y &z", "append", "a?b.db?table=x.y &z"),
      ("F.DuckDB?table=s.t.u", "duckdb", "F.DuckDB", "s", "t.u", "fail", "F.DuckDB?table=s.t.u"),
      (
        "postgresql://me:s%3Fx@h/d?sslmode=require&table=t&if-exists=replace&application_name=x", "postgresql",
        "postgresql://me:s%3Fx@h/d?sslmode=require&application_name=x", nil, "t", "replace",
        "postgresql://me@h/d?table=t"
      ),
      ("mysql://h/d?table=100%", "mysql", "mysql://h/d", nil, "100%", "fail", "mysql://h/d?table=100%"),
    ] as [(String, String, String, String?, String, String, String)])
  func aTableIsNamedBehindItsDatabase(
    path: String, driver: String, database: String, schema: String?, name: String, presence: String, shown: String
  ) throws {
    let table = try DatabaseTable(path)
    #expect(table.driver == driver && table.database == database && table.schema == schema && table.name == name)
    #expect(table.presence.rawValue == presence && DatabaseTable.shown(path) == shown && table.shown == shown)
    #expect(DatabaseTable.isNamed(by: path) && table.isFile == (TableAddress(path) == nil))
    #expect(DatabaseTable.file(of: path) == (table.isFile ? database : nil))
  }

  @Test(arguments: [
    ("shop.sqlite", "the name of a table is missing", "name one: 'shop.sqlite?table=clusters'"),
    ("shop.sqlite?table=", "the name of a table is missing", "name one: 'shop.sqlite?table=clusters'"),
    ("postgresql://me:s@h/d?a=b", "the name of a table is missing", "name one: 'postgresql://me@h/d?table=clusters'"),
    ("x.db?table=t&if-exists=x", "if-exists=x is unknown", "use fail, replace or append"),
    (
      "x.db?table=t&if-exist=replace", "“if-exist=replace” behind the file is unknown",
      "write table=NAME and if-exists=replace|append, and %26 for an & in a name"
    ),
    (
      "x.sqlite?tabel=t", "“tabel=t” behind the file is unknown",
      "write table=NAME and if-exists=replace|append, and %26 for an & in a name"
    ),
    ("x.duckdb?table=t&table=u", "table= is there more than once", "write it once"),
    ("x.duckdb?table=s.", "“s.” names no table", "write SCHEMA.TABLE, or the table alone"),
    ("x.duckdb?table=.t", "“.t” names no table", "write SCHEMA.TABLE, or the table alone"),
  ]) func whatIsWrongWithANameIsSaid(path: String, problem: String, advice: String) {
    #expect(DatabaseTable.isNamed(by: path))
    let error = #expect(throws: VectorFileError.self) { try DatabaseOutput().checkReady(path) }
    #expect(error?.kind == .cannotCreate && error?.problem == problem && error?.advice == advice)
    #expect(error?.path.contains(":s@") == false)
  }

  @Test(arguments: ["labels.csv", "labels", "x.db.csv", "x.csv?table=t", "folder.db/labels.npy", "-"])
  func otherNamesAreNoDatabases(path: String) {
    #expect(!DatabaseTable.isNamed(by: path) && DatabaseTable.shown(path) == path)
  }

  /// A database of DuckDB's may be called .db.
  @Test func theContentOfAFileDecides() throws {
    let folder = TemporaryFolder()
    let duck = folder.file("x.db", Array("\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\0DUCK@".utf8))
    #expect(try DatabaseTable(duck + "?table=t").driver == "duckdb")
    #expect(try DatabaseTable(folder.file("y.db", "x") + "?table=t").driver == "sqlite")
  }

  /// Formats are found by such names, and do not appear among the suffixes.
  @Test func theFormatOfANameIsFound() {
    let formats = OutputFormats(OutputFormats.standard.all + [ParquetOutput(), DatabaseOutput()])
    #expect(formats.format(of: "postgresql://h/d?table=t") is DatabaseOutput)
    #expect(formats.format(of: "x.sqlite3?table=t.csv") is DatabaseOutput)
    #expect(formats.format(of: "x.parquet") is ParquetOutput && formats.format(of: "x.CSV") is DelimitedOutput)
    #expect(formats.format(of: "labels") is NumPyOutput && formats.format(namedBy: "labels") == nil)
    #expect(formats.format(of: "x.xlsx") == nil && formats.list == ".npy, .csv, .tsv or .parquet")
  }

  @Test(
    arguments: [
      ([], "vector"), (["emb[0]", "emb[1]"], "emb"), (["age", "income"], nil), (["emb[0]", "emb[2]"], nil),
      (["a[0]", "b[1]"], nil), (["[0]"], ""),
    ] as [([String], String?)]) func vectorsHaveTheNameOfTheirList(headings: [String], name: String?)
  {
    #expect(VectorHeading.name(of: headings) == name)
  }

  @Test func vectorsAreListsOrBytes() throws {
    let matrix = Matrix<Double>(rows: 3, columns: 2, elements: [1, 2, 0.1, -4, 5, 6])
    for (form, format, child) in [(ExportedVectors.Form.floats, "+w:2", "f"), (.doubles, "+w:2", "g")] {
      let column = ExportedColumn("v", .vectors(ExportedVectors(matrix, form)))
      var (schema, array) = (column.schema, column.array(1..<3))
      #expect(String(cString: schema.format) == format && schema.n_children == 1)
      #expect(String(cString: schema.children[0]!.pointee.format) == child)
      let values = array.children[0]!.pointee
      #expect(array.length == 2 && array.n_buffers == 1 && values.length == 4 && values.n_buffers == 2)
      if form == .floats {
        let found = values.buffers[1]!.assumingMemoryBound(to: Float.self)
        #expect((0..<4).map { found[$0] } == [0.1, -4, 5, 6])
      } else {
        let found = values.buffers[1]!.assumingMemoryBound(to: Double.self)
        #expect((0..<4).map { found[$0] } == [0.1, -4, 5, 6])
      }
      schema.release(&schema)
      array.release(&array)
    }
    let column = ExportedColumn("v", .vectors(ExportedVectors(matrix, .blobs)))
    var (schema, array) = (column.schema, column.array(1..<3))
    #expect(String(cString: schema.format) == "Z" && array.length == 2 && array.n_buffers == 3)
    let ends = array.buffers[1]!.assumingMemoryBound(to: Int64.self)
    #expect((0..<3).map { ends[$0] } == [0, 8, 16])
    let bytes = UnsafeRawBufferPointer(start: array.buffers[2], count: 16)
    #expect(Array(bytes) == FakeArray.bytes(([0.1, -4, 5, 6] as [Float]).map(\.bitPattern.littleEndian)))
    schema.release(&schema)
    array.release(&array)
    #expect(ExportedVectors(Matrix(rows: 1, columns: 1 << 20) { _ in }, .floats).batchRows == 8)
  }

  @Test(
    arguments: [
      (0, "\"id\" integer, \"a \"\"b\"\"\" integer, \"vector\" real[] NOT NULL"),
      (1, "\"id\" integer NOT NULL, \"a \"\"b\"\"\" integer, \"vector\" real[] NOT NULL, UNIQUE (\"id\")"),
      (
        2,
        "\"id\" integer NOT NULL, \"a \"\"b\"\"\" integer NOT NULL, \"vector\" real[] NOT NULL, UNIQUE (\"id\", \"a \"\"b\"\"\")"
      ),
    ]) func keysThatNameARowAreUniqueAndThere(unique: Int, definition: String)
  {
    let table = VectorTable(keys: [.init("id", [0]), .init("a \"b\"", [nil])], isUniqueBy: unique, vectors: [[1, 2]])
    #expect(table.definition(vectors: "real[]") == definition)
  }

  /// Who waits hears how many rows were taken.
  @Test func rowsThatWereTakenAreSaid() {
    final class Heard: @unchecked Sendable { var steps: [[Int]] = [] }
    let heard = Heard()
    let meter = WorkMeter { _, done, total in heard.steps.append([done, total ?? -1]) }
    let rows = ExportedRows([ExportedColumn("row", .int64 { Int64($0) })], count: 3, batchRows: 2, meter: meter)
    let stream = rows.stream(path: "x")
    for _ in 0..<3 {
      var batch = ArrowArray()
      #expect(stream.pointer.pointee.get_next(stream.pointer, &batch) == 0)
      batch.release?(&batch)
    }
    #expect(heard.steps.last == [3, 3])
  }
}
