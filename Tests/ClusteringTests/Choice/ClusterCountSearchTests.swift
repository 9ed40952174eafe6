import Matrices
import TesseraKernels
import Testing

@testable import Clustering

@Suite struct ClusterCountSearchTests {
  /// Three groups of twenty rows, each within a square of side 1, ten apart.
  private static let groups: NumericMatrix = {
    var generator = SeededGenerator(seed: 3)
    let elements = (0..<60).flatMap { row in
      [0, 1].map { column in
        Double(generator.index(below: 1 << 10)) / 1024 + [[0.0, 0], [10, 0], [0, 10]][row % 3][column]
      }
    }
    return .double(Matrix(rows: 60, columns: 2, elements: elements))
  }()

  private static func search(_ counts: ClosedRange<Int>) -> ClusterCountSearch {
    var search = ClusterCountSearch(counts)
    (search.references, search.resamples) = (5, 4)
    return search
  }

  @Test func groupsThatAnybodySeesAreFound() throws {
    let choice = try Self.search(1...6).choice(for: Self.groups)
    #expect(choice.candidates.map(\.clusterCount) == [1, 2, 3, 4, 5, 6])
    #expect(choice.recommended.clusterCount == 3 && choice.gapChoice == 3)
    #expect(choice.silhouetteSample == nil && choice.resampledRows == nil)
    let (one, three) = (choice.candidates[0], choice.candidates[2])
    #expect(one.silhouette == nil && one.stability == nil && one.radius == nil && one.gap != nil)
    #expect(three.counts == [20, 20, 20] && three.stability == 1)
    #expect(zip(choice.candidates, choice.candidates.dropFirst()).allSatisfy { $0.inertia > $1.inertia })
    #expect(choice.candidates.dropFirst().allSatisfy { ($0.stability ?? 2) <= 1 && $0.calinskiHarabasz != nil })
  }

  @Test func measuresAreThoseOfTheModel() throws {
    let candidate = try Self.search(4...4).choice(for: Self.groups).candidates[0]
    var kMeans = KMeans(clusterCount: 4)
    kMeans.restarts = 5
    let model = try kMeans.fitted(to: Self.groups)
    #expect(candidate.inertia == model.inertia && candidate.radius == model.region.radius)
    #expect(try candidate.silhouette == Silhouettes(of: Self.groups, labels: model.labels).mean)
    #expect(try candidate.daviesBouldin == ClusterDispersion(of: Self.groups, labels: model.labels).daviesBouldin)
  }

  @Test func neitherThreadsNorInstructionsChangeABit() throws {
    var search = Self.search(2...5)
    search.kMeans.threadCount = 1
    search.kMeans.instructionSet = .scalar
    (search.silhouetteRows, search.sampledRows) = (50, 40)
    let reference = try search.choice(for: Self.groups)
    #expect(reference.silhouetteSample == 50 && reference.resampledRows == 40)
    #expect(reference.candidates[1].stability == 1)
    for (threads, set) in [(2, InstructionSet.best), (3, .scalar), (7, .best)] {
      search.kMeans.threadCount = threads
      search.kMeans.instructionSet = set
      #expect(try search.choice(for: Self.groups) == reference, "\(threads) threads, \(set)")
    }
    search.kMeans.seed = 1
    #expect(try search.choice(for: Self.groups) != reference)
  }

  /// Rows of weight 0 are in no fit of a sample and no box; a weight of 2 is two rows.
  @Test func weightsCount() throws {
    let points: Matrix<Double> = [[0], [1], [10], [11], [1000]]
    let choice = try Self.search(2...2).choice(for: .double(points), weights: [2, 2, 1, 1, 0])
    #expect(choice.candidates[0].inertia == 1.5)
    #expect(choice.candidates[0].counts.reduce(0, +) == 5)
    let box = ResampledRows(of: .double(points), weights: [2, 2, 1, 1, 0], size: 10, seed: 0)
    #expect(box.rows == [0, 1, 2, 3] && box.weights == [2, 2, 1, 1])
  }

  @Test func moreClustersThanRowsAreRefusedBeforeAnythingIsDone() {
    var steps = 0
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 3, clusterCount: 4)) {
      _ = try Self.search(2...4).choice(for: .double([[0], [1], [2], [2]]), progress: { _ in steps += 1 })
    }
    #expect(steps == 1)
  }

  /// With as many clusters as rows there is nothing left to measure.
  @Test func aClusterPerRowHasNoMeasures() throws {
    let candidate = try Self.search(3...3).choice(for: .float([[0], [1], [5]])).candidates[0]
    #expect(candidate.inertia == 0 && candidate.silhouette == nil && candidate.gap == nil)
    #expect(candidate.calinskiHarabasz == nil && candidate.daviesBouldin == nil)
  }

  @Test func progressGrowsToTheEnd() throws {
    var shares: [Double] = []
    var steps: [ClusterCountSearch.Progress.Step] = []
    _ = try Self.search(2...3).choice(for: Self.groups) {
      shares.append($0.share)
      if steps.last != $0.step { steps.append($0.step) }
    }
    #expect(shares == shares.sorted() && shares.first == 0 && shares.allSatisfy { $0 < 1 })
    #expect(steps == [.fit(clusterCount: 3), .fit(clusterCount: 2), .silhouettes, .references, .resamples])
  }

  /// One fit may take long: its updates are said.
  @Test func progressGrowsWithinAFit() throws {
    var shares: [Double] = []
    _ = try Self.search(2...3).choice(for: Self.groups) {
      if case .fit(clusterCount: 3) = $0.step { shares.append($0.share) }
    }
    #expect(Set(shares).count > 2)
    #expect(shares.allSatisfy { $0 <= 1.0 / 21 } && shares.last.map { $0 > 0 } == true, "\(shares)")
  }

  /// At each of its steps.
  @Test func aSearchCanBeEnded() {
    for last in 0..<5 {
      var search = Self.search(2...3)
      let cancellation = Cancellation()
      search.kMeans.cancellation = cancellation
      var steps: [ClusterCountSearch.Progress.Step] = []
      #expect(throws: ClusteringError.interrupted) {
        _ = try search.choice(for: Self.groups) {
          if steps.last != $0.step { steps.append($0.step) }
          if steps.count == last + 1 { cancellation.cancel() }
        }
      }
      #expect(steps.count == last + 1)
    }
  }
}
