/// Powers of two that numbers are divided by before they are squared or weigh squares, so that none overflows or vanishes.
enum SquareUnit {
  /// The exponent for numbers of magnitude at most `bound`: 0 where squares are harmless anyway.
  static func exponent(bound: Double) -> Int {
    let exponent = bound > 0 ? Int(bound.exponent) : 0
    return (-250...250).contains(exponent) ? 0 : exponent
  }

  /// `value` times 2^exponent.
  @inline(__always) static func scaled(_ value: Double, by exponent: Int) -> Double {
    exponent == 0 ? value : Double(sign: .plus, exponent: exponent, significand: value)
  }

  /// Divides all of some numbers, in place.
  ///
  /// - Returns: the exponent of what they were divided by.
  static func divide(_ numbers: inout [Double]) -> Int {
    let exponent = exponent(bound: numbers.reduce(0) { max($0, $1.magnitude) })
    if exponent != 0 {
      for index in numbers.indices { numbers[index] = scaled(numbers[index], by: -exponent) }
    }
    return exponent
  }
}
