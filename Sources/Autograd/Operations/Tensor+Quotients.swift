// Quotients without fraction move in steps: their gradient is zero. Remainders move with slope 1 between the jumps.
extension Tensor where Element: TensorScalar {
  /// floor(x / y), with NumPy's broadcasting; gradient zero in both.
  public func floorQuotient(by divisor: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    quotient(.floorQuotient, divisor, .init(file, line))
  }

  /// x / y without the digits behind the point, with NumPy's broadcasting; gradient zero in both.
  public func truncatedQuotient(by divisor: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    quotient(.truncatedQuotient, divisor, .init(file, line))
  }

  /// x - y floor(x / y): the sign of y. The gradient is 1 in x and -floor(x / y) in y, at the jumps too.
  public func remainder(by divisor: Tensor) -> Tensor { remainder(.floorRemainder, .floorQuotient, divisor) }

  /// x - y trunc(x / y): the sign of x. The gradient is 1 in x and -trunc(x / y) in y, at the jumps too.
  public func truncatedRemainder(by divisor: Tensor) -> Tensor {
    remainder(.truncatedRemainder, .truncatedQuotient, divisor)
  }

  private func quotient(_ function: BinaryFunction, _ divisor: Tensor, _ place: SourcePlace) -> Tensor {
    let (shape, values) = Self.combinedElements(function, self, divisor)
    let quotient = Tensor.recording(.linear(slopes: [.zeros([]), .zeros([])]), [self, divisor], values, shape: shape)
    for side in [self, divisor] {
      StepTrace.note("\(function)", of: side, severs: true, at: place, as: quotient.link, values)
    }
    return quotient
  }

  /// Without a fraction; constants.
  func quotients(_ function: BinaryFunction, by divisor: Tensor) -> Tensor {
    let (shape, quotients) = Self.combinedElements(function, self, divisor)
    return Tensor(quotients, shape: shape)
  }

  private func remainder(_ function: BinaryFunction, _ quotient: BinaryFunction, _ divisor: Tensor) -> Tensor {
    let (shape, values) = Self.combinedElements(function, self, divisor)
    StepTrace.note("\(function)", of: self, severs: false, quotients(quotient, by: divisor).elements)
    return .recording(.remainder(quotient), [self, divisor], values, shape: shape)
  }
}
