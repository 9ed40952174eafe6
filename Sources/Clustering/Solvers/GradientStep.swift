internal import Descent
internal import Matrices

/// ``GradientDescent`` at work, with the state of its optimiser.
struct GradientStep: CentroidStepper {
  let learningRate: Double?
  private let solver: GradientDescent
  private var descent: Descent<Double>

  init(_ solver: GradientDescent, for problem: SolverProblem) {
    self.solver = solver
    let rate = solver.learningRate ?? Self.defaultRate(solver, problem)
    learningRate = rate
    descent = Descent(
      Self.scaled(solver.optimizer, by: problem.unit), learningRate: Self.scaled(rate, for: solver, by: problem.unit),
      count: problem.clusterCount * problem.dimensions)
  }

  /// Adam's step does not scale with the gradient: its rate and epsilon are converted to scaled units instead.
  private static func scaled(_ rate: Double, for solver: GradientDescent, by unit: Double) -> Double {
    if case .adam = solver.optimizer { rate / unit } else { rate }
  }

  private static func scaled(_ rule: DescentRule, by unit: Double) -> DescentRule {
    guard case .adam(let beta1, let beta2, let epsilon, let weightDecay) = rule else { return rule }
    // The decay is a share of the parameter, whatever its unit: only the rate's unit is taken back.
    return .adam(beta1: beta1, beta2: beta2, epsilon: epsilon / unit, weightDecay: weightDecay * unit)
  }

  /// The step as it is without memory of earlier gradients; nil with momentum and Adam.
  var plain: PlainDescent? {
    guard case .sgd = solver.optimizer else { return nil }
    return PlainDescent(rate: descent.learningRate, scalesByCount: solver.scalesByCount)
  }

  private static func defaultRate(_ solver: GradientDescent, _ problem: SolverProblem) -> Double {
    if solver.scalesByCount { return solver.sampling == .fullBatch ? 0.5 : 0.05 }
    return 0.5 / max(problem.largestMass * problem.batchFraction, .leastNormalMagnitude)
  }

  mutating func step(from centroids: Matrix<Double>, _ statistics: ClusterStatistics) -> Matrix<Double> {
    let columns = centroids.columns
    descent.beginStep()
    return Matrix(rows: centroids.rows, columns: columns) { next in
      centroids.withUnsafeElements { centroids in
        statistics.means.withUnsafeElements { means in
          for cluster in 0..<statistics.clusterCount {
            let mass = statistics.masses[cluster]
            let factor = solver.scalesByCount ? (mass > 0 ? 2 : 0) : 2 * mass
            for index in (cluster * columns)..<((cluster + 1) * columns) {
              let old = centroids[index]
              let gradient = factor * (old - (mass > 0 ? means[index] : old))
              next[index] = old - descent.change(index, gradient: gradient, parameter: old)
            }
          }
        }
      }
    }
  }
}
