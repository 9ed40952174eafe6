/// The functions of the C library for one type of element, and one for many elements at once.
public struct ScalarLibrary<Scalar: Sendable>: Sendable {
  typealias Unary = @Sendable (Scalar) -> Scalar
  typealias Binary = @Sendable (Scalar, Scalar) -> Scalar

  let exp, expm1, log, log1p, sin, cos, tanh, erf: Unary
  let pow, atan2: Binary
  /// e^(x - shift - more) for each x.
  let exponentials:
    @Sendable (_ x: UnsafePointer<Scalar>, _ shift: Scalar, _ more: Scalar, UnsafeMutablePointer<Scalar>, _ count: Int)
      -> Void
}
