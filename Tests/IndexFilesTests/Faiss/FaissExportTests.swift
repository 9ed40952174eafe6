import Clustering
import Foundation
import IndexFiles
import Quantization
import TesseraTestSupport
import Testing

struct FaissExportTests {
  private let points: Matrix<Double> = [[1, 1], [9, 9], [0, 2]]
  private let centroids: Matrix<Double> = [[0, 0], [10, 10]]

  @Test func rowsLieInTheListsOfTheirCentroids() throws {
    let index = try FaissExport(centroids: centroids).index(of: .double(points))
    guard case .lists(let lists) = index.content else { return #expect(Bool(false)) }
    #expect(lists.coarse.content == .vectors([[0, 0], [10, 10]]) && lists.codebook == nil && lists.probes == 2)
    #expect(lists.sizes == [2, 1] && lists.ids == [0, 2, 1])
    #expect(lists.codes == bytes([1, 1, 0, 2, 9, 9]))
    #expect(index.metric == .euclidean && index.name == "IndexIVFFlat")
  }

  @Test func withoutRowsTheIndexIsEmpty() throws {
    let index = try FaissExport(centroids: centroids).index(of: nil)
    #expect(index.count == 0)
    guard case .lists(let lists) = index.content else { return #expect(Bool(false)) }
    #expect(lists.sizes == [0, 0])
  }

  @Test func codesOfPartsAreThoseOfTheQuantizer() throws {
    let quantizer = try ProductQuantizer(codebooks: [[[0], [4]], [[1], [8]]])
    let index = try FaissExport(codebook: FaissCodebook(quantizer)).index(of: .double([[5, 0], [1, 9]]))
    #expect(index.content == .codes(.product(bits: 1, [[[0], [4]], [[1], [8]]]), [0b01, 0b10]))
    #expect(index.name == "IndexPQ")
  }

  /// Of (9, 9) in the list of (10, 10), (-1, -1) is left, whose parts are nearest to 0 and 1.
  @Test func residualsAreEncodedInTheirLists() throws {
    let quantizer = try ProductQuantizer(codebooks: [[[0], [4]], [[1], [8]]])
    var export = FaissExport(centroids: centroids, codebook: try FaissCodebook(quantizer))
    export.isOfResiduals = true
    guard case .lists(let lists) = try export.index(of: .double([[9, 9], [4, 7], [14, 18]])).content else {
      return #expect(Bool(false))
    }
    #expect(lists.sizes == [0, 3] && lists.isOfResiduals)
    #expect(lists.codes == [0b00, 0b00, 0b11])
    export.isOfResiduals = false
    guard case .lists(let plain) = try export.index(of: .double([[9, 9], [4, 7], [14, 18]])).content else {
      return #expect(Bool(false))
    }
    #expect(plain.codes == [0b11, 0b11, 0b11] && !plain.isOfResiduals)
  }

  /// faiss has no lists of such codes; alone they have indexes of their own.
  @Test func listsHaveCodesOfPartsAlone() throws {
    let levels = try FaissCodebook(
      ResidualQuantizer(codebooks: [[[1, 1], [2, 2]], [[0, 0], [1, 1]]], beamWidth: 3))
    let grid = try FaissCodebook(ScalarQuantizer(minimums: [1, -1], steps: [2, 0.5], bitsPerElement: 4))
    for codebook in [levels, grid] {
      for isOfResiduals in [false, true] {
        var export = FaissExport(centroids: centroids, codebook: codebook)
        export.isOfResiduals = isOfResiduals
        let error = #expect(throws: IndexFileError.self) { try export.index(of: .double(points)) }
        #expect(error?.description.hasPrefix("the codebook is none of parts, which lists have codes of") == true)
      }
      #expect(throws: Never.self) { try FaissExport(codebook: codebook).index(of: .double(points)) }
    }
  }

  /// A code of two bits more than there are: far from the others.
  @Test func codebooksAreFilledUp() throws {
    let quantizer = try VectorQuantizer(codebook: [[1, 2], [3, 4], [5, 6]])
    #expect(try FaissCodebook(quantizer) == .product(bits: 2, [[[1, 2], [3, 4], [5, 6], [5005, 6006]]]))
    let levels = try ResidualQuantizer(codebooks: [[[1], [2], [3]], [[0], [1]]], beamWidth: 3)
    #expect(try FaissCodebook(levels) == .residual([[[1], [2], [3], [3003]], [[0], [1]]], beamWidth: 3))
  }

  /// Codes stand for 1, 3 ... 31, in the middle of steps that begin at 0.
  @Test func gridsHaveTheEndsOfTheirSteps() throws {
    let quantizer = try ScalarQuantizer(minimums: [1, -1], steps: [2, 0], bitsPerElement: 4)
    let codebook = try FaissCodebook(quantizer)
    #expect(codebook == .scalar(bits: 4, least: [0, -1], width: [30, 0]))
    let index = try FaissExport(codebook: codebook).index(of: .double([[5.5, 7], [100, -9]]))
    #expect(index.content == .codes(codebook, [2, 15]))
    #expect(throws: IndexFileError.codeBits([2, 2], allowed: "faiss has 4 or 8")) {
      try FaissCodebook(ScalarQuantizer(minimums: [1, 1], steps: [2, 0], bitsPerElement: 2))
    }
  }

  @Test func codebooksComeBack() throws {
    let product = try ProductQuantizer(codebooks: [[[0], [4]], [[1], [8]]])
    var export = FaissExport(centroids: centroids, codebook: try FaissCodebook(product))
    export.isOfResiduals = true
    let lists = try export.index(of: nil).codebook()
    #expect(lists == IndexCodebook(try FaissCodebook(product), isOfResiduals: true))
    var turned = FaissExport(codebook: try FaissCodebook(product))
    turned.rotation = [[0, 1], [-1, 0]]
    #expect(
      try turned.index(of: nil).codebook() == IndexCodebook(try FaissCodebook(product), rotation: [[0, 1], [-1, 0]]))
    #expect(throws: IndexFileError.self) { try FaissExport(centroids: centroids).index(of: nil).codebook() }
  }

