internal import Refusals

// Arithmetic of whole numbers, with NumPy's broadcasting. A result that an `Int` cannot hold ends the program with a message, as
// Swift's own operators do without one; those that begin with & wrap instead, as PyTorch does. There is no `/` and no `%`: what is
// meant by them differs between Swift, Python and PyTorch, and the names say it.
extension Tensor<Int> {
  public static func + (left: Tensor, right: Tensor) -> Tensor {
    exact("sum", "&+ wraps", left, right) { $0.addingReportingOverflow($1) }
  }
  public static func - (left: Tensor, right: Tensor) -> Tensor {
    exact("difference", "&- wraps", left, right) { $0.subtractingReportingOverflow($1) }
  }
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    exact("product", "&* wraps", left, right) { $0.multipliedReportingOverflow(by: $1) }
  }
  public static func + (left: Tensor, right: Int) -> Tensor { left + Tensor(right) }
  public static func - (left: Tensor, right: Int) -> Tensor { left - Tensor(right) }
  public static func * (left: Tensor, right: Int) -> Tensor { left * Tensor(right) }
  public static func + (left: Int, right: Tensor) -> Tensor { Tensor(left) + right }
  public static func - (left: Int, right: Tensor) -> Tensor { Tensor(left) - right }
  public static func * (left: Int, right: Tensor) -> Tensor { Tensor(left) * right }

  /// The sum, modulo 2 to the number of an `Int`'s bits.
  public static func &+ (left: Tensor, right: Tensor) -> Tensor { paired(left, right) { $0 &+ $1 } }
  /// The difference, modulo 2 to the number of an `Int`'s bits.
  public static func &- (left: Tensor, right: Tensor) -> Tensor { paired(left, right) { $0 &- $1 } }
  /// The product, modulo 2 to the number of an `Int`'s bits.
  public static func &* (left: Tensor, right: Tensor) -> Tensor { paired(left, right) { $0 &* $1 } }

  public static prefix func - (x: Tensor) -> Tensor { 0 - x }

  /// |x|.
  public func abs() -> Tensor { .maximum(self, -self) }

  /// floor(x / y): Python's `//`. (7 by -2 is -4.)
  ///
  /// - Precondition: no divisor is 0, and no quotient 2 to the number of an `Int`'s bits less 1.
  public func floorQuotient(by divisor: Tensor) -> Tensor {
    divided(by: divisor) { quotient, remainder, divisor in
      remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
  }

  /// x / y without a fraction: Swift's `/`. (7 by -2 is -3.)
  ///
  /// - Precondition: as for `floorQuotient(by:)`.
  public func truncatedQuotient(by divisor: Tensor) -> Tensor { divided(by: divisor) { quotient, _, _ in quotient } }

  /// x - y floor(x / y), with the sign of y: Python's `%`. (7 by -2 leaves -1.)
  ///
  /// - Precondition: no divisor is 0.
  public func remainder(by divisor: Tensor) -> Tensor {
    remainders(by: divisor) { remainder, divisor in
      remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder
    }
  }

  /// x - y trunc(x / y), with the sign of x: Swift's `%`. (7 by -2 leaves 1.)
  ///
  /// - Precondition: no divisor is 0.
  public func truncatedRemainder(by divisor: Tensor) -> Tensor { remainders(by: divisor) { remainder, _ in remainder } }

  /// By one number.
  public func floorQuotient(by divisor: Int) -> Tensor { floorQuotient(by: Tensor(divisor)) }
  /// By one number.
  public func truncatedQuotient(by divisor: Int) -> Tensor { truncatedQuotient(by: Tensor(divisor)) }
  /// By one number.
  public func remainder(by divisor: Int) -> Tensor { remainder(by: Tensor(divisor)) }
  /// By one number.
  public func truncatedRemainder(by divisor: Int) -> Tensor { truncatedRemainder(by: Tensor(divisor)) }

  /// The larger of both, with NumPy's broadcasting.
  public static func maximum(_ left: Tensor, _ right: Tensor) -> Tensor { paired(left, right) { Swift.max($0, $1) } }

  /// The smaller of both, with NumPy's broadcasting.
  public static func minimum(_ left: Tensor, _ right: Tensor) -> Tensor { paired(left, right) { Swift.min($0, $1) } }

  /// x held between two bounds (nil: none), inclusive. Where the bounds contradict each other the upper one is the result.
  public func clamped(from lower: Int? = nil, to upper: Int? = nil) -> Tensor {
    let (low, high) = (lower ?? Int.min, upper ?? Int.max)
    return Tensor(elements.map { Swift.min(Swift.max($0, low), high) }, shape: shape).behind(link)
  }

  @inline(__always)
  private static func exact(
    _ name: String, _ advice: String, _ left: Tensor, _ right: Tensor,
    _ function: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> Tensor {
    var overflows = false
    let results = paired(left, right) { x, y in
      let (value, overflow) = function(x, y)
      overflows = overflows || overflow
      return value
    }
    require(!overflows, "a \(name) of whole numbers does not fit \(Int.bitWidth) bits: \(advice)")
    return results
  }

  @inline(__always)
  private func divided(by divisor: Tensor, _ rounded: (_ quotient: Int, _ remainder: Int, _ divisor: Int) -> Int)
    -> Tensor
  {
    Self.check(divisor)
    var overflows = false
    let quotients = Self.paired(self, divisor) { x, y in
      let (quotient, overflow) = x.dividedReportingOverflow(by: y)
      overflows = overflows || overflow
      return overflow ? 0 : rounded(quotient, x - quotient * y, y)
    }
    require(!overflows, "\(Int.min) by -1 does not fit \(Int.bitWidth) bits")
    return quotients
  }

  @inline(__always)
  private func remainders(by divisor: Tensor, _ rounded: (_ remainder: Int, _ divisor: Int) -> Int) -> Tensor {
    Self.check(divisor)
    return Self.paired(self, divisor) { x, y in
      // (The quotient of the least number by -1 overflows; nothing is left of it.)
      y == -1 ? 0 : rounded(x % y, y)
    }
  }

  private static func check(_ divisor: Tensor) {
    require(!divisor.elements.contains(0), "a divisor is 0, by which no whole number is divided")
  }
}
