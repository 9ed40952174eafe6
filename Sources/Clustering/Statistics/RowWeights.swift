/// One weight per row, or 1 for all.
struct RowWeights {
  /// nil: every row weighs 1.
  let values: [Double]?
  /// The exponent of the quantum in which weights are summed; 0 where all are whole numbers, so that integer weights
  /// divide as repeated rows do.
  let exponent: Int32
  /// The largest weight.
  let bound: Double

  init(_ weights: [Double]?, rows: Int) throws(ClusteringError) {
    values = weights
    guard let weights else {
      exponent = 0
      bound = 1
      return
    }
    guard weights.count == rows else { throw .weightCount(given: weights.count, rows: rows) }
    if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .weightNotUsable(row: row) }
    bound = weights.max() ?? 0
    guard bound > 0 else { throw .noPositiveWeight }
    let whole = bound < 0x1p40 && weights.allSatisfy { $0 == $0.rounded() }
    exponent = whole ? 0 : FixedPoint.exponent(bound: bound, count: rows)
  }

  subscript(row: Int) -> Double { values?[row] ?? 1 }

  /// The weight of a row in quanta.
  func quanta(of row: Int) -> Int128 {
    guard let values else { return 1 }
    return FixedPoint.quanta(of: values[row], exponent: exponent)
  }
}
