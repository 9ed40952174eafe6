/// The distinct values of some weights, and how much each counts.
struct WeightHistogram {
  /// Ascending, divided by 2^valueUnit.
  private(set) var values: [Double] = []
  /// Above 0: how often the value is there, or the sum of its importances, divided by 2^massUnit.
  private(set) var masses: [Double] = []
  /// Whether there were importances, all 0, so that all weights count the same.
  var isUnweighted = false

  private(set) var valueUnit = 0
  private(set) var massUnit = 0

  init(capacity: Int = 0) {
    values.reserveCapacity(capacity)
    masses.reserveCapacity(capacity)
  }

  /// - Precondition: the value is above those before it.
  mutating func append(_ value: Double, _ mass: Double) {
    values.append(value)
    masses.append(mass)
  }

  /// Chooses units in which no square overflows or vanishes.
  mutating func chooseUnits() { (valueUnit, massUnit) = (SquareUnit.divide(&values), SquareUnit.divide(&masses)) }

  /// The sum of all masses times the squares of the values.
  var norm: Double {
    var sum = CompensatedSum()
    for index in values.indices { sum.add(masses[index] * (values[index] * values[index])) }
    return sum.value
  }
}

/// A sum of Doubles at least 0 that is off by about 2^-53 of itself, however many there are.
///
/// Source: A. Neumaier (1974), DOI 10.1002/zamm.19740540106.
struct CompensatedSum: Sendable {
  private(set) var high = 0.0
  private(set) var low = 0.0

  @inline(__always) mutating func add(_ term: Double) {
    let sum = high + term
    let part = sum - high
    low += (high - (sum - part)) + (term - part)
    high = sum
  }

  mutating func add(_ other: CompensatedSum) {
    add(other.high)
    low += other.low
  }

  var value: Double { high + low }
}
