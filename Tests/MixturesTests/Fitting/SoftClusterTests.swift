import Clustering
import Matrices
import Mixtures
import TesseraKernels
import Testing

@Suite struct SoftClusterTests {
  /// Points 0 and 1, centroids 0 and 1, stiffness log 3: the own share is 3/4, so that centroids become 1/4 and 3/4.
  @Test func oneSoftUpdateIsThatByHand() throws {
    var soft = SoftKMeans(clusterCount: 2, stiffness: 1.0986122886681098)
    soft.options.start = .means([[0], [1]])
    soft.options.maximumIterations = 1
    let clusters = try soft.fitted(to: .double([[0], [1]]))
    #expect(difference(clusters.centroids.elements, [0.25, 0.75]) < 1e-15)
    #expect(difference(clusters.masses, [1, 1]) < 1e-15)
    // -2 log(1 + 1/3) / log 3.
    #expect(abs(clusters.trace[0] + 2 * 0.28768207245178085 / 1.0986122886681098) < 1e-15)
  }

  /// Points 0, 1 and 3, centroids 0 and 3, fuzzifier 2: the memberships of 1 are 4/5 and 1/5, their squares 16/25 and 1/25.
  @Test func oneFuzzyUpdateIsThatByHand() throws {
    var fuzzy = FuzzyCMeans(clusterCount: 2)
    fuzzy.options.start = .means([[0], [3]])
    fuzzy.options.maximumIterations = 1
    let clusters = try fuzzy.fitted(to: .double([[0], [1], [3]]))
    #expect(difference(clusters.centroids.elements, [0.64 / 1.64, 3.04 / 1.04]) < 1e-15)
    #expect(abs(clusters.trace[0] - (0.64 + 0.04 * 4)) < 1e-15)
    let memberships = try SoftClusters(.powers(fuzzifier: 2), centroids: [[0], [3]]).memberships(
      of: .double([[0], [1], [3]]))
    #expect(difference(memberships.elements, [1, 0, 0.8, 0.2, 0, 1]) < 1e-15)
  }

  /// A membership is in proportion to |x - c|^-4 for the fuzzifier 3/2.
  @Test func otherFuzzifiersAreOtherPowers() throws {
    let memberships = try SoftClusters(.powers(fuzzifier: 1.5), centroids: [[0], [3]]).memberships(of: .double([[1]]))
    #expect(difference(memberships.elements, [16.0 / 17, 1.0 / 17]) < 1e-14)
  }

  @Test(arguments: [1.3, 2, 3.5], [1, 2, 3] as [UInt64])
  func anUpdateNeverRaisesTheObjective(_ parameter: Double, _ seed: UInt64) throws {
    let points = NumericMatrix.double(shapes(3, rows: 200, columns: 3, seed: seed))
    for clusters in [
      try FuzzyCMeans(clusterCount: 3, fuzzifier: parameter).fitted(to: points),
      try SoftKMeans(clusterCount: 3, stiffness: parameter / 10).fitted(to: points),
    ] {
      let scale = clusters.trace.map { abs($0) }.max() ?? 0
      for (before, after) in zip(clusters.trace, clusters.trace.dropFirst()) {
        #expect(after <= before + 1e-12 * scale, "\(seed)")
      }
      #expect(clusters.stopReason == .tolerance)
    }
  }

  @Test func aStiffClusteringIsKMeans() throws {
    let points = blobs(3, rowsPerBlob: 20, columns: 2, seed: 1)
    let soft = try SoftKMeans(clusterCount: 3, stiffness: 1000).fitted(to: .double(points))
    let hard = (0..<3).map { blob in
      (0..<2).map { column in (0..<20).reduce(0) { $0 + points[blob * 20 + $1, column] } / 20 }
    }
    let found = soft.centroids.rowArrays.sorted { $0[0] < $1[0] }
    #expect(difference(found.flatMap { $0 }, hard.sorted { $0[0] < $1[0] }.flatMap { $0 }) < 1e-9)
    // Beyond what can be multiplied it is as good as infinite.
    let inertia = try points.assigned(to: soft.centroids).inertia
    for stiffness in [1e100, 1e300, 1e302, 1e308] {
      let stiff = try SoftKMeans(clusterCount: 3, stiffness: stiffness).fitted(to: .double(points))
      #expect(abs(stiff.objective / inertia - 1) < 1e-9, "\(stiffness): \(stiff.objective)")
    }
  }

  @Test func threadsAndInstructionSetsChangeNoBit() throws {
    let points = NumericMatrix.double(shapes(4, rows: 3001, columns: 5, seed: 7))
    func fitted(_ threads: Int, _ set: InstructionSet) throws -> SoftClusters {
      var fuzzy = FuzzyCMeans(clusterCount: 4, fuzzifier: 1.7)
      (fuzzy.options.threadCount, fuzzy.options.instructionSet) = (threads, set)
      return try fuzzy.fitted(to: points)
    }
    let one = try fitted(1, .scalar)
    for set in InstructionSet.available { #expect(try fitted(3, set) == one, "\(set)") }
  }
}
