// Functions that move in steps but stay real: their gradient is zero, of the right shape, to every order.
extension Tensor where Element: TensorScalar {
  /// The nearest whole number, ties to even.
  public func rounded() -> Tensor { stepped(.round) }

  /// The largest whole number that is not above.
  public func floor() -> Tensor { stepped(.floor) }

  /// The smallest whole number that is not below.
  public func ceil() -> Tensor { stepped(.ceil) }

  /// Without the digits behind the point.
  public func truncated() -> Tensor { stepped(.truncate) }

  /// -1, 0 or 1; NaN at NaN.
  public func sign() -> Tensor { stepped(.sign) }

  private func stepped(_ function: UnaryFunction) -> Tensor {
    let steps = mapped(function, .linear(slopes: [.zeros([])]))
    StepTrace.note("\(function)", of: self, severs: true, steps.elements)
    return steps
  }
}
