import Testing
import VectorFiles

struct ColumnTests {
  private func labels(_ bytes: [UInt8]) throws(VectorFileError) -> [Int] {
    let folder = TemporaryFolder()
    return try withExtendedLifetime(folder) { () throws(VectorFileError) in
      try VectorFileReader().readLabels(folder.file("x", bytes))
    }
  }

  private func weights(_ text: String) throws(VectorFileError) -> [Double] {
    let folder = TemporaryFolder()
    return try withExtendedLifetime(folder) { () throws(VectorFileError) in
      try VectorFileReader().readWeights(folder.file("x", text))
    }
  }

  @Test(arguments: [
    (npy("|b1", shape: "(2,)", [0, 1]), [0, 1]), (npy("|u1", shape: "(2, 1)", [0, 255]), [0, 255]),
    (npy("|i1", shape: "(2,)", [0, 255]), [0, -1]), (npy("<i2", shape: "(1,)", [0, 1]), [256]),
    (npy(">u2", shape: "(1,)", [1, 0]), [256]), (npy("<u4", shape: "(1,)", [255, 255, 255, 255]), [4_294_967_295]),
    (npy("<i8", shape: "(1,)", [1, 0, 0, 0, 0, 0, 0x20, 0]), [9_007_199_254_740_993]),
    (npy("<f4", shape: "(2, 1)", [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]), [1, -2]),
    (Array("label\n3\n1.0\n-1\n".utf8), [3, 1, -1]), (Array("3\n\n1e2".utf8), [3, 100]),
  ])
  func labelsOfEveryType(bytes: [UInt8], expected: [Int]) throws {
    #expect(try labels(bytes) == expected)
  }

  @Test(
    arguments: [
      (npy("<u8", shape: "(2,)", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80]), .row(1, column: nil)),
      (npy("<f4", shape: "(2,)", [0, 0, 0x80, 0x3F, 0, 0, 0, 0x3F]), .row(1, column: nil)),
      (npy("<f4", shape: "(1,)", [0, 0, 0xC0, 0x7F]), .row(0, column: 0)),
      (npy("|u1", shape: "(1, 2)", [0, 1]), .file),
      (npy("|u1", shape: "()", [0]), .file), (npy("|u1", shape: "(0,)", []), .file),
      (npy("|u1", shape: "(1, 2, 1)", [0, 1]), .file), (Array("label\n# c\n3\n\n1.5\n".utf8), .line(5, column: 1)),
      (Array("1,2\n".utf8), .file), (Array("1\n1e300\n".utf8), .line(2, column: 1)),
      (Array("1\nNA\n".utf8), .line(2, column: 1)),
    ] as [([UInt8], VectorFileError.Location)])
  func labelsThatAreNone(bytes: [UInt8], location: VectorFileError.Location) {
    #expect(failure { () throws(VectorFileError) in try labels(bytes) }?.location == location)
  }

  @Test func weightsAreFiniteNotNegativeAndNotAllZero() throws {
    #expect(try weights("w\n0\n1.5\n") == [0, 1.5])
    let negative = failure { () throws(VectorFileError) in try weights("w\n\n0\n-1\n") }
    #expect(negative?.location == .line(4, column: 1))
    #expect(negative?.problem == "the weight -1.0 is negative")
    #expect(failure { () throws(VectorFileError) in try weights("0\n-0\n") }?.problem == "all weights are zero")
    #expect(failure { () throws(VectorFileError) in try weights("0\ninf\n") }?.location == .line(2, column: 1))
    #expect(failure { () throws(VectorFileError) in try weights("0 1\n") }?.problem.contains("2 columns") == true)
  }

  @Test func aNegativeWeightInABinaryFileNamesItsRow() throws {
    let folder = TemporaryFolder()
    try NumPyFile.write([1, -2] as [Double], to: folder.path + "/w")
    let error = failure { () throws(VectorFileError) in try VectorFileReader().readWeights(folder.path + "/w") }
    #expect(error?.location == .row(1, column: nil))
  }
}
