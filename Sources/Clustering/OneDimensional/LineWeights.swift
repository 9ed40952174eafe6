/// The weights of values on a line.
struct LineWeights {
  /// In units of 2^unit; nil: every value weighs 1.
  private let values: [Double]?
  /// See ``RowWeights/unit``.
  let unit: Int

  init(_ weights: [Double]?, count: Int) throws(ClusteringError) {
    // Such weights need no unit, and nothing is wrong with them: a sum in quanta to see so takes longer than small problems.
    if let weights, weights.count == count, weights.allSatisfy({ $0 >= 0x1p-50 && $0 <= 0x1p50 }) {
      (values, unit) = (weights, 0)
      return
    }
    let weights = try RowWeights(weights, rows: count)
    (values, unit) = (weights.values, weights.unit)
  }

  subscript(index: Int) -> Double { values?[index] ?? 1 }
}
