// Sums that stay exact to a few roundings however many terms meet: trees of 256 terms in the element type, and what they come to in
// Double.
extension ElementKernels {
  /// The product, but 0 wherever the first is 0.
  @inline(__always)
  static func scaled(_ x: Scalar, _ y: Scalar) -> Scalar { x == 0 ? 0 : x * y }

  /// The sum of a row.
  @inline(__always)
  static func sum(_ count: Int, _ term: (_ index: Int) -> Scalar) -> Double {
    @inline(__always)
    func eight(_ index: Int) -> SIMD8<Scalar> {
      SIMD8(
        term(index), term(index + 1), term(index + 2), term(index + 3), term(index + 4), term(index + 5),
        term(index + 6), term(index + 7))
    }
    /// Eight sums of eight terms.
    @inline(__always)
    func tree(_ index: Int) -> SIMD8<Scalar> {
      ((eight(index) + eight(index + 8)) + (eight(index + 16) + eight(index + 24)))
        + ((eight(index + 32) + eight(index + 40)) + (eight(index + 48) + eight(index + 56)))
    }
    var total = 0.0
    var index = 0
    while index + 256 <= count {
      let halves = (tree(index) + tree(index + 64)) + (tree(index + 128) + tree(index + 192))
      total += Double(across(halves))
      index += 256
    }
    while index + 64 <= count {
      total += Double(across(tree(index)))
      index += 64
    }
    var lanes = SIMD8<Scalar>()
    while index + 8 <= count {
      lanes += eight(index)
      index += 8
    }
    var rest = across(lanes)
    for index in index..<count { rest += term(index) }
    return total + Double(rest)
  }

  @inline(__always)
  private static func eight(_ x: Input) -> SIMD8<Scalar> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Scalar>.self)
  }

  @Sendable static func isFinite(_ x: Input, _ count: Int) -> Bool {
    var zeros = SIMD8<Scalar>()
    var index = 0
    while index + 8 <= count {
      zeros += eight(x + index) * 0
      index += 8
    }
    var zero = across(zeros)
    for index in index..<count { zero += x[index] * 0 }
    return zero == 0
  }

  @inline(__always)
  private static func across(_ lanes: SIMD8<Scalar>) -> Scalar {
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
