// Functions that move in steps but stay real: their gradient is zero, of the right shape, to every order.
extension Tensor where Element: TensorScalar {
  /// The nearest whole number, ties to even.
  public func rounded() -> Tensor { mapped(.round, .step) }

  /// The largest whole number that is not above.
  public func floor() -> Tensor { mapped(.floor, .step) }

  /// The smallest whole number that is not below.
  public func ceil() -> Tensor { mapped(.ceil, .step) }

  /// Without the digits behind the point.
  public func truncated() -> Tensor { mapped(.truncate, .step) }

  /// -1, 0 or 1; NaN at NaN.
  public func sign() -> Tensor { mapped(.sign, .step) }
}
