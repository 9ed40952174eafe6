internal import TesseraKernels

/// One weight per row, or 1 for all.
struct RowWeights {
  /// nil: every row weighs 1.
  let values: [Double]?
  /// The exponent of the quantum in which weights are summed; 0 where all are whole numbers, so that integer weights
  /// divide as repeated rows do.
  let exponent: Int32
  /// The largest weight.
  let bound: Double

  /// Every row weighs 1.
  static let none = RowWeights(values: nil, exponent: 0, bound: 1)

  private init(values: [Double]?, exponent: Int32, bound: Double) {
    (self.values, self.exponent, self.bound) = (values, exponent, bound)
  }

  init(_ weights: [Double]?, rows: Int) throws(ClusteringError) {
    guard let weights else {
      self = .none
      return
    }
    values = weights
    guard weights.count == rows else { throw .weightCount(given: weights.count, rows: rows) }
    if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .weightNotUsable(row: row) }
    bound = weights.max() ?? 0
    guard bound > 0 else { throw .noPositiveWeight }
    let whole = bound < 0x1p40 && weights.allSatisfy { $0 == $0.rounded() }
    exponent = whole ? 0 : FixedPoint.exponent(bound: bound, count: rows)
  }

  subscript(row: Int) -> Double { values?[row] ?? 1 }

  /// The order-free sum of w times the row's value, each value at least 0.
  func sum(of rowValues: [Double], _ kernels: Kernels, _ parallel: ParallelRows) -> Double {
    guard let values else { return rowValues.withUnsafeBufferPointer { orderFreeSum($0, kernels, parallel) } }
    let terms = rowValues.indices.map { values[$0] * rowValues[$0] }
    return terms.withUnsafeBufferPointer { orderFreeSum($0, kernels, parallel) }
  }

  /// The weight of a row in quanta.
  func quanta(of row: Int) -> Int128 {
    guard let values else { return 1 }
    return FixedPoint.quanta(of: values[row], exponent: exponent)
  }
}
