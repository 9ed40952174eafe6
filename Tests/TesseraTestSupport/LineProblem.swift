/// A few sorted values, with ties, weights and neighbours that are equal.
public struct LineProblem {
  public private(set) var values: [Double]
  public private(set) var weights: [Double]?
  /// What inertias may be off by, for the brute force's own rounding.
  public let doubt = 1e-20

  public init(using generator: inout TestGenerator) {
    let count = Int.random(in: 1...9, using: &generator)
    let kind = Int.random(in: 0..<3, using: &generator)
    values = (0..<count).map { _ in
      switch kind {
      case 0: Double(Int.random(in: 0..<8, using: &generator))
      case 1: Double.random(in: -1...1, using: &generator)
      default: Double(Int.random(in: 0..<4, using: &generator)) * 100 + Double.random(in: 0...1, using: &generator)
      }
    }.sorted()
    if Bool.random(using: &generator) {
      weights = values.map { _ in Double(Int.random(in: 0..<4, using: &generator)) }
      weights?[0] = 1
    }
  }

  public var distinct: Int { Set(values.indices.filter { weights?[$0] ?? 1 > 0 }.map { values[$0] }).count }

  /// Over all ways to cut the values.
  public func leastInertia(_ clusterCount: Int) -> Double {
    func cost(_ range: Range<Int>) -> Double {
      let mass = range.reduce(0) { $0 + (weights?[$1] ?? 1) }
      guard mass > 0 else { return 0 }
      let mean = range.reduce(0) { $0 + (weights?[$1] ?? 1) * values[$1] } / mass
      return range.reduce(0) { $0 + (weights?[$1] ?? 1) * (values[$1] - mean) * (values[$1] - mean) }
    }
    func least(_ start: Int, _ clusters: Int) -> Double {
      guard clusters > 1 else { return cost(start..<values.count) }
      guard start < values.count else { return 0 }
      return ((start + 1)...values.count).map { cost(start..<$0) + least($0, clusters - 1) }.min() ?? 0
    }
    return least(0, clusterCount)
  }
}
