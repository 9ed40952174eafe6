import Matrices
import TesseraKernels
import TesseraTestSupport
import Testing

@testable import Clustering

/// Fits whose clusters have bounded sizes.
struct BalancedFitTests {
  private func kmeans(_ clusters: Int, _ sizes: ClusterSizes?, seed: UInt64 = 0) -> KMeans {
    var kmeans = KMeans(clusterCount: clusters)
    (kmeans.sizes, kmeans.seed) = (sizes, seed)
    return kmeans
  }

  /// Rows 0, 1, 2, 10 from 0 and 10, two each: 2 goes with 10, whose mean becomes 6; that repeats. Inertia 0.5 + 32.
  @Test func goldenEqualHalves() throws {
    let points = Matrix<Double>([[0], [1], [2], [10]])
    var kmeans = kmeans(2, .equal)
    kmeans.initializer = .given(Matrix([[0], [10]]))
    let model = try kmeans.fitted(to: points)
    #expect(model.labels == [0, 0, 1, 1])
    #expect(model.centroids.elements == [0.5, 6])
    #expect(model.inertia == 32.5)
    #expect(model.counts == [2, 2])
    #expect(model.stopReason == .fixedPoint)
    #expect(model.balance == ClusterBalance(minimum: 2, maximum: 2, isOptimal: true))
    // What is not known is not promised.
    #expect(model.region.radius == nil)
    #expect(model.region.margins == [0, 0, 0, 0])
    #expect(!model.isLocalMinimum)
    #expect(try points.assigned(to: model.centroids).labels == [0, 0, 0, 1])
  }

  @Test func sizesAreWithinTheirBoundsAndTheInertiaIsThatOfTheLabels() throws {
    for seed in UInt64(0)..<20 {
      let points = randomMatrix(200, 3, seed: seed, lattice: seed % 2 == 0)
      let sizes: ClusterSizes = seed % 3 == 0 ? .equal : seed % 3 == 1 ? .within(15...40) : .atLeast(20)
      let model = try kmeans(7, sizes, seed: seed).fitted(to: points)
      let balance = try #require(model.balance)
      #expect(balance.isOptimal, "seed \(seed)")
      #expect(model.counts.allSatisfy { (balance.minimum...balance.maximum).contains($0) }, "seed \(seed)")
      #expect(model.counts == (0..<7).map { cluster in model.labels.count { $0 == cluster } }, "seed \(seed)")
      let inertia = (0..<200).reduce(0.0) {
        $0 + canonicalDistance(points.row($1), model.centroids.row(Int(model.labels[$1])))
      }
      #expect(abs(model.inertia - inertia) <= 1e-12 * inertia, "seed \(seed)")
      let falls = zip(model.trace, model.trace.dropFirst()).allSatisfy { $1.inertia! <= $0.inertia! * (1 + 1e-12) }
      #expect(falls, "seed \(seed)")
    }
  }

  /// Bounds that bind nobody change nothing.
  /// Labels that are chosen together are certified by none of their rows alone.
  @Test func noRowIsCertifiedWhileLabelsChange() throws {
    let model = try kmeans(3, .equal).fitted(to: randomMatrix(60, 2, seed: 3))
    #expect(model.trace.count > 1 && model.trace.allSatisfy { $0.certifiedFraction == 0 })
  }

  @Test func freeSizesAreThoseOfLloyd() throws {
    for seed in UInt64(0)..<10 {
      let points = randomMatrix(150, 2, seed: seed)
      let free = try kmeans(6, nil, seed: seed).fitted(to: points)
      let balanced = try kmeans(6, .within(0...150), seed: seed).fitted(to: points)
      #expect(balanced.labels == free.labels, "seed \(seed)")
      #expect(balanced.centroids == free.centroids, "seed \(seed)")
      #expect(balanced.inertia == free.inertia, "seed \(seed)")
      #expect(balanced.balance?.isOptimal == true, "seed \(seed)")
    }
  }

  @Test func oneClusterTakesAll() throws {
    let model = try kmeans(1, .equal).fitted(to: randomMatrix(9, 2, seed: 1))
    #expect(model.counts == [9])
    #expect(model.balance == ClusterBalance(minimum: 9, maximum: 9, isOptimal: true))
  }

  /// Whatever the unit and the origin, the labels are the same.
  @Test func labelsDependOnNoUnit() throws {
    let points = randomMatrix(300, 4, seed: 3)
    let model = try kmeans(8, .equal).fitted(to: points)
    let changes: [(Double) -> Double] = [
      { 0x1p-40 * $0 }, { 3.7e100 * $0 }, { 1e-160 * $0 }, { $0 + 1000 }, { 1e-3 * $0 - 5 },
    ]
    for (index, change) in changes.enumerated() {
      let other = try kmeans(8, .equal).fitted(to: points.mapped(change))
      #expect(other.labels == model.labels, "change \(index)")
      #expect(other.balance?.isOptimal == true, "change \(index)")
    }
  }

