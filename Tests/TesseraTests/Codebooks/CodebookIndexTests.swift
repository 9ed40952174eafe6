import Matrices
import Tessera
import TesseraTestSupport
import Testing

/// Models and codebooks that faiss keeps.
struct CodebookIndexTests {
  private let product = FaissCodebook.product(bits: 1, [[[0], [4]], [[1], [8]]])

  private func path(_ index: FaissIndex, in folder: TemporaryFolder) throws -> String {
    let path = folder.path + "/x.faiss"
    try index.write(to: path)
    return path
  }

  @Test func codebooksOfPartsAreRead() throws {
    let folder = TemporaryFolder()
    let path = try path(FaissIndex(dimensions: 2, content: .codes(product, [])), in: folder)
    let file = try CodebookFile(contentsOf: path)
    #expect(file.content == .product(try ProductQuantizer(codebooks: [[[0], [4]], [[1], [8]]])))
    #expect(!file.isOfResiduals)
    #expect(try CodebookFile.isCodebook(path))
    #expect(try file.quantizer.encode([[5, 0]] as Matrix<Double>).bytes == [0b01])
    #expect(try IndexCodebook(file) == IndexCodebook(product))
  }

  @Test func rotationsBelongToThem() throws {
    let folder = TemporaryFolder()
    let inner = FaissIndex(dimensions: 2, content: .codes(product, []))
    let map = FaissTransform(matrix: [[0, 1], [-1, 0]])
    let path = try path(FaissIndex(dimensions: 2, content: .transformed([map], inner)), in: folder)
    guard case .optimizedProduct(let quantizer) = try CodebookFile(contentsOf: path).content else {
      return #expect(Bool(false))
    }
    #expect(quantizer.rotation == [[0, 1], [-1, 0]] && quantizer.product.codebooks == [[[0], [4]], [[1], [8]]])
    #expect(try CodebookFile.isCodebook(path))
  }

  @Test func thoseOfListsMayBeOfResiduals() throws {
    let folder = TemporaryFolder()
    let coarse = FaissIndex(dimensions: 2, content: .vectors([[0, 0], [9, 9]]))
    let lists = FaissLists(coarse: coarse, codebook: product, isOfResiduals: true, sizes: [0, 0], ids: [], codes: [])
    let path = try path(FaissIndex(dimensions: 2, content: .lists(lists)), in: folder)
    #expect(try CodebookFile(contentsOf: path).isOfResiduals)
    #expect(try CodebookFile.isCodebook(path) == false)
    #expect(try ModelFile(contentsOf: path).centroids == [[0, 0], [9, 9]])
  }

  @Test func levelsAndGridsAreRead() throws {
    let folder = TemporaryFolder()
    let levels = FaissCodebook.residual([[[0, 0], [8, 8]], [[0, 1], [1, 0]]], beamWidth: 500)
    let first = try path(FaissIndex(dimensions: 2, content: .codes(levels, [])), in: folder)
    #expect(
      try CodebookFile(contentsOf: first).content
        == .residual(try ResidualQuantizer(codebooks: [[[0, 0], [8, 8]], [[0, 1], [1, 0]]], beamWidth: 64)))
    let grid = FaissCodebook.scalar(bits: 4, least: [0, -1], width: [30, 0])
    let second = try path(FaissIndex(dimensions: 2, content: .codes(grid, [])), in: folder)
    #expect(
      try CodebookFile(contentsOf: second).content
        == .scalar(try ScalarQuantizer(minimums: [1, -1], steps: [2, 0], bitsPerElement: 4)))
  }

  @Test func whatHasNoneIsRefused() throws {
    let folder = TemporaryFolder()
    let flat = try path(FaissIndex(dimensions: 2, content: .vectors([[0, 0]])), in: folder)
    #expect(throws: VectorFileError.self) { try CodebookFile(contentsOf: flat) }
    let codes = try path(FaissIndex(dimensions: 2, content: .codes(product, [])), in: folder)
    do throws(VectorFileError) {
      _ = try ModelFile(contentsOf: codes)
      Issue.record("codes are a model")
    } catch {
      #expect(error.kind == .badData && error.problem.contains("codebooks and no centroids"), "\(error)")
    }
  }

  @Test func directionsAreAModelOfCosine() throws {
    let folder = TemporaryFolder()
    let path = try path(
      FaissIndex(dimensions: 2, metric: .innerProduct, content: .vectors([[1, 0], [0, 1]])), in: folder)
    let model = try ModelFile(contentsOf: path)
    #expect(model.metric == .cosine && model.centroids == [[1, 0], [0, 1]])
    #expect(try model.assign([[0.1, 9]] as Matrix<Double>).labels == [1])
  }
}
