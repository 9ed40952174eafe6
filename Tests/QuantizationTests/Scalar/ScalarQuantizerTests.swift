import Clustering
import Matrices
import Quantization
import Testing

struct ScalarQuantizerTests {
  /// Two bits from 0 to 6 are 0, 2, 4, 6; the second column is always 5.
  @Test func elementsGetTheNearestOfEqualSteps() throws {
    let points: Matrix<Float> = [[0, 5], [6, 5], [3, 5], [3.5, 5]]
    let quantizer = try ScalarQuantizer.trained(on: points, bitsPerElement: 2)
    #expect(quantizer.minimums == [0, 5] && quantizer.steps == [2, 0])
    // 3 is as far from 2 as from 4.
    #expect(try quantizer.encode(points).values == [0, 0, 3, 0, 1, 0, 2, 0])
    #expect(try quantizer.encode([[-9, 7], [99, 1]] as Matrix<Float>).values == [0, 0, 3, 0])
    #expect(try quantizer.decode(quantizer.encode(points)) == [[0, 5], [6, 5], [2, 5], [4, 5]])
    #expect(try quantizer.distortion(of: points) == 1.25 / 4)
  }

  @Test func codesAreThoseOfASearchThroughAllValues() throws {
    for seed in UInt64(0)..<20 {
      let points = randomPoints(rows: 50, columns: 3, seed: seed)
      let quantizer = try ScalarQuantizer.trained(on: points, bitsPerElement: 1 + Int(seed % 9))
      let codes = try quantizer.encode(points, threadCount: 2)
      for row in 0..<50 {
        for column in 0..<3 {
          let x = Double(points[row, column])
          let all = (0..<(1 << quantizer.bitsPerElement)).map {
            (x - (quantizer.minimums[column] + Double($0) * quantizer.steps[column])).magnitude
          }
          #expect(codes[row, column] == all.firstIndex(of: all.min()!), "seed \(seed), \(row), \(column)")
        }
      }
    }
  }

  @Test func aRangeBeyondDoubleIsRefused() throws {
    #expect(throws: ClusteringError.inertiaNotRepresentable) {
      try ScalarQuantizer.trained(on: [[-1.7e308], [1.7e308]] as Matrix<Double>, bitsPerElement: 8)
    }
  }

  @Test func mistakesAreNamed() throws {
    #expect(throws: QuantizationError.codeBits(position: 0, bits: 17)) {
      try ScalarQuantizer(minimums: [0], steps: [1], bitsPerElement: 17)
    }
    #expect(throws: QuantizationError.codebookNotFinite(code: 0, column: 1)) {
      try ScalarQuantizer(minimums: [0, 0], steps: [1, -1], bitsPerElement: 2)
    }
    #expect(throws: ClusteringError.notFinite(row: 0, column: 0)) {
      try ScalarQuantizer.trained(on: [[.nan]] as Matrix<Float>, bitsPerElement: 2)
    }
    #expect(throws: ClusteringError.noPoints(rows: 0, columns: 1)) {
      try ScalarQuantizer.trained(on: Matrix<Float>(rows: 0, columns: 1, elements: []), bitsPerElement: 2)
    }
  }
}