  @Test func directionsAreComparedByInnerProducts() throws {
    var export = FaissExport(centroids: [[1, 0], [0, 1]])
    export.metric = .cosine
    let index = try export.index(of: .double([[0, 5], [3, 4]]))
    guard case .lists(let lists) = index.content else { return #expect(Bool(false)) }
    #expect(index.metric == .innerProduct && lists.coarse.metric == .innerProduct)
    #expect(lists.sizes == [0, 2] && lists.codes == bytes([0, 1, 0.6, 0.8]))
  }

  @Test func scalesAndRotationsStandBefore() throws {
    var export = FaissExport(centroids: [[1, 0], [0, 3]])
    export.scaling = ColumnScaling(.zscore, offsets: [10, 20], scales: [2, 4])
    export.rotation = [[0, 1], [-1, 0]]
    export.codebook = try FaissCodebook(ProductQuantizer(codebooks: [[[0], [3]], [[-1], [0]]]))
    // (12, 20) is (1, 0) on the common scale, and (0, -1) behind the rotation.
    let index = try export.index(of: .double([[12, 20], [10, 32]]))
    guard case .transformed(let maps, let inner) = index.content, case .lists(let lists) = inner.content else {
      return #expect(Bool(false))
    }
    #expect(
      maps == [
        FaissTransform(matrix: [[0.5, 0], [0, 0.25]], bias: [-5, -5]), FaissTransform(matrix: [[0, 1], [-1, 0]]),
      ])
    #expect(lists.coarse.content == .vectors([[0, -1], [3, 0]]))
    #expect(lists.sizes == [1, 1] && lists.codes == [0b00, 0b11])
  }

  @Test func whatFaissHasNotIsRefused() throws {
    #expect(throws: IndexFileError.unequalParts(columns: [1, 2])) {
      try FaissCodebook(ProductQuantizer(codebooks: [[[0], [1]], [[0, 1], [2, 3]]]))
    }
    #expect(throws: IndexFileError.codeBits([1, 2], allowed: "faiss has one number of them for all parts")) {
      try FaissCodebook(ProductQuantizer(codebooks: [[[0], [1]], [[0], [1], [2]]]))
    }
    #expect(throws: IndexFileError.beyondSinglePrecision(row: 1, column: 0, value: 1e39)) {
      try FaissExport(centroids: [[0], [1e39]]).index(of: nil)
    }
    #expect(throws: IndexFileError.columnCount(3, expected: 2)) {
      try FaissExport(centroids: centroids).index(of: .double([[1, 2, 3]]))
    }
  }

  @Test func centroidsComeBack() throws {
    let index = try FaissExport(centroids: centroids).index(of: nil)
    #expect(try index.centroids() == (centroids, .euclidean))
    var turned = FaissExport(centroids: [[1, 2], [3, 4]])
    turned.rotation = [[0, 1], [-1, 0]]
    #expect(try turned.index(of: nil).centroids().centroids == [[1, 2], [3, 4]])
    var cosine = FaissExport(centroids: [[0.6, 0.8]])
    cosine.metric = .cosine
    #expect(try cosine.index(of: nil).centroids().metric == .cosine)
    let long = FaissIndex(dimensions: 1, metric: .innerProduct, content: .vectors([[2]]))
    #expect(throws: IndexFileError.self) { try long.centroids() }
    var scaled = FaissExport(centroids: centroids)
    scaled.scaling = ColumnScaling(.zscore, offsets: [0, 0], scales: [2, 2])
    #expect(throws: IndexFileError.self) { try scaled.index(of: nil).centroids() }
    let codes = try FaissExport(codebook: FaissCodebook(VectorQuantizer(codebook: centroids))).index(of: nil)
    #expect(throws: IndexFileError.self) { try codes.centroids() }
  }

  private func bytes(_ numbers: [Float]) -> [UInt8] { numbers.withUnsafeBytes { Array($0) } }
}
