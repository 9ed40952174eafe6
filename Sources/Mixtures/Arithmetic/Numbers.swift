internal import CMixtureKernels

/// x 2^exponent.
func scaled(_ x: Double, by exponent: Int) -> Double {
  exponent == 0 ? x : Double(sign: .plus, exponent: exponent, significand: x)
}

/// The same bits everywhere, unlike the C library's; of 0 minus infinity.
func naturalLogarithm(_ x: Double) -> Double {
  guard x > 0 else { return -.infinity }
  // Below the normal numbers there are none that the kernels know.
  return x < 0x1p-1000 ? mixture_log(x * 0x1p200) - 200 * logarithmOf2 : mixture_log(x)
}

let logarithmOf2 = 0x1.62e42fefa39efp-1
/// log(2 pi).
let logarithmOf2Pi = 0x1.d67f1c864beb5p+0

/// A sum and what its rounding took.
struct KeptSum {
  private var sum = 0.0
  private var lost = 0.0

  static func += (left: inout KeptSum, term: Double) {
    let next = left.sum + term
    let back = next - left.sum
    left.lost += (left.sum - (next - back)) + (term - back)
    left.sum = next
  }

  var value: Double { sum + lost }
}
