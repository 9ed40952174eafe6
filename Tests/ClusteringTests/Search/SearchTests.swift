import Clustering
import Matrices
import Synchronization
import TesseraKernels
import Testing

struct SearchTests {
  /// Three pairs, and centroids of which two share the first: Lloyd stands still at 4 * 500^2 + 4. The optimum is 2 per pair.
  static let pairs: Matrix<Double> = [[0], [2], [1000], [1002], [2000], [2002]]
  static let stuck = KMeans(clusterCount: 3).with { $0.initializer = .given([[0], [2], [1501]]) }

  @Test func lloydStandsStillBetweenTwoPairs() throws {
    #expect(try Self.stuck.fitted(to: Self.pairs).inertia == 1_000_004)
    let single = try Self.stuck.with { $0.quality = .methods([.hartiganWong]) }.fitted(to: Self.pairs)
    #expect(single.inertia == 1_000_004)
    #expect(single.search?.methods.last?.improvements == 0)
  }

  @Test func everyOtherMethodEscapes() throws {
    for method in [SearchMethod.breathing(), .exchange(), .memetic(patience: 24)] {
      let model = try Self.stuck.with { $0.quality = .methods([method]) }.fitted(to: Self.pairs)
      #expect(model.inertia == 6, "\(method)")
      #expect(model.centroids.elements.sorted() == [1, 1001, 2001], "\(method)")
      #expect(model.stopReason == .fixedPoint, "\(method)")
      #expect(model.search?.endedBy == .finished)
      #expect(model.search?.quality == "methods")
      #expect(model.search?.methods.last?.name == method.name)
      #expect(model.search?.methods.last?.improvements ?? 0 >= 1, "\(method)")
    }
  }

  /// Published optima (shared/data/MANIFEST.json: `best_known_inertia` of the iris data).
  @Test func theBestOfTheIrisDataAreFound() throws {
    let points = try ReferenceRun.points(of: "iris")
    let known = [3: 78.851441426146, 5: 46.44618205128204]
    for (k, inertia) in known {
      let model = try KMeans(clusterCount: k).with { $0.quality = .methods([.memetic(patience: 24)]) }.fitted(
        to: points)
      #expect(model.inertia <= inertia * (1 + 1e-6), "k \(k)")
    }
  }

  @Test func noMethodEndsAboveItsStart() throws {
    for seed in UInt64(0)..<3 {
      let points = randomMatrix(60, 1 + Int(seed % 4), seed: seed)
      let kmeans = KMeans(clusterCount: 5).with { $0.seed = seed }
      let weights = seed % 2 == 0 ? nil : (0..<60).map { Double($0 % 4) }
      let start = try kmeans.fitted(to: points, weights: weights)
      for method in [SearchMethod.hartiganWong, .breathing(size: 3), .exchange(rounds: 6), .memetic(patience: 8)] {
        let model = try kmeans.with { $0.quality = .methods([method]) }.fitted(to: points, weights: weights)
        #expect(model.inertia <= start.inertia, "seed \(seed), \(method)")
        let assigned = try points.assigned(to: model.centroids, weights: weights)
        #expect(assigned.labels == model.labels, "seed \(seed), \(method)")
        #expect(assigned.inertia == model.inertia, "seed \(seed), \(method)")
        #expect(model.restartInertias == start.restartInertias)
      }
    }
  }

  @Test func theBitsDoNotDependOnThreadsAndInstructionSets() throws {
    for seed in UInt64(0)..<1 {
      let points = randomMatrix(120, 5, seed: seed)
      let kmeans = KMeans(clusterCount: 5).with {
        $0.seed = seed
        $0.quality = .methods([.breathing(size: 2), .exchange(rounds: 4), .memetic(patience: 8), .hartiganWong])
        $0.threadCount = 1
      }
      let one = try kmeans.fitted(to: points)
      for threads in [2, 5] {
        let other = try kmeans.with { $0.threadCount = threads }.fitted(to: points)
        #expect(Fingerprint(other) == Fingerprint(one), "seed \(seed), \(threads) threads")
        #expect(other.search?.methods.map(\.runs) == one.search?.methods.map(\.runs))
      }
      for set in InstructionSet.allCases where set.isAvailable {
        let other = try kmeans.with { $0.instructionSet = set }.fitted(to: points)
        #expect(Fingerprint(other) == Fingerprint(one), "seed \(seed), \(set)")
      }
    }
  }

