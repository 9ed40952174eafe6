internal import Matrices

/// A power of two by which vectors are divided, so that their squares neither overflow nor vanish.
struct Scale {
  let exponent: Int

  /// The one for elements up to this magnitude; 1 where there is nothing but zeros.
  init(bound: Double) { exponent = bound > 0 ? Int(bound.exponent) + 1 : 0 }

  static func bound(of matrices: [Matrix<Double>]) -> Double {
    matrices.reduce(0) { bound, matrix in
      matrix.withUnsafeElements { $0.reduce(bound) { max($0, $1.magnitude) } }
    }
  }

  /// In two steps: a factor of 2^1074 is beyond Double.
  func divided(_ value: Double) -> Double {
    let half = -exponent / 2
    return value * Self.power(half) * Self.power(-exponent - half)
  }

  func multiplied(_ value: Double) -> Double {
    let half = exponent / 2
    return value * Self.power(half) * Self.power(exponent - half)
  }

  private static func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }
}
