import Clustering

/// Steps of all solvers as their documentation writes them, with the memory that some have of earlier gradients.
struct PlainSteps {
  private let oracle: PlainOracle
  private let solver: any Solver
  /// Lowered as clusters grow, where it was not given.
  private(set) var rate: Double
  private var velocity: [[Double]]
  /// How far off these may be: what earlier gradients lost decays as they do.
  private var velocityErrors: [[Double]]
  private var squares: [[Double]]
  /// Where rounding has decided what became of an element: Adam turns the smallest gradient into a step.
  private var isUnclear: [[Bool]]
  private var count = 0.0

  init(_ oracle: PlainOracle, _ solver: any Solver, rate: Double?, clusterCount: Int) {
    (self.oracle, self.solver, self.rate) = (oracle, solver, rate ?? 0)
    velocity = Array(repeating: Array(repeating: 0, count: oracle.columns), count: clusterCount)
    (squares, velocityErrors) = (velocity, velocity)
    isUnclear = velocity.map { $0.map { _ in false } }
    if let descent = solver as? GradientDescent, descent.learningRate == nil, descent.scalesByCount {
      self.rate = min(self.rate, 0.5 * Self.share(descent))
    }
  }

  /// Of what a step takes to the mean: an impulse of momentum goes on, also without rows in the next batches.
  private static func share(_ descent: GradientDescent) -> Double {
    if case .momentum(let momentum, _) = descent.optimizer, descent.sampling != .fullBatch { 1 - momentum } else { 1 }
  }

  /// The next centroids and how far they may be off; nil where rounding decides.
  mutating func step(
    from centroids: [[Double]], labels: [Int], of batch: [Int]?
  ) -> (centroids: [[Double]], errors: [[Double]])? {
    let (masses, means) = oracle.means(labels, count: centroids.count, of: batch)
    var next = centroids
    var errors = centroids.map { _ in Array(repeating: 0.0, count: oracle.columns) }
    let magnitudes = oracle.magnitudes
    if let descent = solver as? GradientDescent, descent.learningRate == nil, !descent.scalesByCount,
      let heaviest = masses.max(), heaviest > 0
    {
      rate = min(rate, 0.5 * Self.share(descent) / heaviest)
    }
    count += 1
    for cluster in centroids.indices {
      for j in 0..<oracle.columns {
        let (old, mass) = (centroids[cluster][j], masses[cluster])
        let mean = mass > 0 ? means[cluster][j] : old
        let size = max(magnitudes[j], old.magnitude)
        // What means and differences lose here and there.
        let error = size * 0x1p-50 * Double(oracle.rows.count)
        switch solver {
        case let newton as Newton: next[cluster][j] = old + (mass > 0 ? newton.relaxation : 0) * (mean - old)
        case let gradient as GradientDescent:
          let factor = gradient.scalesByCount ? (mass > 0 ? 2 : 0) : 2 * mass
          let change = change(
            cluster, j, gradient: factor * (old - mean), error: factor * error, parameter: old, gradient.optimizer)
          next[cluster][j] = old - change.value
          errors[cluster][j] = change.error
        default: next[cluster][j] = mean
        }
        errors[cluster][j] += 4 * error
        if isUnclear[cluster][j] { errors[cluster][j] = .infinity }
      }
    }
    return (next, errors)
  }

  private mutating func change(
    _ cluster: Int, _ j: Int, gradient: Double, error: Double, parameter: Double, _ rule: DescentRule
  ) -> (value: Double, error: Double) {
    switch rule {
    case .sgd: return (rate * gradient, rate * error)
    case .momentum(let momentum, let isNesterov):
      velocity[cluster][j] = momentum * velocity[cluster][j] + gradient
      let value = isNesterov ? gradient + momentum * velocity[cluster][j] : velocity[cluster][j]
      velocityErrors[cluster][j] = momentum * velocityErrors[cluster][j] + error
      return (rate * value, 2 * rate * (velocityErrors[cluster][j] + error))
    case .adam(let beta1, let beta2, let epsilon, let decay):
      velocity[cluster][j] = beta1 * velocity[cluster][j] + (1 - beta1) * gradient
      squares[cluster][j] = beta2 * squares[cluster][j] + (1 - beta2) * gradient * gradient
      if gradient != 0 && gradient.magnitude < 1e9 * error || gradient == 0 && error > 0 {
        isUnclear[cluster][j] = true
      }
      if gradient == 0 && velocity[cluster][j] == 0 && error == 0 { return (rate * decay * parameter, 0) }
      let mean = velocity[cluster][j] / (1 - power(beta1, count))
      let deviation = (squares[cluster][j] / (1 - power(beta2, count))).squareRoot()
      let value = rate * decay * parameter + (mean == 0 ? 0 : rate * mean / (deviation + epsilon))
      return (value, rate * 1e-6)
    }
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    (0..<Int(exponent)).reduce(1) { product, _ in product * base }
  }
}
