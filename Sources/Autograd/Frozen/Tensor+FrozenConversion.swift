internal import Refusals

extension Tensor<Int> {
  /// 1 where the condition holds, else 0.
  public init(_ condition: Tensor<Bool>) {
    self = Tensor(condition.elements.map { $0 ? 1 : 0 }, shape: condition.shape).behind(condition.link)
  }

  /// Real numbers without the digits behind the point, as `Int(_:)` has it. They move in steps: no gradient passes. File and line
  /// are for ``gradientAudit(at:of:)-([Tensor<Scalar>],_)``.
  ///
  /// - Precondition: an `Int` can hold every one; NaN and infinity it cannot.
  public init<Scalar: TensorScalar>(
    truncating x: Tensor<Scalar>, file: StaticString = #fileID, line: UInt = #line
  ) {
    let numbers = x.elements.map { element -> Int in
      guard let number = Int(exactly: element.rounded(.towardZero)) else {
        refuse("\(element) is no whole number of \(Int.bitWidth) bits")
      }
      return number
    }
    let link = StepTrace.note("conversion to Int", of: x, severs: true, at: .init(file, line), numbers)
    self = Tensor(numbers, shape: x.shape).behind(link)
  }
}

extension Tensor<Bool> {
  /// Where a number is not 0.
  public init(_ numbers: Tensor<Int>) { self = (numbers .!= 0) }

  /// Where a number is not 0, as NaN is not. Truth values move in steps: no gradient passes.
  public init<Scalar: TensorScalar>(_ numbers: Tensor<Scalar>) { self = (numbers .!= 0) }
}
