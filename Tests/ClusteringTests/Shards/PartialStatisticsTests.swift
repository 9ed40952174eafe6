import Clustering
import Matrices
import TesseraKernels
import Testing

/// Statistics of parts add up to what a fit of all rows finds.
struct PartialStatisticsTests {
  @Test func twoPartsByHand() throws {
    let centroids: Matrix<Double> = [[0, 0], [10, 0]]
    let first = try PartialStatistics(of: .double([[0, 1], [1, 0], [9, 0]]), at: centroids)
    let second = try PartialStatistics(of: .double([[12, 0], [4, 0]]), at: centroids)
    #expect(first.inertia == 3 && first.counts == [2, 1] && first.changed == nil)
    #expect(second.inertia == 20 && second.counts == [1, 1])
    let all = try PartialStatistics.merged([first, second])
    #expect(all.rows == 5 && all.counts == [3, 2] && all.inertia == 23 && !all.isFinished)
    // (4, 0) lies 4 and 6 away.
    #expect(all.tightest?.row == 4 && all.tightest?.owner == 0 && all.tightest?.rival == 1)
    #expect(all.radius.map { $0 <= 1 && $0 > 1 - 1e-12 } ?? false)
    #expect(all.nextCentroids == [[5.0 / 3, 1.0 / 3], [10.5, 0]])
  }

  @Test func whatChangedIsCountedAgainstTheCentroidsBefore() throws {
    let rows = NumericMatrix.double([[0], [4], [10]])
    let before: Matrix<Double> = [[0], [6]]
    let after: Matrix<Double> = [[0], [9]]
    let part = try PartialStatistics(of: rows, at: after, movedFrom: before)
    #expect(part.changed == 1)
    #expect(try PartialStatistics(of: rows, at: after, movedFrom: after).isFinished)
  }

  @Test func aClusterWithoutRowsBeginsAtTheFarthestOfAllParts() throws {
    let centroids: Matrix<Double> = [[0], [100]]
    let parts = try [[[1.0], [2]], [[3], [-4]]].map { try PartialStatistics(of: .double(Matrix($0)), at: centroids) }
    #expect(try PartialStatistics.merged(parts).nextCentroids == [[2], [-4]])
  }

  @Test func partsOfOtherCentroidsAreRefused() throws {
    let first = try PartialStatistics(of: .double([[1]]), at: [[0]])
    let second = try PartialStatistics(of: .double([[1]]), at: [[2]])
    #expect(throws: ClusteringError.partsDisagree(part: 1)) { try PartialStatistics.merged([first, second]) }
    #expect(throws: ClusteringError.noPoints(rows: 0, columns: 0)) { try PartialStatistics.merged([]) }
  }

  @Test func aPartWithoutWeightAddsNothing() throws {
    let centroids: Matrix<Double> = [[0], [5]]
    let parts = try [([[1.0], [6]], [1.0, 2]), ([[2.0]], [0.0])].map {
      try PartialStatistics(of: .double(Matrix($0.0)), at: centroids, weights: $0.1)
    }
    let all = try PartialStatistics.merged(parts)
    #expect(all.counts == [2, 1] && all.inertia == 3 && all.nextCentroids == [[1], [6]])
  }

  @Test(arguments: UInt64(0)..<80) func theLoopHasTheBitsOfAFit(seed: UInt64) throws {
    let problem = FuzzProblem(seed: seed)
    let points: NumericMatrix =
      problem.element == .float ? .float(problem.points.converted()) : .double(problem.points)
    var options = KMeans(clusterCount: problem.clusterCount)
    options.initializer = .given(problem.start)
    options.maximumIterations = 30
    guard let model = try? options.fitted(to: points, weights: problem.weights) else { return }
    // The promise: magnitudes near 1.
    guard (problem.points.elements + problem.start.elements).allSatisfy({ $0.magnitude < 0x1p32 }),
      problem.points.elements.contains(where: { $0.magnitude > 0x1p-32 })
    else { return }
    var generator = SeededGenerator(seed: seed, stream: 5)
    var (centroids, previous): (Matrix<Double>, Matrix<Double>?) = (problem.start, nil)
    for iteration in 0...30 {
      let parts = try Self.parts(of: points.rows, &generator).map { rows in
        let part = try PartialStatistics(
          of: points.selecting(rows), at: centroids, movedFrom: previous,
          weights: problem.weights.map { weights in rows.map { weights[$0] } },
          threadCount: 1 + generator.index(below: 2))
        // By way of a file.
        return try #require(PartialStatistics(words: part.words))
      }
      let all = try PartialStatistics.merged(parts)
      if iteration > 0 { #expect(all.changed == model.trace[iteration].changed, "seed \(seed), \(iteration)") }
      if all.isFinished || iteration == 30 {
        #expect(iteration == model.iterations && all.counts == model.counts, "seed \(seed)")
        #expect(all.inertia == model.inertia && all.tightest == model.region.tightest, "seed \(seed)")
        break
      }
      (previous, centroids) = (centroids, all.nextCentroids)
    }
    #expect(centroids == model.centroids, "seed \(seed)")
  }

  private static func parts(of rows: Int, _ generator: inout SeededGenerator) -> [Range<Int>] {
    let cuts = (0..<generator.index(below: 4)).map { _ in generator.index(below: rows) } + [0, rows]
    let ordered = Set(cuts).sorted()
    return zip(ordered, ordered.dropFirst()).map { $0..<$1 }
  }

  @Test func sumsWhoseMeansNoDoubleHoldsAreRefused() throws {
    var words = try PartialStatistics(of: .double([[1, 2], [3, 4], [5, 6]]), at: [[1, 1], [4, 4]]).words
    // Behind the number of rows, that of words and that of columns stand the powers of two of the columns.
    let shape = try #require((10..<(words.count - 3)).first { words[$0] == 2 && words[$0 + 2] == 3 })
    #expect(PartialStatistics(words: words) != nil)
    words[shape + 3] = 3000
    #expect(PartialStatistics(words: words) == nil)
  }

  @Test func wordsThatAreNoStatisticsAreRefused() throws {
    let part = try PartialStatistics(
      of: .double([[1, 2], [3, 4], [5, 6]]), at: [[1, 1], [4, 4], [90, 90]], movedFrom: [[1, 2], [4, 4], [90, 90]])
    #expect(PartialStatistics(words: part.words) == part)
    for count in part.words.indices { #expect(PartialStatistics(words: Array(part.words[..<count])) == nil) }
    #expect(PartialStatistics(words: part.words + [0]) == nil)
    var centroid = part.words
    centroid[3] = Double.nan.bitPattern
    #expect(PartialStatistics(words: centroid) == nil)
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      var changed = part.words
      changed[generator.index(below: changed.count)] = [generator.next(), UInt64.max, 1 << 40, 0].drawn(&generator)
      // Whatever stands there, nothing is read past the end, and no step traps.
      if let other = PartialStatistics(words: changed) {
        #expect(other.inertia >= 0 && other.nextCentroids.elements.allSatisfy(\.isFinite))
        _ = try? PartialStatistics.merged([other, other])
      }
    }
  }
}
