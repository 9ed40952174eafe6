import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// k-means--: seven rows worked by hand, then properties.
struct TrimmedTests {
  private let points: Matrix<Double> = [[0], [2], [100], [10], [14], [-60], [12]]
  private let start: Matrix<Double> = [[0], [10]]

  @Test func theFarthestRowsAreLeftOutOfTheMeans() throws {
    // floor(0.3 * 7) = 2: rows 2 and 5.
    let model = try Self.trimmed(2, 0.3) { $0.initializer = .given(start) }.fitted(to: points)
    #expect(model.trimmed?.rows == [2, 5] && model.trimmed?.share == 0.3)
    #expect(model.centroids.elements == [1, 12])
    #expect(model.labels == [0, 0, 1, 1, 1, 0, 1] && model.counts == [2, 3])
    // At the start 0 + 4 + 0 + 16 + 4; then 1 + 1 + 4 + 4 + 0.
    #expect(model.trace.map(\.inertia) == [24, 10] && model.inertia == 10)
    #expect(model.stopReason == .fixedPoint && model.isLocalMinimum)
    // Row 5 is 61 away, row 3 two.
    let margin = model.trimmed?.margin ?? 0
    #expect(margin <= 29.5 && margin > 29.5 - 1e-12)
  }

  /// The nearest label of every row survives a move of 3.75; which rows are left out does not survive one of 0.65.
  @Test func theRadiusHeedsWhatIsLeftOut() throws {
    let points: Matrix<Double> = [[0], [1], [2.2], [10], [11], [13.3], [14.5]]
    let model = try Self.trimmed(2, 0.15) { $0.initializer = .given([[1], [12]]) }.fitted(to: points)
    #expect(model.trimmed?.rows == [3] || model.trimmed?.rows == [6])
    let (margin, labels) = (model.trimmed?.margin ?? 0, model.region.tightest?.margin ?? 0)
    #expect(margin > 0 && margin < labels)
    #expect(model.region.radius == margin)
    // All rows in one cluster: only what is left out can change.
    let one = try Self.trimmed(1, 0.2).fitted(to: points)
    #expect(one.region.radius == one.trimmed?.margin && one.region.tightest == nil)
    let directions = try Self.trimmed(2, 0.2) { $0.metric = .cosine }.fitted(
      to: [[1, 0], [2, 0.5], [0, 1], [0.1, 3], [-1, 1], [1, 0.1]] as Matrix<Double>)
    #expect(directions.region.angle ?? .infinity <= directions.trimmed?.margin ?? 0)
  }

  /// One cluster: labels always repeat.
  @Test func aFitEndsWhereTheSameRowsAreLeftOut() throws {
    let model = try Self.trimmed(1, 0.2) { $0.initializer = .given([[8]]) }.fitted(to: [[0], [1], [2], [3], [10]])
    // Row 0 is left out first; the mean of the others is 4, and then it is row 4.
    #expect(model.trimmed?.rows == [4] && model.centroids.elements == [1.5] && model.inertia == 5)
    #expect(model.trace.map(\.inertia) == [114, 30, 5] && model.trace.map(\.changed) == [0, 2, 0])
  }

  @Test func ofEqualRowsAtTheBorderTheLowestStayIn() throws {
    #expect(FarthestShare.indices(of: [1, 3, 2, 3, 3, 0], count: 2) == [3, 4])
    #expect(FarthestShare.indices(of: [1, 3, 2, 3, 3, 0], count: 4) == [1, 2, 3, 4])
    #expect(FarthestShare.indices(of: [0, 0, 0], count: 2) == [1, 2])
    var generator = SeededGenerator(seed: 3)
    // Few are sorted; of many, only those near the border.
    for (size, count) in [(1000, 0), (1000, 7), (1000, 1000), (9000, 0), (9000, 1), (9000, 400), (9000, 9000)] {
      let values = (0..<size).map { _ in Double(generator.index(below: 3000)) / 64 }
      let sorted = values.indices.sorted { (values[$0], $0) > (values[$1], $1) }.prefix(count).sorted()
      #expect(FarthestShare.indices(of: values, count: count) == sorted)
    }
  }

  @Test func aShareIsRoundedDownButNotByRounding() {
    #expect(FarthestShare.count(0.29, of: 100) == 29 && FarthestShare.count(0.07, of: 100) == 7)
    #expect(FarthestShare.count(0.3, of: 7) == 2 && FarthestShare.count(0, of: 9) == 0)
    #expect(FarthestShare.count(0.999, of: 10) == 9)
  }

