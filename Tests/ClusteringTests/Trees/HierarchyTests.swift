import Clustering
import Matrices
import TesseraKernels
import Testing

struct HierarchyTests {
  private func kMeans(_ count: Int, refine: Int = 3, _ change: (inout KMeans) -> Void = { _ in }) -> KMeans {
    KMeans(clusterCount: count).with {
      $0.method = .hierarchical(refinement: refine)
      change(&$0)
    }
  }

  /// Two branches of four rows each, with two clusters each.
  @Test func branchesHaveTheirOwnClusters() throws {
    let points: Matrix<Double> = [[0], [1], [10], [11], [1000], [1001], [1010], [1011]]
    for seed in UInt64(0)..<10 {
      let model = try kMeans(4) { $0.seed = seed }.fitted(to: points)
      #expect(model.centroids.elements.sorted() == [0.5, 10.5, 1000.5, 1010.5], "seed \(seed)")
      #expect(model.inertia == 2)
      #expect(model.counts == [2, 2, 2, 2])
      #expect(model.stopReason == .fixedPoint)
    }
  }

  /// Nine of ten rows have nine of ten clusters, and more than that where distinct rows run out.
  @Test func clustersAreSharedOutByRows() throws {
    let many = (0..<90).map { [Double($0)] }
    let few = (0..<10).map { [1e6 + Double($0)] }
    func clusters(of rows: [[Double]], _ count: Int) throws -> Int {
      let options = kMeans(count, refine: 0) { $0.initializer = .farthestFirst }
      // Two branches and no more.
      let start = try options.startCentroids(for: .double(Matrix(rows)))
      return start.elements.count { $0 < 1e5 }
    }
    #expect(try clusters(of: many + few, 4) == 3)
    #expect(try clusters(of: Array(repeating: [0], count: 90) + few, 4) == 1)
  }

  @Test func thereAreExactlyAsManyClustersAndLabelsAreTheNearest() throws {
    for seed in UInt64(0)..<24 {
      var generator = SeededGenerator(seed: seed)
      let world = World.allCases[Int(seed) % World.allCases.count]
      let points = world.points(60 + generator.index(below: 200), 1 + generator.index(below: 5), seed: seed)
      let distinct = Set(points.rowArrays).count
      let count = 1 + generator.index(below: distinct)
      let model = try kMeans(count, refine: Int(seed) % 4) { $0.seed = seed }.fitted(to: points)
      #expect(model.centroids.rows == count, "seed \(seed)")
      #expect(model.labels == bruteForceLabels(points, model.centroids), "seed \(seed)")
      #expect(model.counts.reduce(0, +) == points.rows && model.iterations <= Int(seed) % 4, "seed \(seed)")
    }
  }

  @Test func refinementNeverRaisesTheInertia() throws {
    for seed in UInt64(0)..<10 {
      let points = randomMatrix(300, 4, seed: seed)
      let inertias = try [0, 1, 3, 100].map { updates in
        try kMeans(40, refine: updates) { $0.seed = seed }.fitted(to: points).inertia
      }
      #expect(zip(inertias, inertias.dropFirst()).allSatisfy { $0 >= $1 * (1 - 1e-12) }, "seed \(seed)")
      #expect(inertias[0] > inertias[3], "seed \(seed)")
    }
  }

  @Test func refinementEndsAtTheFixedPointOrTheLimit() throws {
    let points = randomMatrix(300, 4, seed: 1)
    #expect(try kMeans(40, refine: 1000).fitted(to: points).stopReason == .fixedPoint)
    let limited = try kMeans(40, refine: 1000) { $0.maximumIterations = 2 }.fitted(to: points)
    #expect(limited.stopReason == .maxIterations && limited.iterations == 2)
  }

  /// 34 far rows are a branch each, so that one branch has 1166 clusters: a tree within the tree.
  @Test func aLargeBranchIsATreeAgain() throws {
    let blob = randomMatrix(1400, 2, seed: 5)
    let far = (0..<34).map { [1e6 * Double($0 + 1), -1e6 * Double($0 * $0)] }
    let points = Matrix(blob.rowArrays + far)
    let results = try [1, 3].map { threads in
      try kMeans(1200, refine: 1) { $0.threadCount = threads }.fitted(to: points)
    }
    #expect(Set(results[0].centroids.rowArrays).count == 1200)
    #expect(results[0].counts.allSatisfy { $0 > 0 })
    #expect(results[0].inertia < 1)
    #expect(Fingerprint(results[0]) == Fingerprint(results[1]))
  }

