import Clustering
import Matrices
import Quantization
import TesseraKernels
import TesseraTestSupport
import Testing

struct CompressedSearchTests {
  /// Distances by hand: 0, 5 and 10, and two rows of one code.
  @Test func fourRowsOfThreeCodes() throws {
    let quantizer = try VectorQuantizer(codebook: [[0, 0], [3, 4], [6, 8]])
    let codes = try Codes([2, 1, 0, 1], bits: quantizer.bits)
    let found = try CompressedSearch(quantizer, codes: codes).nearest(
      to: [[0, 0], [6, 8]] as Matrix<Float>, count: 3)
    #expect(found.rows == [2, 1, 3, 0, 1, 3] && found.distances == [0, 5, 5, 0, 5, 5])
    #expect(found.queries == 2 && Array(found[1]) == [0, 1, 3])
  }

  @Test func noMoreRowsThanThereAre() throws {
    let quantizer = try VectorQuantizer(codebook: [[0], [1]])
    let search = try CompressedSearch(quantizer, codes: Codes([1, 0], bits: [1]))
    let found = try search.nearest(to: [[0.75]] as Matrix<Double>, count: 9)
    #expect(found.count == 2 && found.rows == [0, 1] && found.distances == [0.25, 0.75])
  }

  /// Every kind of codes, with halves of bytes, bytes and words, against a plain search among decoded vectors.
  @Test(arguments: Kind.allCases) func searchesFindWhatDecodedVectorsSay(kind: Kind) throws {
    for seed in 0..<UInt64(extent(6, unoptimised: 2)) {
      let problem = try Problem(kind, seed: seed)
      let queries = randomMatrix(13, problem.decoded.columns, seed: seed + 50)
      var search = problem.search
      (search.threadCount, search.instructionSet) = (1, .scalar)
      let found = try search.nearest(to: queries, count: 10)
      for query in 0..<queries.rows {
        let squares = (0..<problem.decoded.rows).map { row in
          canonicalDistance(queries.row(query), problem.decoded.row(row))
        }
        let order = squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }
        for (place, row) in found[query].enumerated() {
          let (distance, expected) = (found.distances[query * 10 + place], squares[order[place]].squareRoot())
          #expect(
            abs(distance - expected) <= 1e-12 + 1e-12 * expected, "\(kind), seed \(seed), query \(query), \(place)")
          #expect(
            abs(squares[Int(row)].squareRoot() - expected) <= 1e-12, "\(kind), seed \(seed), query \(query), \(place)")
        }
        #expect(Set(found[query]).count == 10)
      }
      for set in InstructionSet.available {
        for threads in [1, 2, 3] {
          (search.threadCount, search.instructionSet) = (threads, set)
          #expect(
            try search.nearest(to: queries, count: 10) == found, "\(kind), seed \(seed), \(set), \(threads) threads")
        }
      }
    }
  }

  /// Equal codes are at equal distances: the lower rows come first.
  @Test func tiesGoToTheLowestRows() throws {
    let quantizer = try ProductQuantizer(codebooks: [[[0], [1]], [[0], [1]]])
    let codes = try Codes((0..<4000).flatMap { _ in [1, 0] as [Int32] }, bits: quantizer.bits)
    for set in InstructionSet.available {
      var search = try CompressedSearch(quantizer, codes: codes)
      search.instructionSet = set
      let found = try search.nearest(to: [[0, 0], [1, 0]] as Matrix<Double>, count: 7)
      #expect(found.rows == [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6], "\(set)")
      #expect(found.distances == Array(repeating: 1, count: 7) + Array(repeating: 0, count: 7))
    }
  }

  /// Other units change no row, and distances by their factor.
  @Test(arguments: [Kind.bytes, .rotated, .levels], [-600, -30, 40, 900]) func unitsDoNotMatter(
    kind: Kind, exponent: Int
  ) throws {
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    let (plain, scaled) = try (Problem(kind, seed: 3), Problem(kind, seed: 3, unit: unit))
    let queries = randomMatrix(5, plain.decoded.columns, seed: 9)
    let first = try plain.search.nearest(to: queries, count: 8)
    let second = try scaled.search.nearest(to: queries.mapped { $0 * unit }, count: 8)
    #expect(first.rows == second.rows && first.distances.map { $0 * unit } == second.distances)
  }

  @Test func farQueriesAreMeasuredToo() throws {
    let problem = try Problem(.bytes, seed: 1)
    let far = Matrix<Double>(
      rows: 1, columns: problem.decoded.columns, elements: [1e200] + Array(repeating: 0, count: 11))
    let found = try problem.search.nearest(to: far, count: 3)
    #expect(found.distances.allSatisfy { abs($0 / 1e200 - 1) < 1e-9 } && Set(found.rows).count == 3)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let quantizer = try VectorQuantizer(codebook: [[0, 0], [3, 4], [6, 8]])
    #expect(throws: QuantizationError.self) { try CompressedSearch(quantizer, codes: Codes([0, 1], bits: [3])) }
    #expect(throws: QuantizationError.rowCodeOutOfRange(row: 1, position: 0, code: 3, codeCount: 3)) {
      try CompressedSearch(quantizer, codes: Codes([0, 3], bits: [2]))
    }
    let search = try CompressedSearch(quantizer, codes: Codes([0, 1], bits: [2]))
    #expect(throws: ClusteringError.dimensionMismatch(points: 1, centroids: 2)) {
      try search.nearest(to: [[1]] as Matrix<Double>, count: 1)
    }
    #expect(throws: ClusteringError.notFinite(row: 0, column: 1)) {
      try search.nearest(to: [[1, .nan]] as Matrix<Double>, count: 1)
    }
  }
}

