import Foundation
import Matrices
import TesseraTestSupport
import Testing

@testable import VectorFiles

/// Files that faiss 1.15.1 wrote, of numbers chosen by hand (`Benchmarks/exports.py --fixtures`).
struct FaissIndexTests {
  private func index(_ name: String) throws -> FaissIndex {
    try FaissIndex(contentsOf: resource("faiss/\(name).faiss"))
  }

  @Test func vectorsOfFlatIndexesAreRead() throws {
    let flat = try index("flat_l2")
    #expect(flat == FaissIndex(dimensions: 2, content: .vectors([[1, 2], [3, 4], [5, 6]])))
    #expect(flat.name == "IndexFlatL2" && flat.count == 3)
    let inner = try index("flat_ip")
    #expect(inner.metric == .innerProduct && inner.content == .vectors([[0.6, 0.8], [1, 0]]))
    #expect(inner.name == "IndexFlatIP")
  }

  @Test func listsHaveCentroidsSizesIdsAndVectors() throws {
    guard case .lists(let lists) = try index("ivf_flat").content else { return #expect(Bool(false)) }
    #expect(lists.coarse == FaissIndex(dimensions: 2, content: .vectors([[0, 0], [10, 10]])))
    #expect(lists.probes == 2 && lists.sizes == [2, 1] && lists.ids == [0, 2, 1])
    let vectors = lists.codes.withUnsafeBytes { Array($0.assumingMemoryBound(to: Float.self)) }
    #expect(vectors == [1, 1, 0, 2, 9, 9])
    guard case .lists(let sparse) = try index("ivf_sparse").content else { return #expect(Bool(false)) }
    #expect(sparse.sizes == [0, 0, 0, 0, 1] && sparse.ids == [0])
    #expect(try index("ivf_direct").content == .lists(sparse))
  }

  @Test func codebooksAreRead() throws {
    let books: [Matrix<Float>] = [[[0, 0], [4, 4]], [[0, 1], [2, 3]]]
    let codebook = FaissCodebook.product(bits: 1, books)
    #expect(try index("pq").content == .codes(codebook, [0b10, 0b01, 0b11]))
    #expect(try index("pq").count == 3)
    guard case .lists(let lists) = try index("ivf_pq").content else { return #expect(Bool(false)) }
    #expect(lists.codebook == codebook && lists.isOfResiduals && lists.sizes == [1, 2] && lists.ids == [1, 0, 2])
    #expect(lists.codes == [0b01, 0b10, 0b01])
    let levels = FaissCodebook.residual([[[0, 0], [8, 8]], [[0, 1], [1, 0]]], beamWidth: 5)
    #expect(levels.bits == [1, 1] && levels.codeSize == 1 && levels.dimensions == 2)
    #expect(try index("rq").content == .codes(levels, [1, 0, 2]))
    for bits in [8, 4] {
      guard case .codes(.scalar(bits, let least, let width), let codes) = try index("sq\(bits)").content else {
        return #expect(Bool(false))
      }
      #expect(least == [0, 10, -1] && width == [255, 15, 30])
      #expect(codes.count == 2 * (bits == 8 ? 3 : 2))
    }
  }

  @Test func mapsStandBeforeTheirIndex() throws {
    guard case .transformed(let maps, let inner) = try index("opq").content else { return #expect(Bool(false)) }
    #expect(maps == [FaissTransform(matrix: [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])])
    #expect(inner.name == "IndexPQ" && inner.count == 1)
    guard case .codes(_, let codes) = inner.content else { return #expect(Bool(false)) }
    #expect(codes == [0b10])
  }

  @Test func vectorsHaveIdsOfTheirOwn() throws {
    let flat = FaissIndex(dimensions: 2, content: .vectors([[1, 2], [3, 4]]))
    let index = try index("idmap")
    #expect(index == FaissIndex(dimensions: 2, content: .numbered([7, 3], flat)))
    #expect(index.name == "IndexIDMap" && index.count == 2)
  }

  /// Byte by byte what faiss wrote: but for lists of which few have a vector, which faiss numbers, and a map of where vectors are.
  @Test(arguments: ["flat_l2", "flat_ip", "ivf_flat", "ivf_pq", "pq", "opq", "rq", "sq8", "sq4", "idmap"])
  func whatIsReadIsWrittenAgain(name: String) throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/x.faiss"
    try index(name).write(to: path)
    #expect(
      try Data(contentsOf: URL(filePath: path)) == Data(contentsOf: URL(filePath: resource("faiss/\(name).faiss"))))
  }

  @Test func fewListsAreWrittenInFull() throws {
    let folder = TemporaryFolder()
    try index("ivf_sparse").write(to: folder.path + "/x.faiss")
    #expect(try FaissIndex(contentsOf: folder.path + "/x.faiss") == index("ivf_sparse"))
  }

  @Test(
    arguments: [
      ("flat_l1", 33, "its metric is number 2"), ("hnsw", 0, "“IHNf” is not read"), ("untrained", 32, "not trained"),
    ] as [(String, Int, String)])
  func whatIsNotReadIsNamed(name: String, offset: Int, problem: String) {
    do throws(VectorFileError) {
      _ = try FaissIndex(contentsOf: resource("faiss/\(name).faiss"))
      Issue.record("\(name) is read")
    } catch {
      #expect(error.kind == .badData && error.location == .byte(offset) && error.problem.contains(problem), "\(error)")
    }
  }

  /// Whatever is cut off, at whatever byte, is missed there.
  @Test(arguments: ["flat_l2", "ivf_flat", "ivf_direct", "ivf_sparse", "ivf_pq", "opq", "rq", "sq4", "idmap"])
  func everyCutIsAnError(name: String) throws {
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: resource("faiss/\(name).faiss"))))
    for end in 0..<bytes.count {
      let error = failure { () throws(VectorFileError) in try index(of: Array(bytes[..<end])) }
      guard case .byte(let offset)? = error?.location else {
        Issue.record("\(name) until \(end): \(String(describing: error))")
        continue
      }
      #expect(offset <= end && error?.kind == .badData)
    }
    let longer = failure { () throws(VectorFileError) in try index(of: bytes + [0]) }
    #expect(longer?.location == .byte(bytes.count), "\(String(describing: longer))")
  }

