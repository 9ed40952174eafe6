import Clustering
import Matrices
import TesseraKernels
import Testing

@testable import Quantization

struct ShortPartsTests {
  private let parallel = ParallelRows(threads: 2)

  /// (2, 2) is as far from (0, 0) as from (4, 4), 1.5 as far from 1 as from 2; codes 3 and 4 are the same.
  @Test func codesAreTheNearestOfEachPart() throws {
    let product = try ProductQuantizer(codebooks: [[[0, 0], [4, 4], [9, 9], [6, 5], [6, 5]], [[1], [2]]])
    let points: Matrix<Float> = [[1, 0, 7], [2, 2, 1.5], [8, 8, -3], [6, 6, 1.25]]
    for set in InstructionSet.available {
      let short = try #require(ShortParts(product, parallel, set))
      #expect(
        short.codes(of: .float(points), bits: product.bits, parallel)?.values == [0, 1, 0, 0, 2, 0, 3, 0], "\(set)")
    }
  }

  /// Parts of 1 to 9 columns and others, codes and rows that fill no vector, equal codes and such as Float cannot tell apart, large and small
  /// elements, near and far from the origin: argmin of the distance in Double, ties to the lowest, with every instruction set.
  @Test func codesAreThoseOfTheAssignment() throws {
    for seed in UInt64(0)..<60 {
      var generator = SeededGenerator(seed: seed)
      let widths = (0..<(1 + generator.index(below: 3))).map { _ in
        seed % 4 == 0 ? 10 + generator.index(below: 30) : 1 + generator.index(below: 9)
      }
      let d = widths.reduce(0, +)
      let far = seed % 3 == 0 ? 1e4 : 0
      let size = [1, 0x1p-90, 0x1p40, 0x1p60][generator.index(below: 4)]
      let near = [0, 1e-9, 1e-4][generator.index(below: 3)]
      func element(_ steps: Int) -> Double {
        size * (far + Double(generator.index(below: steps)) / 2 + Double(generator.index(below: 3)) * near)
      }
      let codebooks = widths.map { width in
        let codes = [1 + generator.index(below: 40), 1 + generator.index(below: 256)][Int(seed % 2)]
        return Matrix<Double>(rows: codes, columns: width) { target in
          for index in target.indices { target[index] = element(8) }
        }
      }
      let points = Matrix<Double>(rows: 1 + generator.index(below: 70), columns: d) { target in
        for index in target.indices { target[index] = element(10) }
      }
      let product = try ProductQuantizer(codebooks: codebooks)
      for points in [NumericMatrix.double(points), .float(points.converted())] {
        let expected = try zip(codebooks, product.columns).map { codebook, columns in
          try points[columns: columns].assigned(to: codebook).labels
        }
        for set in InstructionSet.available {
          let short = try #require(ShortParts(product, parallel, set))
          let codes = try #require(short.codes(of: points, bits: product.bits, parallel))
          for part in codebooks.indices {
            #expect(codes.values(at: part) == expected[part], "seed \(seed), \(set), part \(part)")
          }
        }
        let codes = try product.encode(points, threadCount: 1)
        #expect(codebooks.indices.map { codes.values(at: $0) } == expected, "seed \(seed)")
      }
    }
  }

  /// Whatever place they have, in the first rows and the last.
  @Test func elementsThatAreNotFiniteAreNoticed() throws {
    for (rows, width) in [(1, 1), (16, 8), (33, 9), (300, 3)] {
      let codebook = Matrix<Double>(rows: 20, columns: width) {
        for index in $0.indices { $0[index] = Double(index % 7) }
      }
      let product = try ProductQuantizer(codebooks: [codebook, codebook])
      for bad in [Float.nan, .infinity, -.infinity] {
        for place in [0, rows * 2 * width - 1] {
          let points = Matrix<Float>(rows: rows, columns: 2 * width) { target in
            for index in target.indices { target[index] = index == place ? bad : 1 }
          }
          for set in InstructionSet.available {
            let short = try #require(ShortParts(product, parallel, set))
            #expect(short.codes(of: .float(points), bits: product.bits, parallel) == nil)
          }
          #expect(throws: ClusteringError.notFinite(row: place / (2 * width), column: place % (2 * width))) {
            try product.encode(points)
          }
        }
      }
    }
  }

  /// Float has no squares of such rows, and Double no differences of their distances.
  @Test func rowsOutOfReachOfFloatAreExact() throws {
    let product = try ProductQuantizer(codebooks: [[[0, 0], [1, 0], [1, 1]]])
    let points: Matrix<Double> = [[1e30, 0], [1, 2], [-1e25, -1e25], [1e40, 1e40]]
    #expect(try product.encode(points).values == points.assigned(to: product.codebooks[0]).labels)
    #expect(try product.encode(points).values == [0, 2, 0, 0])
  }

  @Test func longPartsAndLargeCodebooksAreLeftToOthers() throws {
    func short(_ codes: Int, _ columns: Int) throws -> ShortParts? {
      ShortParts(
        try ProductQuantizer(codebooks: [[[0]], Matrix(rows: codes, columns: columns) { $0.initialize(repeating: 0) }]),
        parallel)
    }
    #expect(try short(256, 64) != nil)
    #expect(try short(257, 64) == nil)
    #expect(try short(256, 65) == nil)
    let wide = try ProductQuantizer(codebooks: [
      [[0], [2]], Matrix(rows: 2, columns: 65) { for index in $0.indices { $0[index] = index < 65 ? 0 : 2 } },
    ])
    let points = Matrix<Float>(rows: 2, columns: 66) { for index in $0.indices { $0[index] = index < 66 ? 0.5 : 1.5 } }
    #expect(try wide.encode(points).values == [0, 0, 1, 1])
  }
}
