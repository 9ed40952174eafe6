import Clustering
import Matrices
import TesseraKernels
import TesseraTestSupport
import Testing

/// The same bits on every path, several chunks of rows long.
struct DeterminismTests {
  static let solvers: [any Solver] = [
    .lloyd, .newton(), .newton(relaxation: 1.5), .gradientDescent(),
    .gradientDescent(learningRate: 1e-4, optimizer: .momentum()),
    .gradientDescent(learningRate: 0.01, optimizer: .adam()), .gradientDescent(scalesByCount: true),
    .gradientDescent(batchSize: 200), .gradientDescent(batchSize: 200, scalesByCount: true),
    .nestedBatches(batchSize: 300),
  ]

  @Test(arguments: solvers.indices)
  func threadsAndInstructionsDoNotChangeABit(_ solver: Int) throws {
    // Of two chunks of rows, or three.
    let rows = extent(2600, unoptimised: 1100)
    for (dimensions, clusterCount) in [(2, 5), (3, 12), (8, 3), (33, 13)] {
      let points = randomMatrix(rows, dimensions, seed: 3)
      let kmeans = Self.kmeans(clusterCount, Self.solvers[solver])
      if dimensions == 3 || dimensions == 33 {
        try expectSameBits(kmeans, points.converted(to: Float.self), weights: Array(Self.weights.prefix(rows)))
      } else {
        try expectSameBits(kmeans, points, weights: nil)
      }
    }
  }

  @Test func aFullNewtonStepHasTheBitsOfLloyd() throws {
    for weights in [nil, Self.weights] {
      let points = randomMatrix(2600, 9, seed: 4)
      let lloyd = try Self.kmeans(12, .lloyd).fitted(to: points, weights: weights)
      let newton = try Self.kmeans(12, .newton()).fitted(to: points, weights: weights)
      #expect(Fingerprint(lloyd) == Fingerprint(newton))
    }
  }

  @Test(arguments: solvers.indices)
  func theSeedDecidesTheModel(_ solver: Int) throws {
    let points = randomMatrix(600, 3, seed: 5)
    let kmeans = Self.kmeans(6, Self.solvers[solver])
    let first = Fingerprint(try kmeans.fitted(to: points))
    #expect(first == Fingerprint(try kmeans.fitted(to: points)))
    #expect(first != Fingerprint(try kmeans.with { $0.seed = 12 }.fitted(to: points)))
  }

  @Test func theSeedDecidesTheBatchesToo() throws {
    let points = randomMatrix(600, 3, seed: 6)
    let kmeans = Self.kmeans(6, .gradientDescent(batchSize: 50)).with {
      $0.initializer = .given(points.selectingRows(0..<6))
    }
    let first = Fingerprint(try kmeans.fitted(to: points))
    #expect(first != Fingerprint(try kmeans.with { $0.seed = 12 }.fitted(to: points)))
  }

  /// Fractional, a few of them zero, over six orders of magnitude.
  private static let weights: [Double] = (0..<2600).map { row in
    guard row % 97 > 0 else { return 0 }
    let share = Double(1 + row % 7) / 3
    return row % 11 == 0 ? share * 1e-6 : share
  }

  private static func kmeans(_ clusterCount: Int, _ solver: any Solver) -> KMeans {
    KMeans(clusterCount: clusterCount).with {
      $0.solver = solver
      $0.seed = 11
      $0.maximumIterations = 5
    }
  }

  private func expectSameBits<Scalar: KernelScalar>(
    _ kmeans: KMeans, _ points: Matrix<Scalar>, weights: [Double]?
  ) throws {
    let plain = kmeans.with {
      $0.threadCount = 1
      $0.instructionSet = .scalar
    }
    let expected = Fingerprint(try plain.fitted(to: points, weights: weights))
    for (index, set) in InstructionSet.available.enumerated() {
      // Every set with two or three threads, and the best with all of 1, 2 and 3.
      for threads in set == .best ? [1, 2, 3] : [2 + index % 2] {
        let other = kmeans.with {
          $0.threadCount = threads
          $0.instructionSet = set
        }
        let found = Fingerprint(try other.fitted(to: points, weights: weights))
        #expect(found == expected, "\(points.columns) dimensions, \(threads) threads, \(set)")
      }
    }
  }
}
