import Foundation
import Matrices
import Testing
import VectorFiles

/// Matrices that stay in their files.
struct InPlaceTests {
  private func read(_ path: String, inPlace: Bool) throws -> VectorData {
    var reader = VectorFileReader()
    reader.readsInPlace = inPlace
    return try reader.read(path)
  }

  private func isContiguous(_ data: VectorData) -> Bool {
    switch data.points {
    case .float(let matrix): matrix.isContiguous
    case .double(let matrix): matrix.isContiguous
    }
  }

  /// Little-endian, in C order: these stay; others are converted, and the numbers are the same.
  @Test(arguments: [
    ("<f2", true, 2), ("|i1", true, 1), ("|u1", true, 1), ("<i2", true, 2), ("<u2", true, 2), (">f2", false, 2),
    ("<i4", false, 4),
    ("<f4", false, 4), ("|b1", false, 1),
  ])
  func smallTypesAreDecodedWhereTheyAre(type: String, stays: Bool, size: Int) throws {
    let folder = TemporaryFolder()
    let bytes = (0..<(6 * size)).map { UInt8(type == "|b1" ? $0 % 2 : $0 * 5 % 60) }
    let path = folder.file("x.npy", npy(type, shape: "(2, 3)", bytes))
    let (copied, inPlace) = (try read(path, inPlace: false), try read(path, inPlace: true))
    #expect(inPlace.points == copied.points && inPlace.elementType == copied.elementType)
    #expect(isContiguous(copied) && isContiguous(inPlace) != stays)
    let fortran = folder.file("f.npy", npy(type, shape: "(2, 3)", fortran: true, bytes))
    #expect(try isContiguous(read(fortran, inPlace: true)))
    #expect(try read(fortran, inPlace: true).points == read(fortran, inPlace: false).points)
    withExtendedLifetime(folder) {}
  }

  @Test func aBadValueIsFoundWhereItIs() throws {
    let folder = TemporaryFolder()
    // 1, 2; 3, infinity; NaN, 6
    let halves: [UInt8] = [0, 0x3C, 0, 0x40, 0, 0x42, 0, 0x7C, 1, 0x7C, 0, 0x46]
    let path = folder.file("x.npy", npy("<f2", shape: "(3, 2)", halves))
    var reader = VectorFileReader()
    reader.readsInPlace = true
    #expect(failure { () throws(VectorFileError) in try reader.read(path) }?.location == .row(1, column: 1))
    reader.dropsBadRows = true
    let data = try reader.read(path)
    #expect(data.points == .float([[1, 2]]) && data.droppedRowIndices == [1, 2])
    withExtendedLifetime(folder) {}
  }

  /// Rows with their lengths in front are not copied together.
  @Test func listsOfVectorsAreReadWithTheirGaps() throws {
    let folder = TemporaryFolder()
    let row = { (values: [Float]) in littleEndian([Int32(values.count)]) + littleEndian(values) }
    let path = folder.file("x.fvecs", row([1, 2]) + row([3, 4]) + row([5, 6]))
    let data = try read(path, inPlace: false)
    #expect(data.points == .float([[1, 2], [3, 4], [5, 6]]) && !isContiguous(data))
    let bytes = folder.file("x.bvecs", littleEndian([Int32(3)]) + [1, 2, 3] + littleEndian([Int32(3)]) + [4, 5, 6])
    for inPlace in [false, true] {
      #expect(try read(bytes, inPlace: inPlace).points == .float([[1, 2, 3], [4, 5, 6]]))
      #expect(try isContiguous(read(bytes, inPlace: inPlace)) != inPlace)
    }
    withExtendedLifetime(folder) {}
  }

  @Test func partsAreNotPutTogether() throws {
    let folder = TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/p", withIntermediateDirectories: true)
    folder.file("p/a.npy", npy("|u1", shape: "(1, 2)", [1, 2]))
    folder.file("p/b.npy", npy("|u1", shape: "(2, 2)", [3, 4, 5, 6]))
    let data = try read(folder.path + "/p", inPlace: true)
    #expect(
      data.points == .float([[1, 2], [3, 4], [5, 6]]) && !isContiguous(data) && data.parts.map(\.rows) == [1, 2])
    #expect(try isContiguous(read(folder.path + "/p", inPlace: false)))
    // What is parsed lies together.
    try FileManager.default.createDirectory(atPath: folder.path + "/t", withIntermediateDirectories: true)
    folder.file("t/a.csv", "1,2\n")
    folder.file("t/b.csv", "3,4\n")
    #expect(try isContiguous(read(folder.path + "/t", inPlace: true)))
    withExtendedLifetime(folder) {}
  }
}
