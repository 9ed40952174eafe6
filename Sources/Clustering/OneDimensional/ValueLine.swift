internal import Refusals

/// Distinct values with weight, ascending, as offsets from the middle one, and where they stand in what was given.
struct ValueLine {
  let costs: SegmentCosts
  private let scale: UnitScale
  private let origin: Double
  /// The power of two that weights are divided by.
  private let unit: Int
  /// Where each distinct value comes first.
  private let places: [Int]
  private let count: Int

  /// - Precondition: the values are sorted.
  init(_ values: [Double], _ weights: [Double]?) throws(ClusteringError) {
    guard !values.isEmpty else { throw .noPoints(rows: 0, columns: 1) }
    guard values.count < Int32.max else { throw .tooLarge(rows: values.count, columns: 1) }
    var bound = 0.0
    for (index, value) in values.enumerated() {
      guard value.isFinite else { throw .notFinite(row: index, column: 0) }
      require(index == 0 || values[index - 1] <= value, "the values are sorted")
      bound = max(bound, value.magnitude)
    }
    let weights = try RowWeights(weights, rows: values.count)
    let scale = UnitScale(bound: bound)
    var places: [Int] = []
    var masses: [DoubleDouble] = []
    places.reserveCapacity(values.count)
    masses.reserveCapacity(values.count)
    for (index, value) in values.enumerated() where weights[index] > 0 {
      if let last = places.last, values[last] == value {
        masses[masses.count - 1] = masses[masses.count - 1] + DoubleDouble(weights[index])
      } else {
        places.append(index)
        masses.append(DoubleDouble(weights[index]))
      }
    }
    let origin = scale.scaled(values[places[places.count / 2]])
    let offsets = places.map { DoubleDouble.sum(scale.scaled(values[$0]), -origin) }
    costs = SegmentCosts(offsets: offsets, weights: masses)
    (self.scale, self.origin, self.places) = (scale, origin, places)
    (unit, count) = (weights.unit, values.count)
  }

  /// A value in the data's units.
  func value(at offset: DoubleDouble) -> Double { scale.unscaled((offset + DoubleDouble(origin)).value) }

  func weight(_ weight: Double) -> Double { FixedPoint.scaled(weight, by: unit) }

  func inertia(_ cost: Double) -> Double { FixedPoint.scaled(cost, by: 2 * scale.exponent + unit) }

  /// Where in what was given the clusters begin and end.
  func boundaries(_ cuts: [Int]) -> [Int] {
    [0] + cuts.dropFirst().dropLast().map { places[$0] } + [count]
  }
}
