import Matrices
import Testing
import VectorFiles

/// Labels as text.
struct LabelTableTests {
  private func written(_ table: OutputTable, as name: String) throws -> [UInt8] {
    let folder = TemporaryFolder()
    let path = folder.path + "/" + name
    try #require(OutputFormats.standard.format(of: name)).write(table, to: path)
    return contents(path)
  }

  private static let columns: [OutputTable.Column] = [
    .init("label", .integers([12, -1, 0])), .init("distance", .numbers([0.1, .nan, 1e300])),
    .init("margin", .numbers([.infinity, .nan, 0])),
  ]

  @Test func rowsCountFromZeroAndWhatIsNotThereIsEmpty() throws {
    let table = OutputTable(rowNames: .numbers, columns: Self.columns)
    let wanted = "row,label,distance,margin\n0,12,0.1,inf\n1,-1,,\n2,0,1e+300,0.0\n"
    #expect(try written(table, as: "l.csv") == Array(wanted.utf8))
    #expect(
      try written(table, as: "L.TSV") == Array(wanted.map { $0 == "," ? "\t" : $0 }.map(String.init).joined().utf8))
    let numPy = try written(table, as: "l.npy")
    #expect(try written(table, as: "l") == numPy)
    let folder = TemporaryFolder()
    #expect(try VectorFileReader().readLabels(folder.file("x", numPy)) == [12, -1, 0])
  }

  @Test func idsAreQuotedWhereTheyHaveTo() throws {
    let names = RowNames(["a,\"b\"", " c", "#"], heading: "na,me")
    let table = OutputTable(rowNames: names, columns: [Self.columns[0]])
    #expect(
      try written(table, as: "l.csv") == Array("\"na,me\",label\n\"a,\"\"b\"\"\",12\n\" c\",-1\n\"#\",0\n".utf8))
    #expect(try written(table, as: "l.tsv") == Array("na,me\tlabel\n\"a,\"\"b\"\"\"\t12\n\" c\"\t-1\n\"#\"\t0\n".utf8))
  }

  /// A heading that is not there or that a column has already is `id`.
  @Test(arguments: [("", "id"), ("label", "id"), ("Label", "Label"), (nil, "id")])
  func theHeadingOfIds(_ heading: String?, _ wanted: String) throws {
    let table = OutputTable(rowNames: RowNames(["a"], heading: heading), columns: [.init("label", .integers([0]))])
    #expect(try written(table, as: "l.csv") == Array("\(wanted),label\na,0\n".utf8))
  }

  /// The cells of the id column of a file, in UTF-8 and without quotation marks, those of bad rows too.
  private static let files: [(bytes: [UInt8], names: [String])] = [
    (Array("x;name;y\n1;\"a \"\"b\"\"\";2\n# none\nNA; c ;2\n\n3;\"d;\nd\";4\n".utf8), ["a \"b\"", "c", "d;\nd"]),
    (Array("\"x\",\"y\"\n\"r,1\",1,2\n\"\",5,NA\nr3,3,4".utf8), ["r,1", "", "r3"]),
    (Array("x,name,y\n1,".utf8) + [0xE9 as UInt8] + Array(",1\n2,é,3\n4,e,5\n".utf8), ["é", "é", "e"]),
    (utf16("name\tx\té\na\t1\t2\nö\t3\t5\nc\t4\t6\n", isBigEndian: true), ["a", "ö", "c"]),
  ]

  @Test(arguments: files.indices) func idsComeFromTheFile(_ index: Int) throws {
    let (bytes, names) = Self.files[index]
    let folder = TemporaryFolder()
    var reader = VectorFileReader()
    reader.keepsOriginal = true
    reader.dropsBadRows = true
    if bytes.first != UInt8(ascii: "\"") { reader.table.idColumn = ColumnSelection("name") }
    let data = try reader.read(folder.file("x", bytes))
    let labels: [Int32] = [0, 1, 2]
    let found = try written(
      OutputTable(rowNames: data.rowNames, columns: [.init("label", .integers(labels))]), as: "l.csv")
    let wanted = try written(
      OutputTable(
        rowNames: RowNames(names, heading: data.idColumn?.name), columns: [.init("label", .integers(labels))]),
      as: "l.csv")
    #expect(String(decoding: found, as: UTF8.self) == String(decoding: wanted, as: UTF8.self))
    reader.keepsOriginal = false
    let other = try reader.read(folder.file("x", bytes))
    #expect(other.original == nil && other.rowNames.heading == nil)
  }

  @Test(arguments: [
    ("a.npy", ".npy"), ("b/.c/x.CSV", ".csv"), ("x.tar.tsv", ".tsv"), ("x", ".npy"), ("a.b/x", ".npy"), ("x.", nil),
    ("x.xlsx", nil), ("x.csv ", nil),
  ]) func theSuffixDecides(_ name: String, _ suffix: String?) {
    #expect(OutputFormats.standard.format(of: name)?.suffix == suffix)
    #expect(OutputFormats.standard.list == ".npy, .csv or .tsv")
  }

  @Test func aTableOfManyRowsIsWhole() throws {
    let count = 60_000  // more than one buffer
    let table = OutputTable(
      rowNames: .numbers, columns: [.init("label", .integers((0..<Int32(count)).map { $0 % 7 }))])
    let wanted = "row,label\n" + (0..<count).map { "\($0),\($0 % 7)\n" }.joined()
    #expect(try written(table, as: "l.csv") == Array(wanted.utf8))
  }
}
