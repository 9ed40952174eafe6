/// What is known of all parts' rows before anything is computed.
struct PartsSurvey: Sendable, Equatable {
  struct Part: Sendable, Equatable {
    let name: String
    /// Of rows and weights, in their order.
    let print: UInt64
    let rows: Int
  }

  let parts: [Part]
  let columns: Int
  let bound: Double
  let least: Double
  /// nil: every row weighs 1.
  let weights: WeightExtent?

  var rows: Int { parts.reduce(0) { $0 + $1.rows } }
  var scale: UnitScale { UnitScale(bound: bound) }

  /// Whether squares of some elements vanish beside those of the largest.
  var hasVanishing: Bool { scale.hasVanishing(least: least) }

  /// Without rows: how weights are summed.
  var rowWeights: RowWeights { weights.map { RowWeights([], among: $0, count: rows) } ?? .none }

  func weights(_ own: [Double]?) -> RowWeights {
    guard let own, let weights else { return .none }
    return RowWeights(own, among: weights, count: rows)
  }

  /// Whether weights are among these.
  func holds(_ own: [Double]?) -> Bool {
    guard let own, let weights else { return own == nil && weights == nil }
    let extent = WeightExtent(of: own)
    return extent.largest <= weights.largest && extent.lowest >= weights.lowest
  }

  /// 2^(this + 1) is beyond w D of any two rows.
  var highestPotential: Int {
    let reach = 2 * scale.scaled(bound)
    let most = reach * reach * Double(columns) * rowWeights.bound
    return most > 0 ? PotentialSums.exponent(of: most) + 1 : 0
  }

  /// The number of the rows that come before a part's.
  func firstRow(of part: Int) -> Int { parts[..<part].reduce(0) { $0 + $1.rows } }
}

extension PartsSurvey {
  /// Of what all parts have found, in the order of their rows.
  init(
    _ answers: [StartAnswer], clusterCount: Int, _ rule: StartByParts.Rule
  ) throws(ClusteringError) {
    let found = answers.compactMap { if case .survey(let survey) = $0 { survey } else { nil } }
    guard let first = found.first else { throw .noPoints(rows: 0, columns: 0) }
    for (index, part) in found.enumerated() {
      if part.columns != first.columns { throw .partsDiffer(part: index, "the number of columns") }
      if (part.weights == nil) != (first.weights == nil) {
        throw .partsDiffer(part: index, "whether rows have weights")
      }
      if found[..<index].contains(where: { $0.part == part.part }) { throw .partTwice(part.part.name) }
    }
    let extents = found.compactMap { $0.weights }
    let weights = WeightExtent(
      largest: extents.reduce(0) { max($0, $1.largest) }, lowest: extents.reduce(1 << 20) { min($0, $1.lowest) })
    self.init(
      parts: found.map { $0.part }, columns: first.columns, bound: found.reduce(0) { max($0, $1.bound) },
      least: found.reduce(.infinity) { min($0, $1.least) }, weights: extents.isEmpty ? nil : weights)
    if rows < clusterCount { throw .tooFewDistinctRows(distinct: rows, clusterCount: clusterCount) }
    guard self.weights != nil else { return }
    if rule == .random { throw .cannotCombine("initializer random", "weights") }
    if weights.largest == 0 { throw .noPositiveWeight }
    if weights.isTooWide {
      let part = extents.firstIndex { $0.lowest == weights.lowest } ?? 0
      throw .partsDiffer(part: part, "how small weights are beside the largest")
    }
  }
}
