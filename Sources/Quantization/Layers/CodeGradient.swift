internal import Autograd
internal import Clustering
internal import Refusals

/// Which gradient the vectors get from what comes after their codes: an argmin has none of its own.
public enum CodeGradient: Sendable, Equatable {
  /// The output's, unchanged: ``QuantizedTensor/straightThrough``.
  case straightThrough
  /// Turned and stretched as the vector would be to become its code: ``QuantizedTensor/rotated``.
  case rotated
  /// That of an error vector of fixed direction (DiVeQ), which moves codes, too: ``QuantizedTensor/directional(spread:using:)``.
  /// The spread is the standard deviation of the direction's noise, in units of the vectors; 0: none.
  case directional(spread: Double = 0.03)

  func output<Scalar: TensorScalar>(
    of quantized: QuantizedTensor<Scalar>, using generator: inout SeededGenerator
  ) -> Tensor<Scalar> {
    switch self {
    case .straightThrough: quantized.straightThrough
    case .rotated: quantized.rotated
    case .directional(let spread): quantized.directional(spread: spread, using: &generator)
    }
  }
}
