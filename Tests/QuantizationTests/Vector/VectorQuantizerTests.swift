import Clustering
import Matrices
import Quantization
import Testing

struct VectorQuantizerTests {
  /// 0, 2 | 10, 14: the codebook is 1 and 12, in the order of the draw.
  let points: Matrix<Double> = [[0], [2], [10], [14]]

  @Test func trainingFindsTheTwoMeans() throws {
    for seed in UInt64(0)..<10 {
      let quantizer = try VectorQuantizer.trained(on: points, codeCount: 2, seed: seed)
      #expect(quantizer.codebook.elements.sorted() == [1, 12], "seed \(seed)")
      #expect(try quantizer.distortion(of: points) == (1 + 1 + 4 + 4) / 4.0, "seed \(seed)")
    }
  }

  /// (3, 4) is 5 from the origin and (0, 1) is 1: 26 over two vectors, not over four numbers.
  @Test func theDistortionIsPerVector() throws {
    let quantizer = try VectorQuantizer(codebook: [[0, 0], [100, 100]])
    #expect(try quantizer.distortion(of: [[3, 4], [0, 1]] as Matrix<Double>) == 13)
  }

  @Test func codesNameTheNearestVectorAndDecodeToIt() throws {
    let quantizer = try VectorQuantizer(codebook: [[1], [12]])
    #expect(quantizer.codeCount == 2)
    #expect(quantizer.dimensions == 1)
    #expect(try quantizer.encode(points).values == [0, 0, 1, 1])
    // 6.5 is as far from 1 as from 12.
    #expect(try quantizer.encode([[6.5], [6.75]] as Matrix<Float>).values == [0, 1])
    #expect(try quantizer.decode([1, 0, 1]).elements == [12, 1, 12])
    #expect(try quantizer.decode([] as [Int32]).rows == 0)
  }

  @Test func decodedVectorsKeepTheirCodes() throws {
    for seed in UInt64(0)..<10 {
      var generator = SeededGenerator(seed: seed)
      let points = Matrix<Float>(
        rows: 80, columns: 5, elements: (0..<400).map { _ in Float(generator.index(below: 1000)) / 64 })
      let quantizer = try VectorQuantizer.trained(on: points, codeCount: 13, seed: seed)
      let codes = try quantizer.encode(points)
      #expect(try quantizer.encode(quantizer.decode(codes)) == codes, "seed \(seed)")
      #expect(Set(codes.values).count == 13, "seed \(seed)")
    }
  }

  @Test func maxIterationsZeroKeepsTheDrawnRows() throws {
    let quantizer = try VectorQuantizer.trained(on: points, codeCount: 3, seed: 7, maxIterations: 0)
    #expect(quantizer.codebook.elements.allSatisfy { [0, 2, 10, 14].contains($0) })
  }

  @Test func moreCodesThanDistinctRowsIsAnError() {
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 4, clusterCount: 5)) {
      try VectorQuantizer.trained(on: points, codeCount: 5)
    }
  }

  @Test func otherDimensionsAreAnError() throws {
    let quantizer = try VectorQuantizer(codebook: [[1, 2]])
    #expect(throws: ClusteringError.dimensionMismatch(points: 1, centroids: 2)) { try quantizer.encode(points) }
  }
}
