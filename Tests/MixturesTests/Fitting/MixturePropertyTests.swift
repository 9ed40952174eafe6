import Clustering
import Matrices
import Mixtures
import TesseraKernels
import Testing

@Suite struct MixturePropertyTests {
  @Test(arguments: CovarianceKind.allCases, [1, 2, 3] as [UInt64])
  func anUpdateNeverLowersTheLikelihood(_ kind: CovarianceKind, _ seed: UInt64) throws {
    let points = shapes(3, rows: 300, columns: 3, seed: seed)
    let model = try GaussianMixture(3, kind).with { $0.regularization = 0 }.fitted(to: points)
    for (before, after) in zip(model.trace, model.trace.dropFirst()) { #expect(after >= before - 1e-12, "\(seed)") }
    #expect(model.logLikelihood >= (model.trace.last ?? 0) - 1e-12)
  }

  @Test(arguments: CovarianceKind.allCases) func threadsAndInstructionSetsChangeNoBit(_ kind: CovarianceKind) throws {
    let points = shapes(4, rows: 3001, columns: 5, seed: 7)
    func fitted(_ threads: Int, _ set: InstructionSet) throws -> MixtureModel {
      try GaussianMixture(4, kind, tolerance: 1e-4).with {
        $0.options.threadCount = threads
        $0.options.instructionSet = set
      }.fitted(to: points)
    }
    let one = try fitted(1, .scalar)
    for set in InstructionSet.available {
      for threads in [1, 2, 5] { #expect(try fitted(threads, set) == one, "\(set) \(threads)") }
    }
  }

  /// Whole numbers, so that a shift rounds nothing.
  @Test(arguments: CovarianceKind.allCases) func aShiftMovesMeansAndNothingElse(_ kind: CovarianceKind) throws {
    let points = shapes(3, rows: 200, columns: 3, seed: 3).mapped { ($0 * 1024).rounded() }
    let moved = points.mapped { $0 + 0x1p40 }
    let first = try GaussianMixture(3, kind, from: points.selectingRows([0, 1, 2])).fitted(to: points)
    let second = try GaussianMixture(3, kind, from: moved.selectingRows([0, 1, 2])).fitted(to: moved)
    #expect(first.covariances == second.covariances)
    #expect(first.weights == second.weights)
    #expect(first.trace == second.trace)
    // Means are rounded to units of the data.
    #expect(zip(first.means.elements, second.means.elements).allSatisfy { abs($0 - ($1 - 0x1p40)) <= 0x1p-12 })
    #expect(abs(first.logLikelihood - second.logLikelihood) < 1e-6)
  }

  @Test(arguments: CovarianceKind.allCases) func aScaleOfTwosPowerScalesWithoutRounding(_ kind: CovarianceKind) throws {
    let points = shapes(3, rows: 200, columns: 3, seed: 4)
    let first = try GaussianMixture(3, kind).with { $0.regularization = 0 }.fitted(to: points)
    let large = try GaussianMixture(3, kind).with { $0.regularization = 0 }.fitted(to: points.mapped { $0 * 0x1p400 })
    #expect(first.covariances.map { $0 * 0x1p800 } == large.covariances)
    #expect(first.iterations == large.iterations)
    #expect(abs(first.logLikelihood - 1200 * 0.6931471805599453 - large.logLikelihood) < 1e-9)
  }

  @Test func aWeightOfTwoIsARowTwice() throws {
    let points = shapes(2, rows: 100, columns: 2, seed: 5)
    let twice = Matrix(points.rowArrays.flatMap { [$0, $0] })
    let start = points.selectingRows([0, 1])
    let weighted = try GaussianMixture(2, .full, from: start).fitted(
      to: points, weights: Array(repeating: 2, count: 100))
    let doubled = try GaussianMixture(2, .full, from: start).fitted(to: twice)
    #expect(abs(weighted.logLikelihood - doubled.logLikelihood) < 1e-10)
    #expect(weighted.rowCount == 200)
    #expect(difference(weighted.means.elements, doubled.means.elements) < 1e-7)
  }

  @Test(arguments: CovarianceKind.allCases) func largeMixturesAreSummedWithoutLanesAndAgree(_ kind: CovarianceKind)
    throws
  {
    // Against the definition: one update of one component of many columns.
    let points = randomMatrix(200, 70, seed: 8)
    let start = points.selectingRows(0..<30)
    let model = try GaussianMixture(30, kind, from: start).with {
      $0.regularization = 0.1
      $0.options.maximumIterations = 1
    }.fitted(to: points)
    let shares = try MixtureModel(
      .diagonal, weights: Array(repeating: 1 / 30, count: 30), means: start,
      covariances: (0..<30).flatMap { _ in variances(points, isMean: kind == .spherical) }
    ).responsibilities(of: .double(points))
    var mean = 0.0
    var mass = 0.0
    for row in 0..<200 {
      mass += shares[row, 3]
      mean += shares[row, 3] * points[row, 69]
    }
    #expect(abs(model.means[3, 69] - mean / mass) < 1e-12)
    #expect(abs(model.weights[3] - mass / 200) < 1e-12)
    guard kind == .full else { return }
    var product = 0.0
    for row in 0..<200 {
      product += shares[row, 3] * (points[row, 69] - model.means[3, 69]) * (points[row, 68] - model.means[3, 68])
    }
    #expect(abs(model.covariance(of: 3)[69, 68] - product / mass) < 1e-12)
    #expect(model.covariance(of: 3)[69, 68] == model.covariance(of: 3)[68, 69])
  }

  private func variances(_ points: Matrix<Double>, isMean: Bool) -> [Double] {
    let variances = (0..<points.columns).map { column in
      let values = (0..<points.rows).map { points[$0, column] }
      let mean = values.reduce(0, +) / Double(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }
    let mean = variances.reduce(0, +) / Double(variances.count)
    return isMean ? variances.map { _ in mean } : variances
  }

  @Test func theBestOfSeveralRunsWins() throws {
    let points = shapes(5, rows: 250, columns: 2, seed: 11)
    let model = try GaussianMixture(5, .full).with { $0.options.restarts = 4 }.fitted(to: points)
    #expect(model.restartLogLikelihoods.count == 4)
    #expect(model.logLikelihood == model.restartLogLikelihoods.max())
    #expect(model.restartLogLikelihoods[model.restart] == model.logLikelihood)
  }

  @Test func aWishToStopKeepsWhatWasReached() throws {
    let points = shapes(3, rows: 400, columns: 2, seed: 2)
    let cancellation = Cancellation()
    var mixture = GaussianMixture(3, .full, from: points.selectingRows([0, 1, 2]), tolerance: 0)
    mixture.options.cancellation = cancellation
    let model = try mixture.fitted(to: .double(points)) { if $0.iteration == 3 { cancellation.cancel() } }
    #expect(model.stopReason == .interrupted)
    #expect(model.iterations == 3)
    #expect(throws: MixtureError.data(.interrupted)) { try mixture.fitted(to: points) }
  }
}