  @Test func copiesOfRowsAndWholeWeightsHaveTheSameBest() throws {
    let points = randomMatrix(60, 2, seed: 4)
    let twice = points.selectingRows(Array(0..<60) + Array(0..<60))
    let kmeans = KMeans(clusterCount: 5).with { $0.quality = .methods([.memetic(patience: 64)]) }
    let weighted = try kmeans.fitted(to: points, weights: Array(repeating: 2, count: 60))
    let repeated = try kmeans.fitted(to: twice)
    #expect(abs(weighted.inertia - repeated.inertia) <= 1e-9 * weighted.inertia)
  }

  @Test func oneClusterAndAsManyClustersAsRowsAreSearchedLikeOthers() throws {
    let points = randomMatrix(8, 2, seed: 1)
    for k in [1, 8] {
      for quality in [SearchQuality.balanced, .best, .methods([.exchange(rounds: 2)])] {
        let model = try KMeans(clusterCount: k).with { $0.quality = quality }.fitted(to: points)
        #expect(model.inertia == (try KMeans(clusterCount: k).fitted(to: points).inertia), "k \(k), \(quality)")
      }
    }
  }

  /// No search is better, and none is run.
  @Test func theBestOfOneColumnIsTheOptimum() throws {
    let points = randomMatrix(90, 1, seed: 6)
    for weights in [nil, (0..<90).map { Double($0 % 3) }] {
      let kmeans = KMeans(clusterCount: 7)
      let optimum = try kmeans.with { $0.seeksOptimum = true }.fitted(to: points, weights: weights)
      let best = try kmeans.with { ($0.quality, $0.restarts) = (.best, 3) }.fitted(to: points, weights: weights)
      #expect(best.inertia <= optimum.inertia * (1 + 1e-13))
      #expect(best.search?.methods.map(\.name) == ["restarts", "segmentation"])
      #expect(best.search?.methods.map(\.runs) == [3, 1])
      #expect(best.optimality?.gap == 0 && best.optimality?.method == .segmentation)
    }
    let start = KMeans(clusterCount: 3).with { ($0.initializer, $0.quality) = (.given([[0], [2], [1501]]), .best) }
    let model = try start.fitted(to: Self.pairs)
    #expect(model.inertia == 6 && model.search?.methods.last?.improvements == 1)
  }

  @Test func aSearchSaysHowFarItIs() throws {
    let heard = Mutex<[String: Int]>([:])
    let kmeans = KMeans(clusterCount: 4).with {
      $0.quality = .methods([.breathing(size: 3), .exchange(rounds: 5), .memetic(patience: 16)])
      $0.meter = WorkMeter { step, done, _ in heard.withLock { $0[step] = done } }
    }
    _ = try kmeans.fitted(to: randomMatrix(80, 2, seed: 3))
    let last = heard.withLock { $0 }
    #expect(last["breathe"] == 3 && last["exchange centroids"] == 5, "\(last)")
    #expect(last.contains { $0.key.hasPrefix("search") && $0.value == 16 }, "\(last)")
  }

  @Test func fastSaysWhatItRan() throws {
    let model = try KMeans(clusterCount: 3).with { $0.restarts = 4 }.fitted(to: randomMatrix(50, 2, seed: 1))
    #expect(model.search?.quality == "fast")
    #expect(model.search?.methods.map(\.name) == ["restarts"])
    #expect(model.search?.methods.first?.runs == 4)
    #expect(model.search?.endedBy == .finished)
  }
}
