import Clustering
import Matrices
import Testing

/// What counts as at the mean is measured by how the rows are spread, wherever zero is.
struct SpreadTests {
  /// 400 rows of two columns as they are; divided by 1000 and shifted by 1e8; beside a third column that is 1.7e12.
  @Test(arguments: ["offset-none", "offset-1e8", "constant-column"])
  func anOffsetIsNoExcuseToStop(_ name: String) throws {
    #expect(try !fit(name, .lloyd, limit: 3).isLocalMinimum)
    let isExact = name != "offset-1e8"
    for (solver, updates) in [(.gradientDescent() as any Solver, 205), (.newton(relaxation: 0.3), 101)] {
      let model = try fit(name, solver)
      #expect(model.stopReason == .fixedPoint)
      #expect(model.isLocalMinimum)
      // At 1e8 a Double cannot follow the last steps: fewer of them arrive.
      if isExact { #expect(model.iterations == updates) }
      let lloyd = try fit(name, .lloyd, from: model.centroids)
      #expect(lloyd.iterations == 1)
      let spread = name == "offset-1e8" ? 1e-3 : 1.0
      for (found, mean) in zip(model.centroids.elements, lloyd.centroids.elements) {
        #expect(abs(found - mean) <= (isExact ? 1e-12 * spread : 0))
      }
    }
    let momentum = try fit(name, .gradientDescent(optimizer: .momentum()))
    #expect(momentum.stopReason == .fixedPoint && momentum.isLocalMinimum)
  }

  /// Weights of all sizes and rows far from zero: what is left beside the heavy rows is 1e-15 of what they bring.
  @Test func theTraceKeepsItsDigitsFarFromZero() throws {
    let points: Matrix<Double> = [[0.5457], [0.2409], [0.4202], [-0.3821], [0.7829], [0.9904], [-0.6676]]
    let weights = [1.4712, 911621.587, 578992.933, 2.68e-10, 1, 0, 5.96e-10]
    for offset in [0, 1e4, 1e8, 1e12] {
      let shifted = Matrix(rows: 7, columns: 1, elements: points.elements.map { $0 + offset })
      let model = try KMeans(clusterCount: 5).with {
        $0.initializer = .given(shifted.selectingRows([0, 1, 2, 3, 4]))
      }.fitted(to: shifted, weights: weights)
      let last = try #require(model.trace.last?.inertia)
      #expect(abs(last - model.inertia) <= 1e-11 * model.inertia, "\(offset)")
    }
  }

  private func fit(
    _ name: String, _ solver: any Solver, from start: Matrix<Double>? = nil, limit: Int = 1000
  ) throws -> KMeansModel {
    let start = try start ?? matrix("reports/\(name).start.npy")
    return try KMeans(clusterCount: 5).with {
      $0.initializer = .given(start)
      $0.solver = solver
      $0.maximumIterations = limit
    }.fitted(to: matrix("reports/\(name).npy"))
  }

  /// Two groups a million apart, each a millionth wide: a 1e-12th of the column is as wide as a group.
  @Test func aClusterMayBeMuchNarrowerThanItsColumn() throws {
    let points: Matrix<Double> = [[0], [1e-6], [1e6], [1_000_000.000_001]]
    let off: Matrix<Double> = [[7e-7], [1_000_000.000_000_4]]
    let kmeans = KMeans(clusterCount: 2).with { $0.initializer = .given(off) }
    #expect(try !kmeans.with { $0.maximumIterations = 0 }.fitted(to: points).isLocalMinimum)
    let means = try kmeans.fitted(to: points).centroids.elements
    for solver in [.newton(relaxation: 0.3), .newton(relaxation: 1.9), .gradientDescent()] as [any Solver] {
      let model = try kmeans.with { $0.solver = solver }.fitted(to: points)
      #expect(model.stopReason == .fixedPoint)
      #expect(abs(model.centroids.elements[0] - means[0]) <= 1e-15)
      #expect(model.centroids.elements[1] == means[1])
    }
  }

  /// The first column counts in 1e-9, the second in 1e9.
  @Test func everyColumnHasItsOwnMeasure() throws {
    let points: Matrix<Double> = [[0, 0], [2e-9, 4e9], [8e-9, 2e9]]
    let kmeans = KMeans(clusterCount: 1).with { $0.maximumIterations = 0 }
    func isMinimum(_ start: Matrix<Double>) throws -> Bool {
      try kmeans.with { $0.initializer = .given(start) }.fitted(to: points).isLocalMinimum
    }
    let mean = 1e-8 / 3
    #expect(try isMinimum([[mean, 2e9]]))
    #expect(try isMinimum([[mean + 7e-21, 2e9 + 3e-3]]))
    #expect(try !isMinimum([[mean + 9e-21, 2e9]]))
    #expect(try !isMinimum([[mean, 2e9 + 5e-3]]))
  }

  @Test func aRowWithoutWeightDoesNotWidenTheMeasure() throws {
    let points: Matrix<Double> = [[0], [2], [1e9]]
    let model = try KMeans(clusterCount: 1).with {
      $0.maximumIterations = 0
      $0.initializer = .given([[1 + 1e-10]])
    }.fitted(to: points, weights: [1, 1, 0])
    #expect(!model.isLocalMinimum)
  }

  /// The second column tells the clusters apart and is the same within each, the third is always 0: neither has a spread
  /// that a centroid of 0.5 could come near to before it vanishes.
  @Test func aColumnThatIsTheSameWithinClustersIsNoneToWaitFor() throws {
    let points: Matrix<Double> = [[0, 0, 0], [2, 0, 0], [10, 1, 0], [12, 1, 0]]
    for solver in [.newton(relaxation: 0.3), .gradientDescent(learningRate: 0.075)] as [any Solver] {
      let model = try KMeans(clusterCount: 2).with {
        $0.initializer = .given([[1.5, 0.5, 0.5], [10, 0.25, -0.5]])
        $0.solver = solver
      }.fitted(to: points)
      #expect(model.stopReason == .fixedPoint && model.isLocalMinimum)
      #expect((75...85).contains(model.iterations))
    }
    // Clusters of one row each, a fill value beside small ones: what counts is the gap between these.
    let single: Matrix<Double> = [[0], [1], [1e20]]
    func isMinimum(_ off: Double) throws -> Bool {
      try KMeans(clusterCount: 3).with {
        $0.initializer = .given([[off], [1], [1e20]])
        $0.maximumIterations = 0
      }.fitted(to: single).isLocalMinimum
    }
    #expect(try isMinimum(1e-10))
    #expect(try !isMinimum(1e-8))
  }

  /// Whole numbers and shifts by powers of two: all data are exact, and all decisions the same.
  @Test(arguments: [Lloyd.lloyd as any Solver, Newton.newton(relaxation: 0.7), GradientDescent.gradientDescent()])
  func shiftsAndScalesDecideNothing(_ solver: any Solver) throws {
    for seed in UInt64(0)..<6 {
      let points = randomMatrix(120, 2, seed: seed).mapped { ($0 * 0x1p20).rounded() * 0x1p-20 }
      let rows = [3, 40, 77, 110]
      func fit(_ change: (Double) -> Double) throws -> KMeansModel {
        let changed = points.mapped(change)
        return try KMeans(clusterCount: 4).with {
          $0.initializer = .given(changed.selectingRows(rows))
          $0.solver = solver
          $0.maximumIterations = 3000
        }.fitted(to: changed)
      }
      let plain = try fit { $0 }
      #expect(plain.stopReason == .fixedPoint, "seed \(seed)")
      for shift in [0x1p4, -0x1p10, 0x1p24] {
        let shifted = try fit { $0 + shift }
        #expect(shifted.labels == plain.labels, "seed \(seed), shift \(shift)")
        #expect(shifted.stopReason == .fixedPoint, "seed \(seed), shift \(shift)")
        #expect(shifted.isLocalMinimum == plain.isLocalMinimum, "seed \(seed), shift \(shift)")
        if solver is Lloyd { #expect(shifted.iterations == plain.iterations, "seed \(seed), shift \(shift)") }
      }
      for factor in [0x1p-20, 0x1p9, 0x1p100, 0x1p-200] {
        let scaled = try fit { $0 * factor }
        #expect(scaled.centroids.elements == plain.centroids.elements.map { $0 * factor }, "seed \(seed)")
        #expect(scaled.iterations == plain.iterations, "seed \(seed), factor \(factor)")
        #expect(scaled.isLocalMinimum == plain.isLocalMinimum, "seed \(seed), factor \(factor)")
      }
    }
  }
}