  @Test func resultsHaveTheSameBitsEverywhere() throws {
    let points: Matrix<Float> = randomMatrix(600, 6, seed: 8).converted()
    var prints: Set<[UInt64]> = []
    for threads in [1, 3] {
      for set in InstructionSet.allCases where set.isAvailable {
        var kmeans = kmeans(18, .within(25...40), seed: 4)
        (kmeans.threadCount, kmeans.instructionSet, kmeans.restarts) = (threads, set, 2)
        let model = try kmeans.fitted(to: points)
        prints.insert(
          model.centroids.elements.map(\.bitPattern) + model.labels.map { UInt64($0) } + [model.inertia.bitPattern])
      }
    }
    #expect(prints.count == 1)
  }

  @Test func whatCannotBeIsRefused() {
    let points = randomMatrix(20, 2, seed: 1)
    #expect(throws: ClusteringError.sizesNotFeasible(minimum: 6, maximum: nil, rows: 20, clusterCount: 4)) {
      try kmeans(4, .atLeast(6)).fitted(to: points)
    }
    #expect(throws: ClusteringError.sizesNotFeasible(minimum: 0, maximum: 3, rows: 20, clusterCount: 6)) {
      try kmeans(6, .atMost(3)).fitted(to: points)
    }
    #expect(throws: ClusteringError.cannotCombine("sizes", "weights")) {
      try kmeans(4, .equal).fitted(to: points, weights: Array(repeating: 1, count: 20))
    }
    for solver in [
      Newton.newton(relaxation: 1.5) as any Solver, GradientDescent.gradientDescent(), NestedBatches.nestedBatches(),
    ] {
      var kmeans = kmeans(4, .equal)
      kmeans.solver = solver
      #expect(throws: ClusteringError.cannotCombine("sizes", "solver \(solver.name)")) { try kmeans.fitted(to: points) }
    }
    var newton = kmeans(4, .equal)
    newton.solver = .newton
    #expect((try? newton.fitted(to: points))?.labels == (try? kmeans(4, .equal).fitted(to: points))?.labels)
  }

  /// What was finished last is kept, with its certificate.
  @Test func interruptionKeepsWhatWasReached() throws {
    let points = randomMatrix(400, 3, seed: 2)
    for limit in 0...2 {
      let cancellation = Cancellation()
      var kmeans = kmeans(9, .equal)
      kmeans.cancellation = cancellation
      let model = try kmeans.fitted(to: points, progress: { if $0.iteration == limit { cancellation.cancel() } })
      #expect(model.stopReason == .interrupted)
      #expect(model.iterations == limit)
      #expect(model.balance?.isOptimal == true)
      #expect(model.counts.allSatisfy { (44...45).contains($0) })
    }
  }

  @Test func anUpdateThatIsGivenUpIsTakenBack() throws {
    let points = randomMatrix(400, 3, seed: 2)
    let cancellation = Cancellation()
    var kmeans = kmeans(9, .equal)
    kmeans.cancellation = cancellation
    kmeans.maximumIterations = 2
    let expected = try kmeans.fitted(to: points)
    kmeans.maximumIterations = 300
    kmeans.solver = CancellingSolver(cancellation: cancellation, step: 3)
    let model = try kmeans.fitted(to: points)
    #expect(model.stopReason == .interrupted)
    #expect(model.iterations == 2)
    #expect(model.labels == expected.labels)
    #expect(model.centroids == expected.centroids)
    #expect(model.balance?.isOptimal == true)
  }
}

/// Lloyd, during whose `step`th step somebody loses patience.
private struct CancellingSolver: Solver {
  let cancellation: Cancellation
  let step: Int
  var name: String { "cancelling" }
  var relocatesEmptyClusters: Bool { true }
  var dependsOnAssignmentOnly: Bool { true }

  func makeStepper(for problem: SolverProblem) -> AnyStepper {
    Stepper(cancellation: cancellation, left: step).erased
  }

  private struct Stepper: CentroidStepper {
    let cancellation: Cancellation
    var left: Int
    var learningRate: Double? { nil }

    mutating func step(from centroids: Matrix<Double>, _ statistics: ClusterStatistics) -> Matrix<Double> {
      left -= 1
      if left == 0 { cancellation.cancel() }
      return statistics.means
    }
  }
}
