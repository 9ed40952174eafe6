import Clustering
import Testing

@Suite struct OptimalSegmentationTests {
  /// By hand: {1, 2} and {10, 11, 12} with weights 1, 1, 5, 1, 1: the means are 1.5 and 73/7.
  @Test func fiveValuesByHand() throws {
    let found = try OptimalSegmentation(of: [1, 2, 10, 11, 12], weights: [1, 1, 5, 1, 1], clusterCount: 2)
    #expect(found.centroids == [1.5, 73.0 / 7])
    #expect(found.boundaries == [0, 2, 5])
    #expect(found.weights == [2, 7])
    // 1/2, and (5 * 3^2 + 4^2 + 11^2) / 49.
    #expect((found.inertia - (0.5 + 182.0 / 49)).magnitude < 1e-15)
  }

  @Test(arguments: 0..<400) func equalsBruteForce(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let problem = LineProblem(using: &generator)
    for clusterCount in 1...problem.distinct {
      let least = problem.leastInertia(clusterCount)
      let found = try OptimalSegmentation(
        of: problem.values, weights: problem.weights, clusterCount: clusterCount)
      #expect(
        (found.inertia - least).magnitude <= 1e-12 * least + problem.doubt, "seed \(seed), k \(clusterCount)")
      #expect(found.centroids.count == clusterCount)
      #expect(found.boundaries.count == clusterCount + 1)
    }
  }

  /// Exact shifts and powers of two keep the boundaries, and change the inertia by nothing but the unit.
  @Test(arguments: 0..<30) func offsetsAndScalesDoNotMatter(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let values = (0..<200).map { _ in Double(Int.random(in: 0..<(1 << 20), using: &generator)) }.sorted()
    for clusterCount in [2, 7, 60] {
      let found = try OptimalSegmentation(of: values, clusterCount: clusterCount)
      for offset in [0x1p30, -0x1p45] {
        let moved = try OptimalSegmentation(of: values.map { $0 + offset }, clusterCount: clusterCount)
        #expect(moved.boundaries == found.boundaries && moved.inertia == found.inertia, "seed \(seed)")
      }
      for exponent in [-530, 480] {
        let unit = Double(sign: .plus, exponent: exponent, significand: 1)
        let scaled = try OptimalSegmentation(of: values.map { $0 * unit }, clusterCount: clusterCount)
        #expect(scaled.boundaries == found.boundaries && scaled.centroids == found.centroids.map { $0 * unit })
      }
      let weighted = try OptimalSegmentation(
        of: values, weights: values.map { _ in 0x1p300 }, clusterCount: clusterCount)
      #expect(weighted.boundaries == found.boundaries)
    }
  }

  /// Beside 1e20 the others keep all their digits.
  @Test func outliersCostTheOthersNoDigit() throws {
    let values = [-1e20, 0, 1, 10, 11, 30, 1e20]
    let found = try OptimalSegmentation(of: values, clusterCount: 5)
    #expect(found.boundaries == [0, 1, 3, 5, 6, 7])
    #expect(found.inertia == 1)
  }

  /// Many optima of the same cost, for which no penalty gives the count: ways are exchanged.
  @Test(arguments: [2, 3, 7, 50, 99, 100, 101, 199]) func evenlySpacedValuesAreCutEvenly(clusterCount: Int) throws {
    let found = try OptimalSegmentation(of: (0..<200).map { Double($0) }, clusterCount: clusterCount)
    let (length, longer) = 200.quotientAndRemainder(dividingBy: clusterCount)
    func cost(_ count: Int) -> Double { Double(count * (count * count - 1)) / 12 }
    let least = Double(longer) * cost(length + 1) + Double(clusterCount - longer) * cost(length)
    #expect((found.inertia - least).magnitude <= 1e-12 * least)
    #expect(
      zip(found.boundaries, found.boundaries.dropFirst()).allSatisfy { $1 - $0 == length || $1 - $0 == length + 1 })
  }

  /// The search on every sixteenth value is on; the cost equals that of the plain dynamic programme.
  @Test func manyValuesEqualThePlainProgramme() throws {
    var generator = TestGenerator(seed: 9)
    let values = (0..<1100).map { _ in generator.signedUnit() * generator.unit() }.sorted()
    let weights = values.map { _ in generator.unit() }
    for clusterCount in [2, 5] {
      let found = try OptimalSegmentation(of: values, weights: weights, clusterCount: clusterCount)
      let least = PlainProgramme.leastInertia(values, weights, clusterCount)
      #expect((found.inertia - least).magnitude <= 1e-9 * least)
    }
  }

  @Test func fewerDistinctValuesThanClustersAreOneEach() throws {
    let found = try OptimalSegmentation(of: [1, 1, 2, 5] as [Float], weights: [1, 2, 0, 1], clusterCount: 4)
    #expect(found.centroids == [1, 5] && found.boundaries == [0, 3, 4])
    #expect(found.weights == [3, 1] && found.inertia == 0)
  }

  @Test func badInputIsRefused() throws {
    #expect(throws: ClusteringError.noPoints(rows: 0, columns: 1)) {
      try OptimalSegmentation(of: [] as [Double], clusterCount: 1)
    }
    #expect(throws: ClusteringError.notFinite(row: 1, column: 0)) {
      try OptimalSegmentation(of: [0, .infinity], clusterCount: 1)
    }
    #expect(throws: ClusteringError.weightNotUsable(row: 0)) {
      try OptimalSegmentation(of: [0, 1], weights: [-1, 1], clusterCount: 1)
    }
    #expect(throws: ClusteringError.noPositiveWeight) {
      try OptimalSegmentation(of: [0, 1], weights: [0, 0], clusterCount: 1)
    }
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: ClusteringError.interrupted) {
      try OptimalSegmentation(of: [0, 1, 5], clusterCount: 2, cancellation: cancellation)
    }
  }
}

/// The dynamic programme over all values and counts.
enum PlainProgramme {
  static func leastInertia(_ values: [Double], _ weights: [Double], _ clusterCount: Int) -> Double {
    let n = values.count
    var sums = [(0.0, 0.0, 0.0)]
    for (value, weight) in zip(values, weights) {
      let last = sums[sums.count - 1]
      sums.append((last.0 + weight, last.1 + weight * value, last.2 + weight * value * value))
    }
    var best = [Double](repeating: .infinity, count: n + 1)
    best[0] = 0
    for _ in 0..<clusterCount {
      var next = [Double](repeating: .infinity, count: n + 1)
      for end in 1...n {
        for start in 0..<end where best[start] < .infinity {
          let (w, x) = (sums[end].0 - sums[start].0, sums[end].1 - sums[start].1)
          let cost = best[start] + (sums[end].2 - sums[start].2) - x * x / w
          if cost < next[end] { next[end] = cost }
        }
      }
      best = next
    }
    return best[n]
  }
}
