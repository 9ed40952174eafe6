internal import Matrices

/// A power of two by which vectors are divided, so that their squares neither overflow nor vanish.
struct Scale: Sendable {
  /// In two steps each: a factor of 2^1074 is beyond Double.
  let down: (Double, Double)
  private let up: (Double, Double)

  /// The one for elements up to this magnitude; 1 where there is nothing but zeros.
  init(bound: Double) {
    let exponent = bound > 0 ? Int(bound.exponent) + 1 : 0
    let half = exponent / 2
    up = (Self.power(half), Self.power(exponent - half))
    down = (Self.power(-half), Self.power(half - exponent))
  }

  static func bound(of matrices: [Matrix<Double>]) -> Double {
    matrices.reduce(0) { bound, matrix in
      matrix.withUnsafeElements { $0.reduce(bound) { max($0, $1.magnitude) } }
    }
  }

  @inline(__always) func divided(_ value: Double) -> Double { value * down.0 * down.1 }

  @inline(__always) func multiplied(_ value: Double) -> Double { value * up.0 * up.1 }

  private static func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }
}
