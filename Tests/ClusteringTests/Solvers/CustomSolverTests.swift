import Clustering
import Matrices
import Testing

/// What a fit asks of a solver that is not one of the built-in ones.
struct CustomSolverTests {
  let points: Matrix<Double> = [[0, 0], [2, 0], [10, 4], [12, 8]]

  @Test func aStepOfItsOwnIsMade() throws {
    let model = try fit(Halfway(), updates: 1)
    #expect(model.centroids == [[0.5, 0], [10.5, 5]])
    #expect(model.learningRate == nil && model.finalLearningRate == nil)
  }

  @Test func aPlainDescentIsMadeInPlaceOfItsStep() throws {
    // c - 1/8 (2 n (c - mean)), n = 2: halfway.
    let model = try fit(Plain(choosesLearningRate: false, rate: 0.125), updates: 1)
    #expect(model.centroids == [[0.5, 0], [10.5, 5]])
  }

  @Test func aDivergedRunIsBegunAnewAtAQuarterOfAChosenRateOnly() throws {
    #expect(throws: ClusteringError.self) {
      try fit(Plain(choosesLearningRate: false, rate: 40), updates: 200)
    }
    // At 40 / 4^4 = 0.15625 a step comes 5/8 of the way.
    let model = try fit(Plain(choosesLearningRate: true, rate: 40), updates: 200)
    #expect(model.finalLearningRate == 0.15625)
    #expect(model.stopReason == .fixedPoint && model.isLocalMinimum)
  }

  private func fit(_ solver: some Solver, updates: Int) throws -> KMeansModel {
    try KMeans(clusterCount: 2).with {
      $0.solver = solver
      $0.initializer = .given([[0, 0], [10, 4]])
      $0.maximumIterations = updates
    }.fitted(to: points)
  }
}

private struct Halfway: Solver, CentroidStepper {
  var name: String { "halfway" }
  var learningRate: Double? { nil }

  func makeStepper(for problem: SolverProblem) -> any CentroidStepper { self }

  func step(from centroids: Matrix<Double>, _ statistics: ClusterStatistics) -> Matrix<Double> {
    Matrix(
      rows: centroids.rows, columns: centroids.columns,
      elements: zip(centroids.elements, statistics.means.elements).map { ($0 + $1) / 2 })
  }
}

private struct Plain: Solver, CentroidStepper {
  let choosesLearningRate: Bool
  var rate: Double
  var name: String { "plain" }
  var learningRate: Double? { rate }
  var plainDescent: PlainDescent? { PlainDescent(rate: rate, scalesByCount: false, isFree: false) }

  func makeStepper(for problem: SolverProblem) -> any CentroidStepper { self }

  mutating func lowerLearningRate(by factor: Double) { rate *= factor }

  func step(from centroids: Matrix<Double>, _ statistics: ClusterStatistics) -> Matrix<Double> { centroids }
}
