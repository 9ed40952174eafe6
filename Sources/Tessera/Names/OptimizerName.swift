public import Clustering

/// An optimiser by the name that commands and reports call it.
public enum OptimizerName: String, CaseIterable, Sendable {
  case sgd, momentum, adam

  /// It with its usual constants.
  public var optimizer: GradientDescent.Optimizer {
    switch self {
    case .sgd: .sgd
    case .momentum: .momentum()
    case .adam: .adam()
    }
  }
}
