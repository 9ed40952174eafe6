internal import TesseraKernels

/// One weight per row, or 1 for all.
struct RowWeights {
  /// In units of 2^unit; nil: every row weighs 1.
  let values: [Double]?
  /// The power of two by which the weights are divided where they are so large or small that products with squares would
  /// overflow or vanish; 0 for all others. No digit is lost.
  let unit: Int
  /// The exponent of the quantum in which weights are summed; 0 where all are whole numbers, so that integer weights
  /// divide as repeated rows do.
  let exponent: Int32
  /// The largest weight.
  let bound: Double
  /// All weights are whole multiples of 2^lowest.
  let lowest: Int

  /// Every row weighs 1.
  static let none = RowWeights()

  private init() { (values, unit, exponent, bound, lowest) = (nil, 0, 0, 1, 0) }

  /// Of rows that are all here.
  init(_ weights: [Double]?, rows: Int) throws(ClusteringError) {
    try self.init(weights, rows: rows, in: Reduction(ParallelRows(threads: 1), rows: rows))
  }

  /// - Parameter largestBatch: the most rows (with repetition) whose weights will be added up, where that may exceed the number
  ///   of all rows.
  init(
    _ weights: [Double]?, rows: Int, largestBatch: Int = 0, in reduction: Reduction
  ) throws(ClusteringError) {
    try reduction.requireSame([weights == nil ? 0 : 1], "whether rows have weights")
    guard let weights else {
      self = .none
      return
    }
    try reduction.agreeing { () throws(ClusteringError) in
      try Self.check(weights, rows: rows)
    }
    let own = WeightExtent(of: weights)
    let all = WeightExtent(
      largest: reduction.maximum(own.largest), lowest: Int(reduction.minimum(Double(own.lowest))))
    try reduction.check()
    guard all.largest > 0 else { throw .noPositiveWeight }
    if all.isTooWide {
      try reduction.agreeing { () throws(ClusteringError) in
        guard own.lowest != all.lowest else { throw .weightsTooFarApart(row: all.firstLowest(of: weights) ?? 0) }
      }
    }
    // A batch may hold the heaviest row throughout.
    guard largestBatch <= reduction.rowCount || (all.largest * Double(largestBatch)).isFinite else {
      throw .weightsTooLarge
    }
    self.init(weights, among: all, count: max(reduction.rowCount, largestBatch))
    guard isFinite(total: reduction.sum(total)) else { throw .weightsTooLarge }
  }

  /// Throws unless there is one usable weight per row.
  static func check(_ weights: [Double], rows: Int) throws(ClusteringError) {
    guard weights.count == rows else { throw .weightCount(given: weights.count, rows: rows) }
    if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .weightNotUsable(row: row) }
  }

  /// Some of `count` weights, of which this is known.
  init(_ weights: [Double], among all: WeightExtent, count: Int) {
    let unit = all.unit
    values = unit == 0 ? weights : weights.map { FixedPoint.scaled($0, by: -unit) }
    (self.unit, bound, lowest) = (unit, FixedPoint.scaled(all.largest, by: -unit), all.lowest - unit)
    exponent = bound < 0x1p40 && lowest >= 0 ? 0 : FixedPoint.exponent(bound: bound, count: count)
  }

  /// In quanta, each rounded to nearest.
  private var total: Int128 {
    (values ?? []).reduce(Int128(0)) { $0 + FixedPoint.quanta(of: $1, exponent: exponent) }
  }

  /// Whether a Double holds so many quanta as a weight.
  func isFinite(total: Int128) -> Bool { FixedPoint.value(of: total, exponent: exponent + Int32(unit)).isFinite }

  subscript(row: Int) -> Double { values?[row] ?? 1 }

  /// Whether sums of weights in quanta are exact.
  var areSumsExact: Bool { lowest >= exponent }

  /// The order-free sum of w times the row's value, each value at least 0, in the weights' unit.
  func sum(of rowValues: [Double], _ kernels: Kernels, _ reduction: Reduction) -> Double {
    guard let values else { return orderFreeSum(rowValues, kernels, reduction) }
    return orderFreeSum(rowValues.indices.map { values[$0] * rowValues[$0] }, kernels, reduction)
  }

  /// The weight of a row in quanta, below 2^126 / count or 2^40: no sum of `count` of them overflows. A positive weight is one
  /// quantum or more, so that no cluster of light rows passes for empty.
  func quanta(of row: Int) -> Int128 {
    guard let values else { return 1 }
    let value = values[row]
    return value > 0 ? max(1, FixedPoint.quanta(of: value, exponent: exponent)) : 0
  }
}

/// Between which powers of two weights lie.
struct WeightExtent: Equatable, Sendable {
  /// 0 where none is positive.
  let largest: Double
  /// All are whole multiples of 2^lowest; 2^20 where none is positive.
  let lowest: Int

  init(largest: Double, lowest: Int) { (self.largest, self.lowest) = (largest, lowest) }

  init(of weights: [Double]) {
    let lowest = weights.lazy.filter { $0 > 0 }.map { $0.oddPart.exponent }.min()
    self.init(largest: weights.max() ?? 0, lowest: lowest ?? 1 << 20)
  }

  /// The exponent of their unit: see ``RowWeights/unit``.
  var unit: Int {
    let exponent = Int(largest.exponent)
    return exponent > 100 ? exponent - 100 : exponent < -100 ? exponent : 0
  }

  /// Whether the smallest has digits that are lost in units of the largest.
  var isTooWide: Bool { lowest - unit < -1074 }

  func firstLowest(of weights: [Double]) -> Int? {
    weights.firstIndex { $0 > 0 && $0.oddPart.exponent == lowest }
  }
}
