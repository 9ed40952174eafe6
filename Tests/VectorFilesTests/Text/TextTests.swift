import Matrices
import Testing
import VectorFiles

struct TextTests {
  static let expected = NumericMatrix.double([[1, 2.5], [-3, 4e-3]])

  @Test(arguments: [
    "1,2.5\n-3,4e-3\n", "1;2.5\n-3;4e-3", "1\t2.5\r\n-3\t4e-3\r\n", "1 2.5\n-3   4e-3\n", " 1  2.5 \n\t-3\t \t4e-3\t\n",
    "1,2.5\r-3,4e-3\r", "1 , 2.5\n -3,\t4E-3 \n", "+1,+2.5\n-3,+.4e-2\n", "1.,2.5\n-3.0,0.0040\n",
    "\u{FEFF}1,2.5\n-3,4e-3",
    "# x\n\n  # y\n1,2.5\n\n#z\n-3,4e-3\n\n", "a,b\n1,2.5\n-3,4e-3", "\"a,1\",\"b \"\"x\"\"\"\n1,2.5\n-3,4e-3",
    "\"a\nb\",c\n1,2.5\n-3,4e-3", "Größe,Länge\n1,2.5\n-3,4e-3", "\"1\",\"2.5\"\n\"-3\",\"4e-3\"",
    "1,\"2.5\" \n-3, \"4e-3\"", "x y\n1 2.5\n-3 4e-3", "\"1\" \"2.5\"\n-3 4e-3",
    "0001,2.50000000000000000000000000\n-3,4e-0003",
    "1, 2.5\n-3, 4e-3",
    // A doubled quotation mark does not end a cell, whatever follows it.
    "1|2.5\n-3|4e-3", "1;2,5\n-3;4e-3", "1\t2,5\n-3\t,4e-2", "1 2,5\n-3 4e-3\n", "\"1\",\"2,5\"\n\"-3\",\"4e-3\"",
    "1D0 2.5d+00\n-.3D1 4D-3\n",
    "\"x \"\",y\",z\n1,2.5\n-3,4e-3", "\"\"\"x\"\";\"\"y\"\"\";z\n1;2.5\n-3;4e-3",
  ])
  func manySpellingsOfOneMatrix(text: String) throws {
    #expect(try read(text).points == Self.expected)
  }

  @Test(
    arguments: [
      ("1,2\n3,4,5\n", .line(2, column: nil), "3 cells instead of 2"),
      ("1\n2,3\n", .line(2, column: nil), "2 cells instead of 1"),
      ("a,b\n\n1,2,3,4\n", .line(3, column: nil), "4 cells instead of 2 as on line 1"),
      ("1,2\n# c\n\n3,x\n", .line(4, column: 2), "“x” is not a number (byte 11)"),
      ("1,x\n2,3\n", .line(1, column: 2), "“x” is not a number"),
      ("\"a\nb\",c\n1,2\n1,x\n", .line(4, column: 2), "“x” is not a number (column “c”, byte 14)"),
      ("1,5;2.5\n3,5;4\n", .line(1, column: 1), "decimal comma"),
      ("a;b\n1;2.5\n3,5;4\n", .line(3, column: 1), "decimal comma"),
      ("1,2\n1,0x10\n", .line(2, column: 2), "“0x10”"), ("1,2\n1,1_000\n", .line(2, column: 2), "“1_000”"),
      ("1,2\n1,2e\n", .line(2, column: 2), "“2e”"), ("1,-\n", .line(1, column: 2), "“-”"),
      ("1,.\n", .line(1, column: 2), "“.”"),
      ("1,2\n1,2 # c\n", .line(2, column: 2), "“2 # c”"), ("1,2\n1,--2\n", .line(2, column: 2), "“--2”"),
      ("1,2\n1,1e+\n", .line(2, column: 2), "“1e+”"),
      ("1,2\n3,\"4\n5,6\n", .line(2, column: 2), "quotation mark"),
      ("\"a,b\n1,2\n", .line(1, column: nil), "never closed"),
      ("1,2\n3,4é\n", .line(2, column: 2), "0xC3"), ("1,2\n3,\u{A0}4\n", .line(2, column: 2), "0xC2"),
      ("1,2\u{0}\n3,4\n", .line(1, column: 2), "NUL"), ("a,b\n", .file, "no rows"), ("# only\n\n", .file, "no rows"),
      ("\u{FEFF}", .file, "no rows"),
      ("Dear reader,\nthis is a letter.\n", .line(2, column: 1), "“this is a letter.” is not a number"),
      ("1,2\n3,4\r\n5,\"6\"7\n", .line(3, column: 2), "7” is not a number"),
    ] as [(String, VectorFileError.Location, String)])
  func errorsNameThePlace(text: String, location: VectorFileError.Location, problem: String) {
    for dropsBadRows in [false, true] {
      let error = failure { () throws(VectorFileError) in try read(text, dropsBadRows: dropsBadRows) }
      #expect(error?.kind == .badData)
      #expect(error?.location == location, "\(String(describing: error))")
      #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
    }
  }

