import Clustering

/// A way down: one of the library's solvers, a step at a time.
enum Way: Int {
  case gradient, scaledGradient, newton, lloyd

  func solver(rate: Double) -> AnySolver {
    switch self {
    case .gradient: .gradientDescent(learningRate: rate)
    case .scaledGradient: .gradientDescent(learningRate: rate, scalesByCount: true)
    case .newton: .newton()
    case .lloyd: .lloyd
    }
  }

  /// The centroids after one step on all points.
  func step(from piece: Piece, rate: Double) -> Matrix<Double> {
    let statistics = piece.statistics
    var stepper = solver(rate: rate).makeStepper(
      for: SolverProblem(
        clusterCount: statistics.clusterCount, dimensions: piece.points.columns, rows: piece.points.rows,
        largestMass: statistics.masses.max() ?? 0))
    return stepper.step(from: piece.centroids, statistics)
  }
}
