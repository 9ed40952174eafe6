internal import TesseraKernels

/// Starts from rows drawn at random without replacement, each with a chance proportional to its weight.
///
/// Source: E. Forgy (1965). Two rows may hold the same values; solvers that relocate empty clusters mend that.
/// - Complexity: O(clusterCount); O(rows * clusterCount) additions with weights.
public struct RandomRows: RowInitializer {
  public init() {}

  public var name: String { "random" }

  func rows<Scalar: KernelScalar>(
    of prepared: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    let points = prepared.points
    return points.weights.values == nil
      ? Self.uniform(points.reduction.rowCount, clusterCount, using: &generator)
      : weighted(points, clusterCount, using: &generator)
  }

  /// Floyd's sampling: every set of rows is equally likely (Bentley and Floyd 1987, DOI 10.1145/30401.315746).
  static func uniform(_ rows: Int, _ count: Int, using generator: inout SeededGenerator) -> [Int] {
    var chosen: [Int] = []
    var seen: Set<Int> = []
    for last in (rows - count)..<rows {
      let candidate = generator.index(below: last + 1)
      let row = seen.contains(candidate) ? last : candidate
      seen.insert(row)
      chosen.append(row)
    }
    return chosen
  }

  private func weighted<Scalar>(
    _ points: ScaledPoints<Scalar>, _ count: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    var masses = (0..<points.rows).map(points.weights.quanta)
    return (0..<count).map { _ in
      let row = WeightedDraw.row(from: masses, in: points.reduction, using: &generator)
      if let here = points.reduction.localRow(row, of: points.rows) { masses[here] = 0 }
      return row
    }
  }
}

extension Initializer where Self == RandomRows {
  /// Starts from rows drawn at random.
  public static var random: RandomRows { RandomRows() }
}
