/// How many digits behind the point the values of a column have on a page: all that the file has, but no more than three
/// digits of a standard deviation.
struct ColumnFormat: Sendable, Equatable {
  /// Of values and, at most one more, of means; nil for powers of ten.
  let places: Int?
  let meanPlaces: Int?

  /// - Parameters:
  ///   - sample: some values of the column.
  ///   - deviation: its standard deviation.
  init(_ sample: [Double], deviation: Double) {
    let largest = sample.reduce(0) { max($0, $1.magnitude) }
    let wanted = deviation > 0 && deviation.isFinite ? 2 - DecimalDigits(deviation).exponent : 2
    guard largest < 1e9, wanted <= 8, largest > 0 || deviation == 0 else {
      (places, meanPlaces) = (nil, nil)
      return
    }
    // Values in single precision have digits that nobody meant.
    let needed = sample.reduce(0) { max($0, DecimalDigits($1).rounded(significant: 7).places) }
    let values = max(0, min(needed, wanted))
    places = values
    meanPlaces = max(0, min(max(wanted - 1, values), needed + 1))
  }

  func text(_ value: Double) -> String {
    places.map { Figure.fixed(value, places: $0) } ?? Figure.text(value, digits: 3)
  }

  func meanText(_ value: Double) -> String {
    meanPlaces.map { Figure.fixed(value, places: $0) } ?? Figure.text(value, digits: 3)
  }
}
