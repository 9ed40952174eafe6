import Clustering
import Matrices
import TesseraKernels
import Testing
import VectorFiles

struct KMeansParallelTests {
  /// As many clusters as distinct rows: each of them exactly once, however few candidates the rounds draw.
  @Test(arguments: [(0.01, 1), (2.0, 0), (2.0, 5), (40.0, 2)])
  func tooFewCandidatesAreFilledUp(_ options: (oversampling: Double, rounds: Int)) throws {
    let initializer = KMeansParallel(oversampling: options.oversampling, rounds: options.rounds)
    for seed in UInt64(0)..<8 {
      let points = World.duplicated.points(60, 2, seed: seed)
      let start = try picks(initializer, points, 15, seed: seed)
      #expect(Set(start.rowArrays) == Set(points.rowArrays), "seed \(seed)")
    }
  }

  @Test func rowsWithoutWeightAreNotPicked() throws {
    for seed in UInt64(0)..<8 {
      let points = randomMatrix(60, 3, seed: seed)
      let weights = (0..<60).map { $0 % 3 == 0 ? 1.5 : 0 }
      let start = try picks(.kMeansParallel(), points, 20, weights: weights, seed: seed)
      #expect(Set(start.rowArrays) == Set(stride(from: 0, to: 60, by: 3).map(points.row)), "seed \(seed)")
    }
  }

  @Test func everyBlobIsFound() throws {
    for seed in UInt64(0)..<20 {
      let points = blobs(8, rowsPerBlob: 25, columns: 4, seed: seed)
      let start = try picks(.kMeansParallel(), points, 8, seed: seed)
      let owners = try start.assigned(to: points).labels.map { $0 / 25 }
      #expect(owners.sorted() == Array(0..<8), "seed \(seed)")
    }
  }

  /// One far row among many equal ones is drawn for certain; what it stands for decides the rest.
  @Test func aHeavyTailIsNotMissed() throws {
    let points = Matrix<Double>(rows: 200, columns: 1, elements: (0..<200).map { $0 == 137 ? 1000 : 0 })
    for seed in UInt64(0)..<20 {
      #expect(try Set(picks(.kMeansParallel(), points, 2, seed: seed).elements) == [0, 1000], "seed \(seed)")
    }
  }

  @Test func distancesThatUnderflowStillGiveAStart() throws {
    let points = Matrix<Double>(rows: 40, columns: 1) { elements in
      for row in elements.indices { elements[row] = row == 6 ? 1 : Double(row) * 1e-200 }
    }
    let start = try picks(.kMeansParallel(), points, 10, seed: 1)
    #expect(start.elements.contains(1) && start.elements.allSatisfy(points.elements.contains))
  }

  /// The mean potential of 20 starts is not above that of random rows, nor far above that of greedy k-means++.
  @Test func theStartIsAboutAsGoodAsGreedySeeding() throws {
    var means: [String: Double] = [:]
    let initializers: [any Initializer] = [.random, .kMeansPlusPlus, .kMeansParallel()]
    for initializer in initializers {
      means[initializer.name] = try (UInt64(0)..<20).reduce(0) { sum, seed in
        let points = blobs(12, rowsPerBlob: 20, columns: 5, seed: 1)
        return try sum + points.assigned(to: picks(initializer, points, 20, seed: seed)).inertia / 20
      }
    }
    let found = try #require(means["k-means-parallel"])
    #expect(found < 1.15 * (means["k-means++"] ?? 0))
    #expect(found < 0.7 * (means["random"] ?? 0))
  }

  @Test(arguments: World.allCases, [1, 6, 33])
  func thePicksAreThoseOfTheDefinition(_ world: World, _ dimensions: Int) throws {
    for (clusterCount, rounds) in [(4, 3), (9, 2), (9, 4)] {
      let seed = UInt64(dimensions + clusterCount)
      let points = world.points(150, dimensions, seed: seed)
      // Where there are no more candidates than that, others are drawn: not what is tested here.
      let count = world == .lattice && dimensions == 1 ? 2 : clusterCount
      let weights = clusterCount == 9 ? (0..<150).map { $0 % 4 } : nil
      let initializer = KMeansParallel(oversampling: 3, rounds: rounds)
      let start = try picks(initializer, points, count, weights: weights.map { $0.map(Double.init) }, seed: seed)
      var plain = PlainSeeding(points, weights: weights, seed: seed)
      let expected = points.selectingRows(plain.parallelPicks(count, oversampling: 3, rounds: rounds))
      #expect(start == expected, "\(clusterCount) clusters, \(rounds) rounds")
    }
  }

  @Test func everyPathPicksTheSameRows() throws {
    for (dimensions, clusterCount) in [(3, 40), (33, 12), (6, 4)] {
      let points = randomMatrix(2600, dimensions, seed: 3).converted(to: Float.self)
      let weights = (0..<2600).map { row -> Double in row % 97 == 0 ? 0 : Double(1 + row % 7) / 3 }
      var starts: Set<[Double]> = []
      for set in InstructionSet.available {
        for threads in [1, 2, 3] {
          starts.insert(
            try KMeans(clusterCount: clusterCount).with {
              $0.initializer = .kMeansParallel()
              $0.maximumIterations = 0
              $0.instructionSet = set
              $0.threadCount = threads
            }.fitted(to: points, weights: weights).centroids.elements)
        }
      }
      #expect(starts.count == 1, "\(dimensions) dimensions")
    }
  }

  private func picks(
    _ initializer: any Initializer, _ points: Matrix<Double>, _ count: Int, weights: [Double]? = nil, seed: UInt64
  ) throws -> Matrix<Double> {
    var generator = SeededGenerator(seed: seed)
    return try initializer.startCentroids(for: points, weights: weights, clusterCount: count, using: &generator)
  }

  /// Rounds of exactly as many candidates as are compared at once.
  @Test(arguments: [UInt64(4983), 6947]) func batchesMayBeFull(_ seed: UInt64) throws {
    let points = try VectorFileReader().read(resource("reports/parallel-32.npy")).points
    let model = try KMeans(clusterCount: 7).with {
      $0.initializer = .kMeansParallel()
      $0.seed = seed
    }.fitted(to: points)
    #expect(model.counts.allSatisfy { $0 > 0 })
  }
}