extension CompressedSearchTests {
  enum Kind: CaseIterable, Sendable {
    case oneBook, halves, oddHalves, bytes, mixed, words, rotated, levels, grid
  }

  /// A quantizer's codes of random rows, in units of a power of two.
  struct Problem {
    let search: CompressedSearch
    let decoded: Matrix<Double>

    init(_ kind: Kind, seed: UInt64, unit: Double = 1) throws {
      let rows = extent(6000, unoptimised: 1500)
      var generator = SeededGenerator(seed: seed)
      func book(_ codes: Int, _ columns: Int) -> Matrix<Double> {
        Matrix(rows: codes, columns: columns) { elements in
          for index in elements.indices { elements[index] = generator.signedUnit() * unit }
        }
      }
      func codes(_ counts: [Int]) throws -> Codes {
        let values = (0..<rows).flatMap { _ in counts.map { Int32(generator.index(below: $0)) } }
        let bits = counts.map { max(1, Int.bitWidth - ($0 - 1).leadingZeroBitCount) }
        return try Codes(values, bits: bits)
      }
      func parts(_ counts: [Int], _ widths: [Int]) throws -> (ProductQuantizer, Codes) {
        (try ProductQuantizer(codebooks: zip(counts, widths).map { book($0, $1) }), try codes(counts))
      }
      switch kind {
      case .oneBook:
        let (quantizer, codes) = (try VectorQuantizer(codebook: book(300, 7)), try codes([300]))
        (search, decoded) = (try CompressedSearch(quantizer, codes: codes), try quantizer.decode(codes))
      case .halves, .oddHalves, .bytes, .mixed, .words:
        let counts: [Int] =
          switch kind {
          case .halves: Array(repeating: 16, count: 12)
          case .oddHalves: [16, 9, 3, 16, 2]
          case .bytes: Array(repeating: 256, count: 4)
          case .mixed: [256, 5, 16, 100]
          default: [1000, 16, 513]
          }
        let (quantizer, codes) = try parts(counts, counts.indices.map { kind == .bytes ? 3 : $0 % 3 + 1 })
        (search, decoded) = (try CompressedSearch(quantizer, codes: codes), try quantizer.decode(codes))
      case .grid:
        let quantizer = try ScalarQuantizer(
          minimums: [-1, 0, 2, 1].map { $0 * unit }, steps: [0.1, 0.2, 0, 0.05].map { $0 * unit }, bitsPerElement: 4)
        let codes = try codes([16, 16, 16, 16])
        (search, decoded) = (try CompressedSearch(quantizer, codes: codes), try quantizer.decode(codes))
      case .rotated:
        let (product, codes) = try parts([16, 16, 16], [1, 2, 1])
        let (c, s) = (0.6, 0.8)
        let quantizer = try OptimizedProductQuantizer(
          rotation: [[c, 0, s, 0], [0, 1, 0, 0], [-s, 0, c, 0], [0, 0, 0, -1]], product: product)
        (search, decoded) = (try CompressedSearch(quantizer, codes: codes), try quantizer.decode(codes))
      case .levels:
        let counts = [256, 64, 16]
        let quantizer = try ResidualQuantizer(codebooks: counts.map { book($0, 6) })
        let codes = try codes(counts)
        (search, decoded) = (try CompressedSearch(quantizer, codes: codes), try quantizer.decode(codes))
      }
    }
  }
}
