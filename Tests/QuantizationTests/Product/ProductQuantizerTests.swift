import Clustering
import Matrices
import Quantization
import Testing

struct ProductQuantizerTests {
  /// Columns 0 and 1 | column 2.
  let quantizer: ProductQuantizer

  init() throws { quantizer = try ProductQuantizer(codebooks: [[[0, 0], [4, 4], [9, 9]], [[1], [2]]]) }

  @Test func eachPartHasTheNearestOfItsOwnCodes() throws {
    #expect(quantizer.dimensions == 3 && quantizer.columns == [0..<2, 2..<3])
    #expect(quantizer.bits == [2, 1] && quantizer.bitsPerVector == 3)
    let points: Matrix<Float> = [[1, 0, 7], [2, 2, 1.5], [8, 8, -3]]
    let codes = try quantizer.encode(points)
    // (2, 2) is as far from (0, 0) as from (4, 4), 1.5 as far from 1 as from 2.
    #expect(codes.values == [0, 1, 0, 0, 2, 0])
    #expect(try quantizer.decode(codes) == [[0, 0, 2], [0, 0, 1], [9, 9, 1]])
    #expect(try quantizer.distortion(of: points) == ((1 + 25) + (8 + 0.25) + (2 + 16)) / 3.0)
  }

  @Test func partsNeedNotBeEquallyLong() {
    #expect(ProductQuantizer.evenColumns(dimensions: 11, parts: 4) == [0..<3, 3..<6, 6..<9, 9..<11])
    #expect(ProductQuantizer.evenColumns(dimensions: 3, parts: 3) == [0..<1, 1..<2, 2..<3])
  }

  @Test func trainingIsKMeansOfEachPart() throws {
    for seed in UInt64(0)..<5 {
      let points = randomPoints(rows: 200, columns: 7, seed: seed)
      var kmeans = KMeans(clusterCount: 9)
      kmeans.seed = seed
      var finished: [Double] = []
      let quantizer = try ProductQuantizer.trained(
        on: .float(points), parts: 3, by: kmeans, finished: { _, model in finished.append(model.inertia) })
      #expect(quantizer.columns == [0..<3, 3..<5, 5..<7])
      for (part, columns) in quantizer.columns.enumerated() {
        kmeans.seed = seed + UInt64(part)
        let own = try kmeans.fitted(to: points[columns: columns])
        #expect(quantizer.codebooks[part] == own.centroids, "seed \(seed), part \(part)")
        #expect(try quantizer.encode(points).values(at: part) == own.labels, "seed \(seed), part \(part)")
      }
      let ratio: Double = try quantizer.distortion(of: points) * 200 / finished.reduce(0, +)
      #expect(finished.count == 3 && (ratio - 1).magnitude < 1e-12)
    }
  }

  @Test func aStartPerPartTakesThePlaceOfTheInitializer() throws {
    let points: Matrix<Double> = [[0, 1], [2, 1], [10, 5], [12, 7]]
    let quantizer = try ProductQuantizer.trained(
      on: .double(points), parts: 2, by: KMeans(clusterCount: 2), from: [[[12], [0]], [[7], [1]]])
    #expect(quantizer.codebooks == [[[11], [1]], [[6], [1]]])
  }

  /// A column of one value has one code, and the other three are copies of it that nothing ever gets.
  @Test func fewerDistinctRowsThanCodesFillTheCodebook() throws {
    let points: Matrix<Double> = [[0, 5], [1, 5], [2, 5], [3, 5], [4, 5]]
    let quantizer = try ProductQuantizer.trained(on: points, parts: 2, by: KMeans(clusterCount: 4))
    #expect(quantizer.codebooks[1] == [[5], [5], [5], [5]])
    #expect(quantizer.bits == [2, 2])
    #expect(try quantizer.encode(points).values(at: 1) == [0, 0, 0, 0, 0])
  }

  /// Codes that are equal, or as near as Float can tell, and rows far away: argmin of the distance in Double, ties to the lowest.
  @Test func codesAreThoseOfTheAssignment() throws {
    for seed in UInt64(0)..<40 {
      var generator = SeededGenerator(seed: seed)
      let (k, d) = (1 + generator.index(below: 70), 1 + generator.index(below: 20))
      let codebook = Matrix<Double>(rows: k, columns: d) { target in
        for index in target.indices {
          target[index] = Double(generator.index(below: 4)) + Double(generator.index(below: 2)) * 1e-9
        }
      }
      let points = Matrix<Double>(rows: 50, columns: d) { target in
        for index in target.indices {
          target[index] = Double(generator.index(below: 8)) / 2 * (index < d ? 1e150 : index < 2 * d ? 1e12 : 1)
        }
      }
      let quantizer = try ProductQuantizer(codebooks: [codebook])
      let labels = try points.assigned(to: codebook).labels
      #expect(try quantizer.encode(points).values == labels, "seed \(seed)")
    }
  }

  @Test func badInputsAreNamedInTheColumnsOfAllParts() throws {
    #expect(throws: ClusteringError.notFinite(row: 1, column: 2)) {
      try quantizer.encode([[0, 0, 0], [0, 0, .nan]] as Matrix<Float>)
    }
    #expect(throws: ClusteringError.notFinite(row: 0, column: 3)) {
      try ProductQuantizer.trained(
        on: [[0, 0, 0, .infinity], [1, 1, 1, 1]] as Matrix<Float>, parts: 2, by: KMeans(clusterCount: 1))
    }
    #expect(throws: ClusteringError.dimensionMismatch(points: 2, centroids: 3)) {
      try quantizer.encode([[0, 0]] as Matrix<Float>)
    }
    #expect(throws: QuantizationError.foreignCodes(bits: [2, 2], expected: [2, 1])) {
      try quantizer.decode(Codes([0, 0], bits: [2, 2]))
    }
    #expect(throws: QuantizationError.rowCodeOutOfRange(row: 1, position: 0, code: 3, codeCount: 3)) {
      try quantizer.decode(Codes([2, 1, 3, 0], bits: [2, 1]))
    }
    #expect(throws: QuantizationError.noCodebooks) { try ProductQuantizer(codebooks: []) }
    #expect(throws: QuantizationError.codebookNotFinite(code: 0, column: 1)) {
      try ProductQuantizer(codebooks: [[[1]], [[0, .nan]]])
    }
  }

  @Test func noRowsHaveNoCodes() throws {
    let none = try quantizer.encode(Matrix<Float>(rows: 0, columns: 3, elements: []))
    #expect(none.rows == 0 && none.bytes.isEmpty)
    #expect(try quantizer.decode(none).rows == 0)
  }
}
