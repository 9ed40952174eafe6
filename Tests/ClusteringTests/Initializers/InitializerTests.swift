import Clustering
import Matrices
import TesseraKernels
import Testing

struct InitializerTests {
  @Test func kMeansPlusPlusPicksDistinctRowsOfTheData() throws {
    for seed in UInt64(0)..<20 {
      let points = World.duplicated.points(60, 2, seed: seed)
      let start = try rows(of: .kMeansPlusPlus, points, 15, seed: seed)
      // As many as there are distinct rows: each of them exactly once.
      #expect(Set(start.rowArrays) == Set(points.rowArrays), "seed \(seed)")
    }
  }

  @Test func noInitializerPicksARowWithoutWeight() throws {
    for seed in UInt64(0)..<20 {
      let points = randomMatrix(60, 2, seed: seed)
      let weights = (0..<60).map { $0 % 3 == 0 ? 1.5 : 0 }
      let heavy = Set(stride(from: 0, to: 60, by: 3).map(points.row))
      let greedy = try rows(of: .kMeansPlusPlus, points, 20, weights: weights, seed: seed)
      #expect(Set(greedy.rowArrays) == heavy, "seed \(seed)")
      let random = try rows(of: .random, points, 20, weights: weights, seed: seed)
      #expect(Set(random.rowArrays) == heavy, "seed \(seed)")
    }
  }

  @Test func greedySeedingFindsEveryBlob() throws {
    for seed in UInt64(0)...20 {
      let points = blobs(8, rowsPerBlob: 25, columns: 4, seed: seed)
      let start = try rows(of: .kMeansPlusPlus, points, 8, seed: seed)
      let owners = try start.assigned(to: points).labels.map { $0 / 25 }
      #expect(owners.sorted() == Array(0..<8), "seed \(seed)")
    }
  }

  @Test func randomRowsAreDrawnWithoutReplacement() throws {
    for seed in UInt64(0)..<20 {
      let points = randomMatrix(30, 2, seed: seed)
      let all = try rows(of: .random, points, 30, seed: seed)
      #expect(Set(all.rowArrays) == Set(points.rowArrays), "seed \(seed)")
      let some = try rows(of: .random, points, 12, seed: seed)
      #expect(Set(some.rowArrays).count == 12, "seed \(seed)")
    }
  }

  @Test func theFirstRowIsDrawnByWeight() throws {
    let points: Matrix<Double> = [[0], [1]]
    let initializers: [any Initializer] = [.random, .kMeansPlusPlus]
    for initializer in initializers {
      let heavy = try (UInt64(0)..<400).filter {
        try rows(of: initializer, points, 1, weights: [1, 9], seed: $0)[0, 0] == 1
      }.count
      // 360 expected, with a standard deviation of 6.
      #expect((336...384).contains(heavy), "\(initializer.name)")
    }
  }

  @Test func everyRowIsAsLikelyAsAnother() throws {
    let points = randomMatrix(5, 1, seed: 1)
    var counts: [[Double]: Int] = [:]
    for seed in UInt64(0)..<500 {
      for row in try rows(of: .random, points, 2, seed: seed).rowArrays { counts[row, default: 0] += 1 }
    }
    // 200 expected, with a standard deviation of 11.
    #expect(counts.count == 5 && counts.values.allSatisfy { (156...244).contains($0) })
  }

  @Test func theSeedDecides() throws {
    let points = randomMatrix(100, 2, seed: 3)
    let initializers: [any Initializer] = [.random, .kMeansPlusPlus]
    for initializer in initializers {
      let first = try rows(of: initializer, points, 5, seed: 1)
      #expect(try rows(of: initializer, points, 5, seed: 1) == first, "\(initializer.name)")
      #expect(try rows(of: initializer, points, 5, seed: 2) != first, "\(initializer.name)")
    }
  }

  @Test func aFitStartsWhereTheInitializerSays() throws {
    let points = randomMatrix(100, 2, seed: 3)
    let initializers: [any Initializer] = [.random, .kMeansPlusPlus]
    for initializer in initializers {
      let model = try KMeans(clusterCount: 5).with {
        $0.initializer = initializer
        $0.seed = 9
        $0.maximumIterations = 0
      }.fitted(to: points)
      #expect(try rows(of: initializer, points, 5, seed: 9) == model.centroids, "\(initializer.name)")
    }
  }

  private func rows(
    of initializer: any Initializer, _ points: Matrix<Double>, _ count: Int, weights: [Double]? = nil, seed: UInt64
  ) throws -> Matrix<Double> {
    var generator = SeededGenerator(seed: seed)
    return try initializer.startCentroids(for: points, weights: weights, clusterCount: count, using: &generator)
  }
}