  @Test(arguments: UInt64(0)..<40) func theInertiaNeverRises(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 4)
    let (n, d, k) = (20 + generator.index(below: 200), 1 + generator.index(below: 10), 1 + generator.index(below: 6))
    let points = randomMatrix(n, d, seed: seed, lattice: seed % 4 == 0)
    let weights = seed % 3 == 0 ? (0..<n).map { _ in Double(generator.index(below: 4)) + 0.5 } : nil
    let share = Double(generator.index(below: 40)) / 100
    let model = try Self.trimmed(k, share) {
      $0.seed = seed
      $0.metric = seed % 5 == 1 && seed % 4 != 0 ? .cosine : .euclidean
    }.fitted(to: points, weights: weights)
    let inertias = model.trace.compactMap(\.inertia)
    #expect(zip(inertias, inertias.dropFirst()).allSatisfy { $1 <= $0 * (1 + 1e-13) }, "\(seed)")
    #expect(model.counts.reduce(0, +) == n - FarthestShare.count(share, of: n), "\(seed)")
    let assigned = try model.assign(points)
    #expect(assigned.labels == model.labels, "\(seed)")
    let terms = assigned.squaredDistances.enumerated().map { (weights?[$0.offset] ?? 1) * $0.element }
    let leftOut = FarthestShare.indices(of: terms, count: FarthestShare.count(share, of: n))
    #expect(model.trimmed?.rows ?? [] == leftOut || share == 0, "\(seed)")
    let rest = terms.enumerated().filter { !leftOut.contains($0.offset) }.reduce(0) { $0 + $1.element }
    #expect((rest - model.inertia).magnitude <= 1e-12 * rest, "\(seed)")
  }

  @Test func noShareIsPlainKMeans() throws {
    let points = randomMatrix(200, 3, seed: 5)
    #expect(
      try Fingerprint(Self.trimmed(4, 0).fitted(to: points)) == Fingerprint(KMeans(clusterCount: 4).fitted(to: points)))
    // Less than one row.
    #expect(try Self.trimmed(4, 0.004).fitted(to: points).trimmed?.rows == [])
  }

  @Test(arguments: UInt64(0)..<20) func outliersAreNamed(seed: UInt64) throws {
    let groups = blobs(5, rowsPerBlob: 38, columns: 3, seed: seed)
    let outliers = randomMatrix(10, 3, seed: seed + 7).mapped { $0 * 200 + ($0 < 0 ? -100 : 100) }
    let points = Matrix(groups.rowArrays + outliers.rowArrays)
    let model = try Self.trimmed(5, 0.05) { ($0.seed, $0.restarts) = (seed, 5) }.fitted(to: points)
    #expect(model.trimmed?.rows == Array(190..<200), "\(seed)")
    #expect(model.counts == [38, 38, 38, 38, 38], "\(seed)")
  }

  @Test func threadsAndInstructionsDoNotChangeABit() throws {
    let points = randomMatrix(1100, 12, seed: 6)
    let kMeans = Self.trimmed(5, 0.1) { ($0.restarts, $0.maximumIterations) = (2, 6) }
    let model = try kMeans.fitted(to: points)
    for set in InstructionSet.allCases where set.isAvailable {
      for threads in [1, 3] {
        let other = try kMeans.with { ($0.instructionSet, $0.threadCount) = (set, threads) }.fitted(to: points)
        #expect(Fingerprint(model) == Fingerprint(other) && model.trimmed == other.trimmed)
      }
    }
  }

  @Test(arguments: UInt64(0)..<20) func theSameRowsAreLeftOutWithinTheMargin(seed: UInt64) throws {
    let points = randomMatrix(120, 2, seed: seed)
    let model = try Self.trimmed(3, 0.1) { $0.seed = seed }.fitted(to: points)
    let margin = model.trimmed?.margin ?? 0
    let moved = model.centroids.mapped { $0 + 0.7 * margin }
    let squares = try points.assigned(to: moved).squaredDistances
    #expect(FarthestShare.indices(of: squares, count: 12) == model.trimmed?.rows, "\(seed)")
  }

  @Test func elementsAndRowsMayBeLeftOutTogether() throws {
    let nan = Double.nan
    let points: Matrix<Double> = [[0, nan], [2, 1], [nan, 900], [10, nan], [12, 1], [11, 1]]
    let model = try Self.trimmed(2, 0.2) {
      $0.initializer = .given([[0, 0], [10, 0]])
      $0.missingValues = .leftOut
    }.fitted(to: points)
    #expect(model.trimmed?.rows == [2] && model.centroids.elements == [1, 1, 11, 1])
  }

  @Test func whatLeavesTooFewRowsIsRefused() throws {
    #expect(throws: ClusteringError.tooManyTrimmed(kept: 1, clusterCount: 2)) {
      try Self.trimmed(2, 0.9).fitted(to: points)
    }
    #expect(throws: ClusteringError.cannotCombine("trim", "solver gradient")) {
      try Self.trimmed(2, 0.1) { $0.solver = .gradientDescent() }.fitted(to: points)
    }
  }

  static func trimmed(_ count: Int, _ share: Double, _ change: (inout KMeans) -> Void = { _ in }) -> KMeans {
    var kMeans = KMeans(clusterCount: count)
    kMeans.trimmedShare = share
    change(&kMeans)
    return kMeans
  }
}
