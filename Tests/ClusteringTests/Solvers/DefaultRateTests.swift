import Clustering
import Matrices
import TesseraTestSupport
import Testing

/// A rate that nobody gave never diverges: it is lowered as clusters grow.
struct DefaultRateTests {
  private static let rules: [GradientDescent] = [
    GradientDescent(), GradientDescent(optimizer: .momentum()),
    GradientDescent(optimizer: .momentum(0.99, isNesterov: true)), GradientDescent(optimizer: .adam()),
    GradientDescent(scalesByCount: true), GradientDescent(optimizer: .momentum(), scalesByCount: true),
  ]

  /// Eight groups of 200 rows: a batch of two has two rows of one cluster sooner or later, four times what is expected.
  @Test(arguments: rules) func smallBatchesDoNotDiverge(_ rule: GradientDescent) throws {
    let points = try matrix("reports/default-rate.npy")
    for (size, seeds) in [(1, 4), (2, 12), (7, 4)] {
      for seed in UInt64(0)..<UInt64(extent(seeds, unoptimised: seeds / 4)) {
        let model = try KMeans(clusterCount: 8).with {
          $0.seed = seed
          var rule = rule
          rule.sampling = .miniBatch(size: size)
          $0.solver = rule
        }.fitted(to: points)
        let start = try #require(model.trace[0].inertia)
        #expect(model.inertia < 10 * start, "size \(size), seed \(seed)")
      }
    }
  }

  @Test(arguments: rules) func neitherDoHeavyRows(_ rule: GradientDescent) throws {
    let points = randomMatrix(60, 3, seed: 4)
    // One row in ten weighs a thousand times as much as the others.
    let weights = (0..<60).map { $0 % 10 == 0 ? 1000.0 : 1 }
    for sampling in [BatchSampling.fullBatch, .miniBatch(size: 3)] {
      for seed in UInt64(0)..<6 {
        _ = try KMeans(clusterCount: 4).with {
          $0.seed = seed
          var rule = rule
          rule.sampling = sampling
          $0.solver = rule
        }.fitted(to: points, weights: weights)
      }
    }
  }

  /// Uniform points in many dimensions: one cluster swallows the others, far beyond its first size.
  @Test(arguments: rules) func neitherDoesAClusterThatGrows(_ rule: GradientDescent) throws {
    let model = try KMeans(clusterCount: 20).with {
      $0.solver = rule
      $0.maximumIterations = 60
    }.fitted(to: randomMatrix(600, 100, seed: 1))
    #expect(model.inertia <= (model.trace[0].inertia ?? 0))
  }

  /// Rows 0 and 2 of one cluster, batches of both: 0.5 / 1 is expected to be right for a batch of one row of four.
  @Test func theRateIsLoweredToTheHeaviestClusterSoFar() throws {
    let points: Matrix<Double> = [[0], [2], [100], [102]]
    let solver = GradientDescent(sampling: .given([[0], [0, 1], [2]]))
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given([[1], [104]])
      $0.solver = solver
    }.fitted(to: points)
    // A batch of two rows has one of the larger cluster's: 0.5 / 1. Row 0: from 1 to 0. Rows 0 and 1 weigh 2, so that
    // 0.25 takes them to their mean; with that rate row 2 takes its centroid half the way.
    #expect(model.learningRate == 0.5)
    #expect(model.finalLearningRate == 0.25)
    #expect(model.centroids.elements == [1, 102])
  }

  @Test func theRateIsLoweredOnAllRowsToo() throws {
    // 4 and 6 belong to the second centroid first: three rows each, until they do not.
    let points: Matrix<Double> = [[0], [1], [2], [6], [30], [60]]
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given([[-3], [12]])
      $0.solver = .gradientDescent()
    }.fitted(to: points)
    #expect(model.learningRate == 0.5 / 3)
    #expect(model.finalLearningRate == 0.5 / 4)
    #expect(model.stopReason == .fixedPoint)
  }

  @Test func aGivenRateStaysWhatItIs() throws {
    let points = randomMatrix(60, 3, seed: 4)
    for size in [nil, 5] {
      let model = try KMeans(clusterCount: 4).with {
        $0.solver = .gradientDescent(learningRate: 0.011, batchSize: size)
      }
      .fitted(to: points)
      #expect(model.learningRate == 0.011)
      #expect(model.finalLearningRate == 0.011)
    }
    #expect(try KMeans(clusterCount: 4).fitted(to: points).finalLearningRate == nil)
  }

  /// The advice of the error helps: some lower rate does not diverge.
  @Test(arguments: [DescentRule.sgd, .momentum(), .adam()])
  func aLowerRateHelps(_ rule: DescentRule) throws {
    let points = try matrix("reports/default-rate.npy").mapped { $0 * 1e-3 }
    for size in [nil, 2, 50] {
      let rates = (0..<60).map { 1e3 * Double(sign: .plus, exponent: -2 * $0, significand: 1) }
      let isStable = try rates.firstIndex { rate in
        let solver = GradientDescent.gradientDescent(learningRate: rate, batchSize: size, optimizer: rule)
        return try !diverges(solver, points)
      }
      #expect((isStable ?? 0) > 0, "\(rule), \(size ?? 0)")
    }
  }

  private func diverges(_ solver: GradientDescent, _ points: Matrix<Double>) throws -> Bool {
    let kmeans = KMeans(clusterCount: 8).with {
      $0.solver = solver
      $0.maximumIterations = 120
    }
    do {
      _ = try kmeans.fitted(to: points)
      return false
    } catch {
      guard case .diverged = error else { throw error }
      return true
    }
  }
}