  @Test func threadsAndInstructionSetsChangeNoBit() throws {
    for seed in UInt64(0)..<4 {
      let points = Matrix<Float>(
        rows: 900, columns: 12, elements: randomMatrix(900, 12, seed: seed).elements.map { Float($0) })
      let weights = seed % 2 == 0 ? nil : (0..<900).map { Double($0 % 4) }
      let method: ClusteringMethod = seed < 2 ? .hierarchical(refinement: 2) : .bisecting(.inertia, refinement: 2)
      func fingerprint(_ threads: Int, _ set: InstructionSet) throws -> Fingerprint {
        let options = KMeans(clusterCount: 50).with {
          ($0.method, $0.seed, $0.threadCount, $0.instructionSet) = (method, seed, threads, set)
        }
        return Fingerprint(try options.fitted(to: points, weights: weights))
      }
      let first = try fingerprint(1, .scalar)
      for set in Kernels.all.map(\.instructionSet) {
        for threads in [1, 2, 5] { #expect(try fingerprint(threads, set) == first, "seed \(seed), \(threads), \(set)") }
      }
    }
  }

  @Test func asManyClustersAsDistinctRowsLeaveNoInertia() throws {
    for method in [ClusteringMethod.hierarchical(), .bisecting()] {
      let points = World.duplicated.points(80, 2, seed: 3)
      let model = try KMeans(clusterCount: 20).with { $0.method = method }.fitted(to: points)
      #expect(model.inertia == 0 && model.counts.allSatisfy { $0 == 4 })
      #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 20, clusterCount: 21)) {
        try KMeans(clusterCount: 21).with { $0.method = method }.fitted(to: points)
      }
    }
  }

  @Test func oneClusterIsTheMean() throws {
    for method in [ClusteringMethod.hierarchical(), .bisecting()] {
      let model = try KMeans(clusterCount: 1).with { $0.method = method }.fitted(
        to: [[1, 0], [3, 4]] as Matrix<Double>)
      #expect(model.centroids == [[2, 2]])
    }
  }

  @Test func rowsWithoutWeightHaveNoClusters() throws {
    let points: Matrix<Double> = [[0], [1], [500], [10], [11], [501]]
    for method in [ClusteringMethod.hierarchical(), .bisecting()] {
      let model = try KMeans(clusterCount: 2).with { $0.method = method }
        .fitted(to: points, weights: [1, 1, 0, 1, 1, 0])
      #expect(model.centroids.elements.sorted() == [0.5, 10.5])
    }
  }

  @Test func extremeUnitsDoNotMatter() throws {
    let points = randomMatrix(200, 3, seed: 8)
    for method in [ClusteringMethod.hierarchical(), .bisecting()] {
      let options = KMeans(clusterCount: 15).with { $0.method = method }
      let labels = try options.fitted(to: points).labels
      #expect(try options.fitted(to: points.mapped { $0 * 0x1p400 }).labels == labels)
      #expect(try options.fitted(to: points.mapped { $0 * 0x1p-400 }).labels == labels)
    }
  }

  @Test func restartsAreOtherTrees() throws {
    let points = randomMatrix(200, 3, seed: 9)
    let model = try kMeans(20) { $0.restarts = 4 }.fitted(to: points)
    #expect(Set(model.restartInertias).count > 1 && model.inertia <= model.restartInertias.min()! * (1 + 1e-12))
  }

  @Test func whatDoesNotGoTogetherIsRefusedByName() {
    let points = randomMatrix(20, 2, seed: 0)
    let tree = kMeans(3)
    #expect(throws: ClusteringError.cannotCombine("method hierarchical", "solver gradient")) {
      try tree.with { $0.solver = .gradientDescent }.fitted(to: points)
    }
    #expect(throws: ClusteringError.cannotCombine("method bisecting", "solver nested")) {
      try tree.with { ($0.method, $0.solver) = (.bisecting(), .nestedBatches) }.fitted(to: points)
    }
    #expect(throws: ClusteringError.cannotCombine("method hierarchical", "initializer FILE")) {
      try tree.with { $0.initializer = .given(points.selectingRows([0, 1, 2])) }.fitted(to: points)
    }
  }

  /// The branches' own fits heed a wish, and there is no model yet.
  @Test func aWishToStopIsHeededWithinTheTree() throws {
    let points = randomMatrix(400, 3, seed: 2)
    for (method, step) in [(ClusteringMethod.hierarchical(), "fit branches"), (.bisecting(), "split clusters")] {
      let cancellation = Cancellation()
      let options = KMeans(clusterCount: 40).with {
        ($0.method, $0.cancellation, $0.threadCount) = (method, cancellation, 1)
        $0.meter = WorkMeter { said, _, _ in if said == step { cancellation.cancel() } }
      }
      #expect(throws: ClusteringError.interrupted) { try options.fitted(to: points) }
    }
  }

  @Test func interruptedRefinementKeepsWhatWasReached() throws {
    let points = randomMatrix(300, 3, seed: 4)
    let options = kMeans(30, refine: 100)
    var updates = 0
    let model = try options.fitted(to: points, progress: { updates = $0.iteration }, shouldStop: { updates >= 1 })
    #expect(model.stopReason == .interrupted && model.iterations == 1)
    #expect(model.labels == bruteForceLabels(points, model.centroids))
  }
}
