import Clustering
import Matrices
import TesseraKernels
import Testing

/// The gradient solver's shortcuts (lazy regions, exact sums in Double, standing regions) against descent written as plainly
/// as possible: every label by brute force, every step from the statistics.
struct DescentReferenceTests {
  static let solvers: [GradientDescent] = [
    GradientDescent(learningRate: 2e-3), GradientDescent(learningRate: 0.05, scalesByCount: true),
    GradientDescent(learningRate: 1e-3, optimizer: .momentum(0.8)),
    GradientDescent(learningRate: 1e-2, optimizer: .adam()),
  ]

  @Test(arguments: solvers.indices, World.allCases)
  func miniBatchesFollowThePlainDescent(_ solver: Int, _ world: World) throws {
    for (seed, weighted) in [(UInt64(1), false), (2, true)] {
      let points = world.points(40, 9, seed: seed)
      let weights = weighted ? Self.weights : nil
      var generator = SeededGenerator(seed: seed, stream: 5)
      // With repetition; some sizes leave a rest, some rows are never seen.
      let batches = (0..<110).map { step -> [Int32] in
        (0..<(3 + step % 9)).map { _ -> Int32 in Int32(generator.index(below: 35)) }
      }
      try expect(Self.solvers[solver], points, weights, batches: batches)
    }
  }

  @Test(arguments: solvers.indices, World.allCases)
  func fullBatchesFollowThePlainDescent(_ solver: Int, _ world: World) throws {
    for (seed, weighted) in [(UInt64(3), false), (4, true)] {
      try expect(Self.solvers[solver], world.points(40, 9, seed: seed), weighted ? Self.weights : nil, batches: nil)
    }
  }

  @Test(arguments: [0x1p-300, 0x1p300])
  func theScaleOfTheDataChangesNoDigit(_ scale: Double) throws {
    for batches in [nil, rounds(40, of: 9, rows: 60)] {
      let points = World.arbitrary.points(60, 9, seed: 6).mapped { $0 * scale }
      try expect(GradientDescent(learningRate: 2e-3), points, nil, batches: batches)
    }
  }

  @Test func floatsWithExactSumsToo() throws {
    // Multiples of 2^-24: sums of a batch are exact in Double.
    let points = randomMatrix(90, 13, seed: 8).mapped { ($0 * 0x1p24).rounded() * 0x1p-24 }
    let batches = rounds(60, of: 20, rows: 90)
    for solver in Self.solvers {
      let expected = try plain(solver, points, nil, start: Self.start(points), batches: batches)
      let found = try fit(solver, points.converted(to: Float.self), nil, start: Self.start(points), batches: batches)
      #expect(found.centroids == expected.centroids)
    }
  }

  /// Batches that go through the rows again and again, with some rows twice.
  private func rounds(_ count: Int, of size: Int, rows: Int) -> [[Int32]] {
    (0..<count).map { step -> [Int32] in
      (0..<size).map { position -> Int32 in Int32((step * size + position * position / 2) % rows) }
    }
  }

  /// Some rows weigh nothing.
  private static let weights = (0..<40).map { row -> Double in
    guard row % 13 != 0 else { return 0 }
    return Double(1 + row % 5) / 3
  }

  /// Seven of the rows, and one centroid that never gets any.
  private static func start(_ points: Matrix<Double>) -> Matrix<Double> {
    let rows = points.selectingRows((0..<7).map { $0 * 5 })
    let far = rows.elements.map(\.magnitude).max() ?? 1
    return Matrix(
      rows: 8, columns: rows.columns,
      elements: rows.elements + Array(repeating: 50 * far, count: rows.columns))
  }

  private func expect(
    _ solver: GradientDescent, _ points: Matrix<Double>, _ weights: [Double]?, batches: [[Int32]]?
  ) throws {
    let start = Self.start(points)
    let expected = try plain(solver, points, weights, start: start, batches: batches)
    let found = try fit(solver, points, weights, start: start, batches: batches)
    #expect(found.centroids == expected.centroids)
    let losses = found.trace.compactMap { batches == nil ? $0.inertia : $0.batchLoss }
    #expect(losses.count == expected.losses.count)
    for (step, (loss, reference)) in zip(losses, expected.losses).enumerated() {
      // The statistics sum w x, each rounded once: an error of 2^-53 |w x| per element, times 2 |x - c|.
      let elements = Double(points.count)
      let unit = 0x1p-52 * (points.elements.map(\.magnitude).max() ?? 0)
      let weighted = weights == nil ? 0 : unit * (elements * reference).squareRoot()
      let tolerance = 1e-13 * reference + weighted + elements * elements * unit * unit
      #expect(abs(loss - reference) <= tolerance, "step \(step)")
    }
    #expect(found.labels == bruteForceLabels(points, found.centroids))
  }

  private func fit<Scalar>(
    _ solver: GradientDescent, _ points: Matrix<Scalar>, _ weights: [Double]?, start: Matrix<Double>,
    batches: [[Int32]]?
  ) throws -> KMeansModel where Scalar: KernelScalar {
    try KMeans(clusterCount: start.rows).with {
      $0.solver = solver.sampling(batches)
      $0.initializer = .given(start)
      $0.maximumIterations = batches?.count ?? 40
    }.fitted(to: points, weights: weights)
  }

  /// Losses: of the batches before each step, or of all rows at the start and after each step, as in the trace.
  private func plain(
    _ solver: GradientDescent, _ points: Matrix<Double>, _ weights: [Double]?, start: Matrix<Double>,
    batches: [[Int32]]?
  ) throws -> (centroids: Matrix<Double>, losses: [Double]) {
    var stepper = solver.sampling(batches).makeStepper(
      for: SolverProblem(
        clusterCount: start.rows, dimensions: points.columns, rows: points.rows, largestMass: 1))
    var (centroids, losses) = (start, [Double]())
    let everything = (0..<Int32(points.rows)).map { $0 }
    for batch in (batches ?? Array(repeating: everything, count: 40)) {
      let rows = points.selectingRows(batch.map { Int($0) })
      let own = weights.map { weights in batch.map { weights[Int($0)] } }
      let labels = bruteForceLabels(rows, centroids)
      losses.append(Self.loss(rows, own, labels, centroids))
      let statistics = try ClusterStatistics(points: rows, labels: labels, centroids: centroids, weights: own)
      centroids = stepper.step(from: centroids, statistics)
    }
    if batches == nil { losses.append(Self.loss(points, weights, bruteForceLabels(points, centroids), centroids)) }
    return (centroids, losses)
  }

  private static func loss(
    _ rows: Matrix<Double>, _ weights: [Double]?, _ labels: [Int32], _ centroids: Matrix<Double>
  ) -> Double {
    var sum = 0.0
    for row in labels.indices {
      sum += (weights?[row] ?? 1) * canonicalDistance(rows.row(row), centroids.row(Int(labels[row])))
    }
    return sum
  }
}

extension GradientDescent {
  fileprivate func sampling(_ batches: [[Int32]]?) -> GradientDescent {
    var copy = self
    copy.sampling = batches.map { .given($0) } ?? .fullBatch
    return copy
  }
}
