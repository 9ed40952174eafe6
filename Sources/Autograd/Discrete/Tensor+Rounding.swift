// Functions that move in steps but stay real: their gradient is zero, of the right shape, to every order. File and line are for
// `gradientAudit(at:of:)`.
extension Tensor where Element: TensorScalar {
  /// The nearest whole number, ties to even.
  public func rounded(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    stepped(.round, .init(file, line))
  }

  /// The largest whole number that is not above.
  public func floor(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    stepped(.floor, .init(file, line))
  }

  /// The smallest whole number that is not below.
  public func ceil(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    stepped(.ceil, .init(file, line))
  }

  /// Without the digits behind the point.
  public func truncated(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    stepped(.truncate, .init(file, line))
  }

  /// -1, 0 or 1; NaN at NaN.
  public func sign(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    stepped(.sign, .init(file, line))
  }

  private func stepped(_ function: UnaryFunction, _ place: SourcePlace) -> Tensor {
    let steps = mapped(function, .linear(slopes: [.zeros([])]))
    StepTrace.note("\(function)", of: self, severs: true, at: place, as: steps.link, steps.elements)
    return steps
  }
}