  /// Each byte set to 255 and to 0: read as something, or an error with a byte; nothing else.
  @Test(arguments: ["flat_l2", "ivf_flat", "ivf_sparse", "ivf_pq", "opq", "rq", "sq4", "idmap"])
  func noByteLeadsAstray(name: String) throws {
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: resource("faiss/\(name).faiss"))))
    for place in bytes.indices {
      for value in [UInt8(255), 0, 127] {
        var damaged = bytes
        damaged[place] = value
        let error = failure { () throws(VectorFileError) in try index(of: damaged) }
        if let error, case .byte = error.location { continue }
        #expect(error == nil, "\(name), byte \(place) = \(value): \(String(describing: error))")
      }
    }
  }

  private func index(of bytes: [UInt8]) throws(VectorFileError) -> FaissIndex {
    try withExtendedLifetime(bytes) { () throws(VectorFileError) in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 8)
      defer { copy.deallocate() }
      copy.copyBytes(from: bytes)
      let file = MappedFile(borrowing: UnsafeRawBufferPointer(rebasing: copy[..<bytes.count]), path: "x.faiss")
      return try FaissIndex(file)
    }
  }

  @Test func sumsAndIdsThatDoNotFitAreErrors() throws {
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: resource("faiss/ivf_flat.faiss"))))
    // The number of vectors, behind the dimensions.
    var more = bytes
    more[8] = 4
    let error = failure { () throws(VectorFileError) in try index(of: more) }
    #expect(error?.problem.contains("the lists have 3 vectors and the index 4") == true, "\(String(describing: error))")
  }

  @Test func flatIndexesArePointsAndOthersAreNot() throws {
    let data = try VectorFileReader().read(resource("faiss/flat_l2.faiss"))
    #expect(data.points == .float([[1, 2], [3, 4], [5, 6]]) && data.elementType == .float32)
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(resource("faiss/ivf_flat.faiss")) }
    #expect(error?.location == .byte(0) && error?.problem.contains("“IwFl”") == true, "\(String(describing: error))")
  }
}
