internal import Refusals

/// Distinct values with weight, ascending, as offsets from the middle one, and where they stand in what was given.
struct ValueLine {
  let costs: SegmentCosts
  private let scale: UnitScale
  private let origin: Double
  /// The power of two that weights are divided by.
  private let unit: Int
  /// Where each distinct value comes first; empty where every value is one.
  private let places: [Int32]
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
    let weights = try LineWeights(weights, count: values.count)
    let scale = UnitScale(bound: bound)
    let places = Self.places(values, weights)
    func place(_ index: Int) -> Int { places.isEmpty ? index : Int(places[index]) }
    let distinct = places.isEmpty ? values.count : places.count
    let origin = scale.scaled(values[place(distinct / 2)])
    costs = SegmentCosts(
      count: distinct, offset: { DoubleDouble.sum(scale.scaled(values[place($0)]), -origin) },
      weight: { index in
        let (first, next) = (place(index), index + 1 < distinct ? place(index + 1) : values.count)
        return (first + 1..<next).reduce(DoubleDouble(weights[first])) { sum, other in
          weights[other] > 0 ? sum + DoubleDouble(weights[other]) : sum
        }
      })
    (self.scale, self.origin, self.places) = (scale, origin, places)
    (unit, count) = (weights.unit, values.count)
  }

  /// A value in the data's units.
  func value(at offset: DoubleDouble) -> Double { scale.unscaled((offset + DoubleDouble(origin)).value) }

  func weight(_ weight: Double) -> Double { FixedPoint.scaled(weight, by: unit) }

  func inertia(_ cost: Double) -> Double { FixedPoint.scaled(cost, by: 2 * scale.exponent + unit) }

  /// Where in what was given the clusters begin and end.
  func boundaries(_ cuts: [Int]) -> [Int] {
    [0] + cuts.dropFirst().dropLast().map { places.isEmpty ? $0 : Int(places[$0]) } + [count]
  }

  /// Where values with weight come first; nothing where all have weight and are different.
  private static func places(_ values: [Double], _ weights: LineWeights) -> [Int32] {
    let isPlain = values.indices.allSatisfy { weights[$0] > 0 && ($0 == 0 || values[$0 - 1] < values[$0]) }
    guard !isPlain else { return [] }
    var places: [Int32] = []
    for (index, value) in values.enumerated() where weights[index] > 0 {
      if let last = places.last, values[Int(last)] == value { continue }
      places.append(Int32(truncatingIfNeeded: index))
    }
    return places
  }
}
