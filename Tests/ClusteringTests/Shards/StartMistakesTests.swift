import Matrices
import Testing

@testable import Clustering

/// Parts that do not go together, and words that are no start.
struct StartMistakesTests {
  private static let shards: [NumericMatrix] = [.double([[0, 0], [1, 5], [2, 2]]), .double([[7, 1], [8, 8]])]

  /// Answers of all to a start, in order.
  private static func parts(_ start: StartByParts, _ shards: [NumericMatrix] = shards) throws -> [PartialStart] {
    try shards.enumerated().map { try PartialStart(of: $1, name: "part \($0)", for: start) }
  }

  private static func surveyed(_ count: Int = 3) throws -> StartByParts {
    let start = StartByParts(clusterCount: count)
    return try start.next(after: parts(start))
  }

  @Test func eachPartCountsOnceAndNoneIsMissing() throws {
    let start = try Self.surveyed()
    let parts = try Self.parts(start)
    #expect(throws: ClusteringError.partMissing("part 1")) { try start.next(after: [parts[0]]) }
    #expect(throws: ClusteringError.partTwice("part 0")) { try start.next(after: parts + [parts[0]]) }
    #expect(throws: ClusteringError.partMissing("part 0")) { try start.next(after: []) }
    let empty = StartByParts(clusterCount: 1)
    #expect(throws: ClusteringError.noPoints(rows: 0, columns: 0)) { try empty.next(after: []) }
  }

