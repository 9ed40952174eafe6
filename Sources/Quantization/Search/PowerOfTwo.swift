internal import Matrices

/// A factor that changes no digit; twice where one would be beyond the range of Double.
struct PowerOfTwo {
  private let first: Double
  private let second: Double

  init(_ exponent: Int) {
    let half = exponent / 2
    first = Double(sign: .plus, exponent: half, significand: 1)
    second = Double(sign: .plus, exponent: exponent - half, significand: 1)
  }

  func applied(to value: Double) -> Double { value * first * second }
}

extension Sequence where Element: BinaryFloatingPoint {
  /// The smallest e with all elements below 2^e in magnitude; that of the least number where all are 0.
  var largestExponent: Int {
    let most = reduce(0) { Swift.max($0, abs($1)) }
    return most == 0 ? -1074 : Int(most.exponent) + 1
  }
}

extension Matrix {
  /// That of its elements.
  var largestExponent: Int { withUnsafeElements { $0.largestExponent } }
}
