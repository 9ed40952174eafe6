import Clustering
import Matrices
import Quantization
import TesseraKernels
import TesseraTestSupport
import Testing

struct ExactNeighboursTests {
  @Test func distancesByHand() throws {
    let rows: Matrix<Float> = [[3, 4], [0, 0], [6, 8], [0, 0]]
    let found = try rows.exactNeighbours(of: [[0, 0], [6, 8]] as Matrix<Double>, count: 3)
    #expect(found.rows == [1, 3, 0, 2, 0, 1] && found.distances == [0, 0, 5, 0, 5, 10])
  }

  @Test func everyThreadAndInstructionSetFindsWhatTheDefinitionSays() throws {
    for (seed, lattice) in [(1, false), (2, true), (3, true)] as [(UInt64, Bool)] {
      let rows = randomMatrix(3000, 5, seed: seed, lattice: lattice)
      let queries = randomMatrix(9, 5, seed: seed + 10, lattice: lattice)
      var expected: [Int32] = []
      for query in 0..<queries.rows {
        let squares = (0..<rows.rows).map { canonicalDistance(queries.row(query), rows.row($0)) }
        expected += squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }.prefix(6).map(Int32.init)
      }
      for set in InstructionSet.available {
        for threads in [1, 2] {
          let found = try rows.exactNeighbours(of: queries, count: 6, threadCount: threads, instructionSet: set)
          #expect(found.rows == expected, "seed \(seed), \(set), \(threads) threads")
        }
      }
    }
  }

  @Test(arguments: [-600, 700]) func unitsDoNotMatter(exponent: Int) throws {
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    let (rows, queries) = (randomMatrix(200, 3, seed: 1), randomMatrix(4, 3, seed: 2))
    let plain = try rows.exactNeighbours(of: queries, count: 5)
    let scaled = try rows.mapped { $0 * unit }.exactNeighbours(of: queries.mapped { $0 * unit }, count: 5)
    #expect(plain.rows == scaled.rows && plain.distances.map { $0 * unit } == scaled.distances)
  }

  @Test func rerankingPutsTheNearestFirst() throws {
    let (rows, queries) = (randomMatrix(500, 4, seed: 5), randomMatrix(6, 4, seed: 6))
    let exact = try rows.exactNeighbours(of: queries, count: 20)
    // All 500 rows found, in whatever order, lead to the nearest 20.
    let all = try rows.exactNeighbours(of: queries, count: 500)
    #expect(try rows.reranked(all, of: queries, count: 20) == exact)
  }

  @Test func recallCountsWhatIsAsNear() throws {
    let rows: Matrix<Double> = [[0], [1], [1], [2], [9]]
    let exact = try rows.exactNeighbours(of: [[0]] as Matrix<Double>, count: 2)
    #expect(exact.rows == [0, 1])
    let queries: Matrix<Double> = [[0]]
    func recall(_ values: [Int32]) throws -> Double {
      let quantizer = try VectorQuantizer(codebook: [[0], [5]])
      let codes = try Codes((0..<5).map { values.contains(Int32($0)) ? 0 : 1 }, bits: [1])
      let found = try CompressedSearch(quantizer, codes: codes).nearest(to: queries, count: 2)
      return Neighbours.recall(of: try rows.reranked(found, of: queries, count: 2), exact: exact)
    }
    #expect(try recall([0, 1]) == 1)
    #expect(try recall([0, 2]) == 1)
    #expect(try recall([0, 3]) == 0.5)
    #expect(try recall([3, 4]) == 0)
  }
}