  @Test func answersToAnotherPassAreRefused() throws {
    let start = StartByParts(clusterCount: 3)
    let parts = try Self.parts(start)
    let next = try start.next(after: parts)
    #expect(throws: ClusteringError.partsDisagree(part: 0)) { try next.next(after: parts) }
    let other = StartByParts(clusterCount: 3, seed: 1)
    #expect(throws: ClusteringError.partsDisagree(part: 1)) {
      try start.next(after: [parts[0], try Self.parts(other)[1]])
    }
  }

  @Test func partsAreAlike() throws {
    let start = StartByParts(clusterCount: 2)
    let first = try PartialStart(of: .double([[1, 2]]), name: "a", for: start)
    let narrow = try PartialStart(of: .double([[1]]), name: "b", for: start)
    let weighted = try PartialStart(of: .double([[1, 3]]), weights: [1], name: "c", for: start)
    #expect(throws: ClusteringError.partsDiffer(part: 1, "the number of columns")) {
      try start.next(after: [first, narrow])
    }
    #expect(throws: ClusteringError.partsDiffer(part: 1, "whether rows have weights")) {
      try start.next(after: [first, weighted])
    }
    #expect(throws: ClusteringError.partTwice("a")) { try start.next(after: [first, first]) }
    let light = try PartialStart(of: .double([[1, 4]]), weights: [0x1p-1070], name: "d", for: start)
    let heavy = try PartialStart(of: .double([[1, 5]]), weights: [0x1p1000], name: "e", for: start)
    #expect(throws: ClusteringError.partsDiffer(part: 1, "how small weights are beside the largest")) {
      try start.next(after: [heavy, light])
    }
    let none = try PartialStart(of: .double([[1, 4]]), weights: [0], name: "f", for: start)
    let more = try PartialStart(of: .double([[1, 5]]), weights: [0], name: "g", for: start)
    #expect(throws: ClusteringError.noPositiveWeight) { try start.next(after: [none, more]) }
  }

  @Test func changedRowsOrWeightsAreRefused() throws {
    let start = try Self.surveyed()
    let changed: [(NumericMatrix, [Double]?)] = [
      (.double([[0, 0], [1, 5], [2, 3]]), nil), (.double([[1, 5], [0, 0], [2, 2]]), nil),
      (.double([[0, 0], [1, 5]]), nil), (Self.shards[0], [1, 1, 2]),
    ]
    for (points, weights) in changed {
      #expect(throws: ClusteringError.partUnknown) { try PartialStart(of: points, weights: weights, for: start) }
    }
  }

  /// Two parts of equal rows are told apart by their names.
  @Test func equalPartsAreTwo() throws {
    let rows = NumericMatrix.double([[0], [1], [5]])
    var start = StartByParts(clusterCount: 2, seed: 3)
    while start.centroids == nil {
      let parts = try ["b", "a"].map { try PartialStart(of: rows, name: $0, for: start) }
      start = try start.next(after: start.passes == 0 ? parts : parts.reversed())
    }
    let whole = StartByPartsTests.whole(.double([[0], [1], [5], [0], [1], [5]]), .kMeansParallel, 2, nil, seed: 3)
    #expect(start.centroids == whole)
    let begun = StartByParts(clusterCount: 2)
    let surveyed = try begun.next(after: ["b", "a"].map { try PartialStart(of: rows, name: $0, for: begun) })
    #expect(throws: ClusteringError.partUnknown) { try PartialStart(of: rows, name: "c", for: surveyed) }
  }

  @Test func tooFewDistinctRows() throws {
    for (rule, count) in [(StartByParts.Rule.random, 3), (.kMeansParallel(), 3), (.random, 9)] {
      let rows: [[Double]] = [[1], [1], [2], [2]]
      var start = StartByParts(clusterCount: count, rule: rule)
      let distinct = count == 9 ? 4 : 2
      #expect(throws: ClusteringError.tooFewDistinctRows(distinct: distinct, clusterCount: count)) {
        for _ in 0..<20 {
          start = try start.next(
            after: [rows.dropLast(1), rows.suffix(1)].enumerated().map {
              try PartialStart(of: .double(Matrix(Array($1))), name: "\($0)", for: start)
            })
        }
      }
    }
  }

  @Test func randomRowsTakeNoWeights() throws {
    let start = StartByParts(clusterCount: 1, rule: .random)
    let part = try PartialStart(of: .double([[1]]), weights: [2], for: start)
    #expect(throws: ClusteringError.cannotCombine("initializer random", "weights")) { try start.next(after: [part]) }
    #expect(throws: ClusteringError.weightCount(given: 2, rows: 1)) {
      try PartialStart(of: .double([[1]]), weights: [2, 3], for: start)
    }
    #expect(throws: ClusteringError.notFinite(row: 0, column: 0)) {
      try PartialStart(of: .double([[.nan]]), for: start)
    }
  }

  @Test func wordsThatAreNoStartAreRefused() throws {
    var start = StartByParts(clusterCount: 3, seed: 5)
    var generator = SeededGenerator(seed: 8)
    while start.centroids == nil {
      let parts = try Self.parts(start)
      for part in parts { Self.checkWords(part.words, &generator) { PartialStart(words: $0).map { [$0] } } }
      Self.checkWords(start.words, &generator) { StartByParts(words: $0).map { [$0] } }
      // Whatever stands there, no step traps.
      for _ in 0..<300 {
        guard let other = StartByParts(words: Self.changed(start.words, &generator)) else { continue }
        let answers = try? Self.shards.map { try PartialStart(of: $0, for: other) }
        _ = try? other.next(after: answers ?? [])
        _ = other.centroids
        if let odd = PartialStart(words: Self.changed(parts[0].words, &generator)) {
          _ = try? start.next(after: [odd, parts[1]])
        }
      }
      start = try start.next(after: parts)
    }
    Self.checkWords(start.words, &generator) { StartByParts(words: $0).map { [$0] } }
  }

  private static func checkWords<Value: Equatable>(
    _ words: [UInt64], _ generator: inout SeededGenerator, _ read: ([UInt64]) -> [Value]?
  ) {
    #expect(read(words) != nil)
    for count in words.indices { #expect(read(Array(words[..<count])) == nil) }
    #expect(read(words + [0]) == nil)
  }

  private static func changed(_ words: [UInt64], _ generator: inout SeededGenerator) -> [UInt64] {
    var changed = words
    changed[generator.index(below: changed.count)] = [generator.next(), UInt64.max, 1 << 40, 0, 3].drawn(&generator)
    return changed
  }
}
