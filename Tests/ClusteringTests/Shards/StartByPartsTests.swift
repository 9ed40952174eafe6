import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Starts by parts are those of all rows in one place.
struct StartByPartsTests {
  @Test func threePartsByHand() throws {
    let shards: [NumericMatrix] = [.double([[0], [1]]), .float([[20]]), .double([[21], [40]])]
    var start = StartByParts(clusterCount: 3, seed: 4)
    #expect(start.centroids == nil && start.rows == 0)
    var passes: [StartStep] = []
    while start.centroids == nil {
      passes.append(start.step)
      // The last part first: from the second pass on order does not count.
      let parts = try shards.map { try PartialStart(of: $0, for: start) }
      start = try start.next(after: start.passes == 0 ? parts : parts.reversed())
    }
    // A round draws about 6 of 5 rows; when none is left, none is asked for.
    #expect(start.rows == 5 && start.parts == ["", "", ""] && start.passes == passes.count)
    #expect(passes.first == .survey && passes.last == .hold && (4...8).contains(passes.count))
    let points: Matrix<Double> = [[0], [1], [20], [21], [40]]
    #expect(start.centroids == Self.whole(.double(points), .kMeansParallel, 3, nil, seed: 4))
    #expect(start.centroids?.elements.map { ($0 / 20).rounded() }.sorted() == [0, 1, 2])
  }

  @Test(arguments: UInt64(0)..<120) func anyPartsHaveTheStartOfAllRows(seed: UInt64) throws {
    let problem = FuzzProblem(seed: seed)
    let points: NumericMatrix =
      problem.element == .float ? .float(problem.points.converted()) : .double(problem.points)
    let rounds = [5, 5, 1, 0][Int(seed % 4)]
    let oversampling = [2, 2, 0.3][Int(seed % 3)]
    var rules: [(StartByParts.Rule, any Initializer)] = [
      (
        .kMeansParallel(oversampling: oversampling, rounds: rounds),
        KMeansParallel(oversampling: oversampling, rounds: rounds)
      )
    ]
    if problem.weights == nil { rules.append((.random, .random)) }
    for (rule, initializer) in rules {
      let whole = Self.whole(points, initializer, problem.clusterCount, problem.weights, seed: seed)
      var generator = SeededGenerator(seed: seed, stream: 7)
      let found = try? Self.byParts(points, problem.weights, problem.clusterCount, rule, seed: seed, &generator)
      #expect(found == whole, "seed \(seed), \(rule)")
    }
  }

  @Test(arguments: World.allCases) func equalAndScaledRows(world: World) throws {
    for seed in UInt64(0)..<4 {
      let points = world.points(97, 3, seed: seed)
      var generator = SeededGenerator(seed: seed, stream: 9)
      for count in [1, 2, 11, 40] {
        let whole = Self.whole(.double(points), .kMeansParallel, count, nil, seed: seed)
        let found = try? Self.byParts(.double(points), nil, count, .kMeansParallel(), seed: seed, &generator)
        #expect(found == whole, "\(world), seed \(seed), \(count) clusters")
      }
    }
  }

  /// By a fit of all rows; nil where it refuses them.
  static func whole(
    _ points: NumericMatrix, _ initializer: any Initializer, _ count: Int, _ weights: [Double]?, seed: UInt64
  ) -> Matrix<Double>? {
    var options = KMeans(clusterCount: count)
    (options.initializer, options.seed, options.maximumIterations) = (initializer, seed, 0)
    return try? options.fitted(to: points, weights: weights).centroids
  }

  /// By random parts, in random orders and numbers of threads, by way of files.
  static func byParts(
    _ points: NumericMatrix, _ weights: [Double]?, _ count: Int, _ rule: StartByParts.Rule, seed: UInt64,
    _ generator: inout SeededGenerator
  ) throws -> Matrix<Double> {
    let cuts = (0..<generator.index(below: 5)).map { _ in generator.index(below: points.rows) } + [0, points.rows]
    let bounds = Set(cuts).sorted()
    let shards = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    var start = StartByParts(clusterCount: count, rule: rule, seed: seed)
    while start.centroids == nil {
      var parts = try shards.enumerated().map { index, rows in
        let part = try PartialStart(
          of: points.selecting(rows), weights: weights.map { Array($0[rows]) }, name: "\(index)", for: start,
          threadCount: 1 + generator.index(below: 2))
        return try #require(PartialStart(words: part.words))
      }
      if start.passes > 0 { parts.shuffle(using: &generator) }
      start = try start.next(after: parts)
      start = try #require(StartByParts(words: start.words))
      try #require(start.passes < 10 + 2 * count)
    }
    return try #require(start.centroids)
  }
}
