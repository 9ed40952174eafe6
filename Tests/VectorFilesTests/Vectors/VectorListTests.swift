import Matrices
import Testing
import VectorFiles

/// The formats that only a name tells.
struct VectorListTests {
  private func read(_ name: String, _ bytes: [UInt8]) throws(VectorFileError) -> VectorData {
    let folder = TemporaryFolder()
    return try withExtendedLifetime(folder) { () throws(VectorFileError) in
      try VectorFileReader().read(folder.file(name, bytes))
    }
  }

  private func error(_ name: String, _ bytes: [UInt8]) -> VectorFileError? {
    failure { () throws(VectorFileError) in try read(name, bytes) }
  }

  @Test func rowsWithTheirLengthsAreRead() throws {
    let floats = littleEndian([2] as [Int32]) + littleEndian([1, -2] as [Float])
    let data = try read("x.FVECS", floats + floats)
    #expect(data.points == .float([[1, -2], [1, -2]]) && data.elementType == .float32)
    let bytes = try read("x.bvecs", [3, 0, 0, 0, 1, 2, 255, 3, 0, 0, 0, 4, 5, 6])
    #expect(bytes.points == .float([[1, 2, 255], [4, 5, 6]]) && bytes.elementType == .uint8)
    let whole = try read("x.ivecs", littleEndian([1, -7, 1, 9] as [Int32]))
    #expect(whole.points == .double([[-7], [9]]) && whole.elementType == .int32)
  }

  @Test func matricesWithTheirExtentsAreRead() throws {
    let extents = littleEndian([2, 1] as [UInt32])
    let data = try read("x.fbin", extents + littleEndian([1, -2] as [Float]))
    #expect(data.points == .float([[1], [-2]]) && data.elementType == .float32)
    #expect(try read("x.u8bin", extents + [1, 255]).points == .float([[1], [255]]))
    #expect(try read("x.i8bin", extents + [1, 255]).points == .float([[1], [-1]]))
    #expect(try read("x.ibin", extents + littleEndian([1, -9] as [Int32])).points == .double([[1], [-9]]))
  }

  @Test func labelsMayBeSuchFiles() throws {
    let folder = TemporaryFolder()
    #expect(
      try VectorFileReader().readLabels(folder.file("y.ivecs", littleEndian([1, 3, 1, -4] as [Int32]))) == [3, -4])
  }

  @Test func sizesAreCheckedAgainstTheFile() {
    let floats = littleEndian([2] as [Int32]) + littleEndian([1, -2] as [Float])
    #expect(error("x.fvecs", [2, 0])?.location == .byte(2))
    #expect(error("x.fvecs", littleEndian([0] as [Int32]))?.problem == "the first row has 0 elements")
    #expect(error("x.fvecs", littleEndian([-1] as [Int32]))?.location == .byte(0))
    let cut = error("x.fvecs", floats + floats.dropLast(3))
    #expect(cut?.location == .byte(21))
    #expect(cut?.problem == "the file ends inside row 1: a row takes 12 bytes, and 9 are there")
    let ragged = error("x.fvecs", floats + littleEndian([1] as [Int32]) + floats.dropFirst(4))
    #expect(ragged?.location == .row(1, column: nil))
    #expect(ragged?.problem == "it has 1 elements instead of 2 as row 0 (byte 12)")
    #expect(error("x.fbin", [0])?.location == .byte(1))
    #expect(error("x.fbin", littleEndian([0, 4] as [UInt32]))?.location == .byte(0))
    let short = error("x.fbin", littleEndian([2, 1] as [UInt32]) + [0, 0, 0, 0])
    #expect(short?.location == .byte(12) && short?.problem == "2 x 1 elements are 8 bytes, the file has 4")
    #expect(error("x.u8bin", littleEndian([1, 1] as [UInt32]) + [0, 0])?.location == .byte(9))
    let huge = error("x.fbin", littleEndian([UInt32.max, .max]))
    #expect(huge?.problem.contains("more bytes than any file has") == true)
  }

  @Test func aValueThatIsNotFiniteNamesItsPlace() {
    let bytes = littleEndian([2, 1] as [UInt32]) + littleEndian([1, .nan] as [Float])
    #expect(error("x.fbin", bytes)?.location == .row(1, column: 0))
  }
}
