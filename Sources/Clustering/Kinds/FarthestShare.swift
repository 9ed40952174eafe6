/// The largest of some values: which rows a trimmed fit leaves out.
enum FarthestShare {
  /// floor(share * count); a product within rounding of a whole number counts as that (0.29 of 100 are 29).
  static func count(_ share: Double, of count: Int) -> Int {
    let product = share * Double(count)
    let whole = product.rounded()
    return Int((product - whole).magnitude <= 1e-12 * product ? whole : product.rounded(.down))
  }

  /// The indices of the `count` largest values, ascending; of equal ones at the border, the lowest stay out.
  ///
  /// - Parameter values: at least 0, none NaN.
  /// - Complexity: O(values), and sorting of those that share 16 leading bits with the border; of a few thousand values, sorting of all.
  static func indices(of values: [Double], count: Int) -> [Int] {
    guard count > 0 else { return [] }
    guard values.count > 1 << 13 else {
      return Array(ordered(Array(values.indices), by: values).prefix(count)).sorted()
    }
    // Values of at least 0 are ordered as their bits are.
    var sizes = [Int](repeating: 0, count: 1 << 16)
    for value in values { sizes[Int(value.bitPattern >> 48)] += 1 }
    var (border, above) = (sizes.count - 1, 0)
    while above + sizes[border] < count {
      above += sizes[border]
      border -= 1
    }
    var (taken, doubtful): ([Int], [Int]) = ([], [])
    for (index, value) in values.enumerated() {
      let place = Int(value.bitPattern >> 48)
      if place > border { taken.append(index) } else if place == border { doubtful.append(index) }
    }
    return (taken + ordered(doubtful, by: values).prefix(count - above)).sorted()
  }

  /// The largest first; of equal ones the highest index.
  private static func ordered(_ indices: [Int], by values: [Double]) -> [Int] {
    indices.sorted { (values[$0], $0) > (values[$1], $1) }
  }
}
