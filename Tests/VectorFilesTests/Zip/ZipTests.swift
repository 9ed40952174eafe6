import Matrices
import Testing

@testable import VectorFiles

/// Archives of arrays, and of single files.
struct ZipTests {
  static let matrix: NumericMatrix = .double(Matrix(rows: 6, columns: 2, elements: (0..<12).map(Double.init)))
  private static let two = npy("<f4", shape: "(1, 2)", littleEndian([1, 2] as [Float]))
  private static let three = npy("<f4", shape: "(1, 3)", littleEndian([1, 2, 3] as [Float]))
  private static let labels = npy("|u1", shape: "(2,)", [4, 5])

  @Test(arguments: ["stored.npz", "deflated.npz"]) func theOnlyMatrixOfAnArchiveIsRead(name: String) throws {
    let path = resource("packed/\(name)")
    let data = try VectorFileReader().read(path)
    #expect(data.points == Self.matrix)
    #expect(data.elementType == .float64)
    #expect(data.notes == ["the points are X (6 x 2, float64), one of 2 arrays (--member decides)"])
    #expect(try VectorFileReader().readLabels(path) == [0, 0, 0, 1, 1, 1])
    #expect(try VectorFileReader().read(path + ":X").notes == [])
    #expect(try VectorFileReader().read(path + ":y.npy").points.columns == 1)
  }

