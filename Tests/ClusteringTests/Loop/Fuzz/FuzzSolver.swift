import Clustering

/// Every solver, with options by chance.
enum FuzzSolver {
  static func drawn(rows: Int, steps: Int, using generator: inout SeededGenerator) -> any Solver {
    switch generator.index(below: 12) {
    case 0: .newton(relaxation: 0.3)
    case 1: .newton(relaxation: 1.7)
    case 2: .newton()
    case 3: .nestedBatches(batchSize: generator.index(below: 3) == 0 ? nil : 1 + generator.index(below: rows))
    case 4...8: gradient(rows: rows, steps: steps, using: &generator)
    default: .lloyd
    }
  }

  /// The rate is the default, or one for data of about 1.
  private static func gradient(rows: Int, steps: Int, using generator: inout SeededGenerator) -> GradientDescent {
    let scalesByCount = generator.index(below: 2) == 0
    let sampling: BatchSampling =
      switch generator.index(below: 4) {
      case 0: .miniBatch(size: 1 + generator.index(below: 2 * rows))
      case 1:
        .given(
          (0..<steps).map { _ in
            (0...generator.index(below: rows)).map { _ in Int32(generator.index(below: rows)) }
          })
      default: .fullBatch
      }
    let rule: DescentRule =
      switch generator.index(below: 6) {
      case 0: .momentum(0.8)
      case 1: .momentum(0.5, isNesterov: true)
      case 2: .adam(beta1: 0.8, beta2: 0.9)
      case 3: .adamW(weightDecay: 0.1)
      default: .sgd
      }
    // Adam's rate is a length.
    let isAdam = if case .adam = rule { true } else { false }
    let rate = isAdam ? 0.05 : scalesByCount ? 0.2 : 0.1 / Double(rows)
    return GradientDescent(
      learningRate: isAdam || generator.index(below: 2) == 0 ? rate : nil, optimizer: rule, sampling: sampling,
      scalesByCount: scalesByCount)
  }
}
