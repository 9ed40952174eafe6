internal import Descent
internal import Matrices

/// ``GradientDescent`` at work, with the state of its optimiser.
struct GradientStep: CentroidStepper {
  private(set) var learningRate: Double?
  private let solver: GradientDescent
  private let unit: Double
  private var descent: Descent<Double>
  /// What the centroids' last digits have lost, for rules that remember: they would swing around a mean for ever.
  private var lost: [Double]

  init(_ solver: GradientDescent, for problem: SolverProblem) {
    self.solver = solver
    let rate = solver.learningRate ?? Self.defaultRate(solver, problem)
    learningRate = rate
    unit = problem.unit
    descent = Descent(
      Self.scaled(solver.optimizer, by: problem.unit), learningRate: Self.scaled(rate, for: solver, by: problem.unit),
      count: problem.clusterCount * problem.dimensions)
    lost = Array(repeating: 0, count: problem.clusterCount * problem.dimensions)
    guard solver.learningRate == nil else { return }
    switch solver.optimizer {
    case .sgd: break
    // An impulse goes on for 1 / (1 - momentum) steps, also where the next batches have no row of the cluster.
    case .momentum(let momentum, _):
      if solver.sampling != .fullBatch { impulse = max(1 - momentum, .leastNormalMagnitude) }
      if solver.scalesByCount { descent.learningRate = min(descent.learningRate, 0.5 * impulse) }
    // Its steps are about as long as the rate.
    case .adam:
      if problem.spread > 0 { descent.learningRate = min(descent.learningRate, 0.1 * problem.spread) }
    }
  }

  /// By how much less than half of one over a cluster's weight a rate has to be.
  private var impulse = 1.0

  var finalLearningRate: Double? {
    if case .adam = solver.optimizer { descent.learningRate * unit } else { descent.learningRate }
  }

  mutating func lowerLearningRate(by factor: Double) {
    if solver.learningRate == nil { descent.learningRate *= factor }
  }

  var memory: [Double]? { [learningRate ?? 0] + lost + descent.memory }

  mutating func recall(_ memory: [Double]) {
    learningRate = memory[0]
    lost = Array(memory[1..<(1 + lost.count)])
    descent.memory = Array(memory[(1 + lost.count)...])
  }

  /// Lowers a rate that was not given to what suits the heaviest cluster of a step.
  private mutating func lowerRate(for mass: Double) {
    guard solver.learningRate == nil, !solver.scalesByCount, mass > 0 else { return }
    if case .adam = solver.optimizer { return }
    descent.learningRate = min(descent.learningRate, 0.5 * impulse / mass)
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

  /// Whether a step depends on earlier ones: with momentum and Adam.
  private var remembers: Bool {
    if case .sgd = solver.optimizer { false } else { true }
  }

  var plainDescent: PlainDescent? {
    guard !remembers else { return nil }
    return PlainDescent(
      rate: descent.learningRate, scalesByCount: solver.scalesByCount, isFree: solver.learningRate == nil)
  }

  private static func defaultRate(_ solver: GradientDescent, _ problem: SolverProblem) -> Double {
    if solver.scalesByCount { return solver.sampling == .fullBatch ? 0.5 : 0.05 }
    return 0.5 / max(problem.largestMass * problem.batchFraction, .leastNormalMagnitude)
  }

  mutating func step(from centroids: Matrix<Double>, _ statistics: ClusterStatistics) -> Matrix<Double> {
    let columns = centroids.columns
    lowerRate(for: statistics.masses.max() ?? 0)
    descent.beginStep()
    return Matrix(rows: centroids.rows, columns: columns) { next in
      centroids.withUnsafeElements { centroids in
        statistics.means.withUnsafeElements { means in
          for cluster in 0..<statistics.clusterCount {
            let mass = statistics.masses[cluster]
            let factor = solver.scalesByCount ? (mass > 0 ? 2 : 0) : 2 * mass
            for index in (cluster * columns)..<((cluster + 1) * columns) {
              let (old, rest) = (centroids[index], lost[index])
              let gradient = mass > 0 ? factor * ((old - means[index]) + rest) : 0
              let sum = DoubleDouble.sum(old, rest - descent.change(index, gradient: gradient, parameter: old))
              next[index] = sum.high
              lost[index] = remembers ? sum.low : 0
            }
          }
        }
      }
    }
  }
}