  @Test func aMemberIsNamedWhereThereAreSeveral() throws {
    let bytes = ZipBuilder(members: [("a.npy", Self.two), ("b.npy", Self.three), ("c.npy", Self.labels)]).bytes
    let folder = TemporaryFolder()
    let path = folder.file("x.npz", bytes)
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(path) }
    #expect(
      error?.problem
        == "this is a zip archive of several matrices: a (1 x 2, float32), b (1 x 3, float32), c (2, uint8)")
    #expect(error?.advice == "name one: \(path):a, or --member a")
    var reader = VectorFileReader()
    reader.member = "b"
    #expect(try reader.read(path).points == .float([[1, 2, 3]]))
    #expect(try VectorFileReader().read(path + ":a").points == .float([[1, 2]]))
    #expect(try VectorFileReader().readLabels(path) == [4, 5])
    reader.member = "d"
    #expect(failure { () throws(VectorFileError) in try reader.read(path) }?.advice.contains("a (1 x 2") == true)
    // A file of the whole name comes first.
    folder.file("x.npz:a", "7,8\n")
    #expect(try VectorFileReader().read(path + ":a").points == .double([[7, 8]]))
  }

  /// Keras writes a channel behind every value.
  @Test func extentsOfOneSayNothing() throws {
    let cube = npy("<f4", shape: "(2, 2, 1, 1)", littleEndian([1, 2, 3, 4] as [Float]))
    #expect(try read(cube).points == .float([[1, 2], [3, 4]]))
    let named = try read(ZipBuilder(members: [("y.npy", Self.labels), ("X.npy", cube)]).bytes)
    #expect(named.points == .float([[1, 2], [3, 4]]))
    let several = ZipBuilder(members: [("y.npy", Self.labels), ("X.npy", cube), ("Z.npy", cube)]).bytes
    let error = failure { () throws(VectorFileError) in try read(several) }
    #expect(error?.advice.hasPrefix("name one: ") == true && error?.advice.hasSuffix(":X, or --member X") == true)
    let deep = npy("<f4", shape: "(1, 2, 2)", littleEndian([1, 2, 3, 4] as [Float]))
    #expect(failure { () throws(VectorFileError) in try read(deep) }?.problem.contains("3 dimensions") == true)
  }

  @Test func aMemberOfAFileThatHasNoneIsAnError() {
    let folder = TemporaryFolder()
    let path = folder.file("x.csv", "1,2\n")
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(path + ":a") }
    #expect(error?.problem == "this is a table of text, which holds no “a”")
  }

  @Test func aSingleFileOfAnyFormatIsRead() throws {
    let folder = TemporaryFolder()
    let members = [("__MACOSX/x.csv", [1]), ("d/", []), ("d/.x", [1]), ("d/x.csv", Array("a,b\n1,2\n".utf8))]
    let data = try VectorFileReader().read(folder.file("x", ZipBuilder(members: members).bytes))
    #expect(data.points == .double([[1, 2]]) && data.columns.map(\.title) == ["a", "b"])
    let several = ZipBuilder(members: members + [("y.npy", Self.two)]).bytes
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(folder.file("y", several)) }
    #expect(error?.problem == "this is a zip archive of several files: d/x.csv, y (1 x 2, float32)")
    #expect(try VectorFileReader().read(folder.path + "/y:d/x.csv").points == .double([[1, 2]]))
  }

  @Test func numbersOf64BitsAndACommentAreRead() throws {
    var builder = ZipBuilder(members: [("a.npy", Self.two)], isLong: true)
    #expect(try read(builder.bytes).points == .float([[1, 2]]))
    builder = ZipBuilder(members: [("a.npy", Self.two)], comment: Array(repeating: 0x50, count: 70))
    #expect(try read(builder.bytes).points == .float([[1, 2]]))
  }

  @Test func damageIsNamedWithItsPlace() {
    let good = ZipBuilder(members: [("a.npy", Self.two)]).bytes
    func error(_ bytes: [UInt8]) -> VectorFileError? { failure { () throws(VectorFileError) in try read(bytes) } }
    // The header of the member takes 30 bytes, its name 5.
    let wrong = error(ZipBuilder(members: [("a.npy", Self.two)], checksum: 1).bytes)
    #expect(wrong?.location == .byte(35) && wrong?.problem == "the checksum of “a.npy” is wrong: it is damaged")
    let cut = error(Array(good.dropLast(1 + 22)))
    #expect(cut?.location == .byte(good.count - 23) && cut?.problem.contains("no directory at its end") == true)
    #expect(error(ZipBuilder(members: [("a.npy", Self.two)], flags: 1).bytes)?.problem.contains("encrypted") == true)
    #expect(error(ZipBuilder(members: [("a.npy", Self.two)], method: 12).bytes)?.problem.contains("method 12") == true)
    #expect(error(ZipBuilder().bytes)?.problem == "this is a zip archive that holds nothing")
    var moved = good
    moved[0] = 0x51
    #expect(failure { () throws(VectorFileError) in try read(moved) } != nil)
  }

  @Test func checksumsAreThoseOfTheStandard() {
    // The check value of CRC-32/ISO-HDLC, and one that needs both loops.
    #expect(Array("123456789".utf8).withUnsafeBytes { CRC32().checksum($0) } == 0xCBF4_3926)
    #expect([UInt8]().withUnsafeBytes { CRC32().checksum($0) } == 0)
  }

  @Test func archivesInArchivesEnd() {
    var bytes = Self.two
    for _ in 0..<6 { bytes = ZipBuilder(members: [("a.zip", bytes)]).bytes }
    #expect(
      failure { () throws(VectorFileError) in try read(bytes) }?.problem.contains("packed more than 4 times") == true)
  }

  @Test(arguments: [
    ("xl/workbook.xml", "an Excel workbook"), ("word/document.xml", "a Word document"),
    ("m/data.pkl", "a PyTorch file"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
  ])
  func archivesThatAreNoneOfMatricesAreNamed(member: String, title: String) {
    let bytes = ZipBuilder(members: [("[Content_Types].xml", [1]), (member, [1])]).bytes
    let error = failure { () throws(VectorFileError) in try read(bytes) }
    #expect(error?.problem == "this is \(title), which tessera does not read")
    #expect(error?.advice.isEmpty == false)
  }

  @Test func openDocumentsAndSparseMatricesAreNamed() {
    func problem(_ members: [(String, [UInt8])]) -> String? {
      failure { () throws(VectorFileError) in try read(ZipBuilder(members: members).bytes) }?.problem
    }
    let sheet = Array("application/vnd.oasis.opendocument.spreadsheet".utf8)
    #expect(problem([("mimetype", sheet), ("content.xml", [1])])?.contains("an OpenDocument spreadsheet") == true)
    let names = ["indices.npy", "indptr.npy", "format.npy", "shape.npy", "data.npy"]
    #expect(problem(names.map { ($0, Self.labels) })?.contains("sparse matrix") == true)
  }
}
