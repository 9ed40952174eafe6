/// The functions of the C library for one type of element.
public struct ScalarLibrary<Scalar: Sendable>: Sendable {
  typealias Unary = @Sendable (Scalar) -> Scalar
  typealias Binary = @Sendable (Scalar, Scalar) -> Scalar

  let exp, expm1, log, log1p, sin, cos, tanh, erf: Unary
  let pow, atan2: Binary
}
