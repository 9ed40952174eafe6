internal import Clustering
internal import Matrices

/// What is asked of weights and starts at the public door.
enum RowChecks {
  /// The weight of all rows.
  static func total(_ weights: [Double]?, rows: Int) throws(MixtureError) -> Double {
    guard let weights else { return Double(rows) }
    guard weights.count == rows else { throw .data(.weightCount(given: weights.count, rows: rows)) }
    if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .data(.weightNotUsable(row: row)) }
    var sum = KeptSum()
    for weight in weights { sum += weight }
    guard sum.value > 0 else { throw .data(.noPositiveWeight) }
    guard sum.value.isFinite else { throw .data(.weightsTooLarge) }
    return sum.value
  }

  /// Means on the scale of the frame.
  static func start(
    _ means: Matrix<Double>, count: Int, _ frame: UnitFrame
  ) throws(MixtureError) -> [Double] {
    let d = frame.shift.count
    guard means.rows == count else { throw .data(.startCentroidCount(given: means.rows, clusterCount: count)) }
    guard means.columns == d else { throw .data(.dimensionMismatch(points: d, centroids: means.columns)) }
    let elements = means.elements
    if let index = elements.firstIndex(where: { !$0.isFinite }) {
      throw .data(.startCentroidNotFinite(row: index / d, column: index % d))
    }
    return elements.indices.map { scaled(elements[$0] - frame.shift[$0 % d], by: -frame.exponent) }
  }
}
