internal import Matrices

/// ``GradientDescent`` at work, with the state of its optimiser.
struct GradientStep: CentroidStepper {
  let learningRate: Double?
  private let rate: Double
  private let solver: GradientDescent
  private let unit: Double
  private var velocity: [Double]
  private var squares: [Double]
  /// beta1^t and beta2^t, by repeated multiplication: the same bits on every processor.
  private var decay = (first: 1.0, second: 1.0)

  init(_ solver: GradientDescent, for problem: SolverProblem) {
    self.solver = solver
    rate = solver.learningRate ?? Self.defaultRate(solver, problem)
    learningRate = rate
    unit = problem.unit
    let count = problem.clusterCount * problem.dimensions
    let (hasVelocity, hasSquares) =
      switch solver.optimizer {
      case .sgd: (false, false)
      case .momentum: (true, false)
      case .adam: (true, true)
      }
    velocity = Array(repeating: 0, count: hasVelocity ? count : 0)
    squares = Array(repeating: 0, count: hasSquares ? count : 0)
  }

  private static func defaultRate(_ solver: GradientDescent, _ problem: SolverProblem) -> Double {
    if solver.scalesByCount { return solver.sampling == .fullBatch ? 0.5 : 0.05 }
    return 0.5 / max(problem.largestMass * problem.batchFraction, .leastNormalMagnitude)
  }

  mutating func step(from centroids: Matrix<Double>, _ statistics: ClusterStatistics) -> Matrix<Double> {
    let columns = centroids.columns
    if case .adam(let beta1, let beta2, _) = solver.optimizer {
      decay = (decay.first * beta1, decay.second * beta2)
    }
    return Matrix(rows: centroids.rows, columns: columns) { next in
      for cluster in 0..<centroids.rows {
        let mass = statistics.masses[cluster]
        let factor = solver.scalesByCount ? (mass > 0 ? 2 : 0) : 2 * mass
        for column in 0..<columns {
          let old = centroids[cluster, column]
          let gradient = factor * (old - (mass > 0 ? statistics.means[cluster, column] : old))
          next[cluster * columns + column] = old - change(cluster * columns + column, gradient)
        }
      }
    }
  }

  /// What the optimiser takes away from a parameter for this gradient, in scaled units.
  private mutating func change(_ index: Int, _ gradient: Double) -> Double {
    switch solver.optimizer {
    case .sgd:
      return rate * gradient
    case .momentum(let momentum):
      velocity[index] = momentum * velocity[index] + gradient
      return rate * velocity[index]
    case .adam(let beta1, let beta2, let epsilon):
      // Adam's step does not scale with the gradient: its rate and epsilon are converted to scaled units instead.
      velocity[index] = beta1 * velocity[index] + (1 - beta1) * gradient
      squares[index] = beta2 * squares[index] + (1 - beta2) * gradient * gradient
      let mean = velocity[index] / (1 - decay.first)
      let deviation = (squares[index] / (1 - decay.second)).squareRoot()
      return mean == 0 ? 0 : rate / unit * mean / (deviation + epsilon / unit)
    }
  }
}
