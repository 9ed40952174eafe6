/// How a gradient becomes a step; the conventions are PyTorch's.
///
/// Shared by the gradient solver of `Clustering` and the optimisers of `Autograd`: the same rule gives the same bits.
public enum DescentRule: Sendable, Equatable {
  /// c -= eta g.
  case sgd
  /// v = mu v + g; c -= eta v. Nesterov's form (1983) looks ahead: c -= eta (g + mu v).
  case momentum(Double = 0.9, isNesterov: Bool = false)
  /// Adam with bias correction (Kingma and Ba 2015, arXiv 1412.6980); with a weight decay AdamW, c -= eta lambda c first
  /// (Loshchilov and Hutter 2019, arXiv 1711.05101).
  case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0)

  /// AdamW with PyTorch's constants.
  public static func adamW(weightDecay: Double = 0.01) -> DescentRule { .adam(weightDecay: weightDecay) }
}