  @Test func otherFormatsAreNamed() {
    for (bytes, name) in [
      ([0x50, 0x4B, 3, 4], "zip"), ([0x1F, 0x8B, 8], "gzip"), ([0x89, 0x48, 0x44, 0x46], "HDF5"),
      ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0, 0, 0xFE, 0xFF], "UTF-32"),
      ([2, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D], "safetensors"),
    ] as [([UInt8], String)] {
      #expect(failure { () throws(VectorFileError) in try read(bytes) }?.problem.contains(name) == true)
    }
  }

  @Test(arguments: [true, false]) func halfACharacterOfUTF16IsAnError(isMarked: Bool) {
    let text = (isMarked ? "\u{FEFF}" : "") + "a,b\n1,2\n3,4\n"
    let bytes = littleEndian(Array(text.utf16)) + [0x31]
    var reader = VectorFileReader()
    reader.table.encoding = .utf16
    let folder = TemporaryFolder()
    let error = failure { () throws(VectorFileError) in try reader.read(folder.file("x", bytes)) }
    #expect(error?.location == .byte(bytes.count - 1) && error?.problem.contains("UTF-16") == true)
  }

  @Test func moreRowsThanTheFirstLinesPromise() throws {
    // The first lines are long, so that the guess of the number of rows is far too small.
    let first = String(repeating: "0", count: 1000) + "1,2\n"
    let text = String(repeating: first, count: 10) + String(repeating: "1,2\n", count: 20_000)
    let points = try read(text).points
    #expect(points.rows == 20_010)
    #expect(points.inDoublePrecision.row(20_009) == [1, 2] && points.inDoublePrecision.row(9) == [1, 2])
  }

  @Test func messagesReadAsPromised() {
    let error = failure { () throws(VectorFileError) in
      try VectorFileReader().read(resource("formats/word.csv"))
    }
    #expect(
      error?.description.hasSuffix(
        "word.csv:5:2: “abc” is not a number (byte 68); correct it, say what stands for a missing value (--missing), or "
          + "leave the column aside (--skip-columns 2)") == true, "\(String(describing: error))")
    let cut = failure { () throws(VectorFileError) in try VectorFileReader().read(resource("formats/truncated.npy")) }
    #expect(cut?.description.contains("truncated.npy:byte 755: the file is cut off") == true)
    let bad = failure { () throws(VectorFileError) in try VectorFileReader().read(resource("nan_inf_rows.npy")) }
    #expect(bad?.description.contains("nan_inf_rows.npy:row 86, column 0: ") == true)
  }

  @Test(arguments: [
    ("/nonexistent/x", "No such file"), ("/tmp", "directory"), ("/dev/null", "device"), ("a\0b", "NUL"),
  ])
  func whatCannotBeOpenedIsNoInput(path: String, problem: String) {
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(path) }
    #expect(error?.kind == .noInput && error?.exitCode == 66)
    #expect(error?.problem.contains(problem) == true)
  }
}
