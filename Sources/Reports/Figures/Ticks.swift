/// Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
struct Ticks {
  let values: [Double]
  /// Digits behind the point that tell them apart.
  let places: Int

  /// - Parameter most: how many of them there may be, at least 2.
  init(_ range: ClosedRange<Double>, most: Int) {
    let extent = range.upperBound - range.lowerBound
    guard extent > 0, extent.isFinite else {
      values = []
      places = 0
      return
    }
    var exponent = DecimalDigits(extent / Double(most)).exponent
    var found: (factor: Double, exponent: Int)?
    while found == nil {
      for factor in [1.0, 2, 5] where Self.step(factor, exponent) * Double(most) >= extent {
        found = (factor, exponent)
        break
      }
      exponent += 1
    }
    let step = Self.step(found?.factor ?? 1, found?.exponent ?? 0)
    let (first, last) = ((range.lowerBound / step).rounded(.up), (range.upperBound / step).rounded(.down))
    values = first <= last ? (0...Int(last - first)).map { (first + Double($0)) * step } : []
    places = max(0, -(found?.exponent ?? 0))
  }

  /// Powers of ten by multiplication or division, so that 0.3 is 3 / 10.
  private static func step(_ factor: Double, _ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent.magnitude { power *= 10 }
    return exponent < 0 ? factor / power : factor * power
  }

  func text(_ value: Double) -> String {
    value == 0
      ? "0"
      : value.magnitude >= 1e9 || places > 6 ? Figure.short(value, digits: 4) : Figure.fixed(value, places: places)
  }
}
