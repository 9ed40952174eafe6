/// The region of rows that are looked at now and then: per row the label and, as of its last visit, a lower bound of the
/// distance to every other centroid. Nothing is touched between two visits, whatever moved.
///
/// A bound is stored with the sum of all earlier drifts added: bound + drift(then). At the next visit it is
/// bound + drift(then) - drift(now). The drift that counts for cluster j is the sum over updates of the largest drift of
/// any centroid but j.
///
/// Memory: 12 bytes per row.
struct LazyRegion {
  private(set) var labels: [Int32]
  private var bounds: [Double]
  /// Per cluster, the sum of the largest drifts of the others.
  private var drift: [Double]
  let errors: ErrorBounds

  /// - Parameter labels: a guess per row.
  init(labels: [Int32], clusterCount: Int, errors: ErrorBounds) {
    self.labels = labels
    self.errors = errors
    bounds = Array(repeating: -.infinity, count: labels.count)
    drift = Array(repeating: 0, count: clusterCount)
  }

  /// Collects the positions of the rows whose label does not stand, given D to their centroids; returns how many.
  func open(
    _ rows: UnsafePointer<Int32>, labels: UnsafePointer<Int32>, squares: UnsafePointer<Double>, count: Int,
    into open: UnsafeMutablePointer<Int>
  ) -> Int {
    let above = errors.above * errors.above * errors.above * errors.above
    let below = errors.below * errors.below
    return bounds.withUnsafeBufferPointer { bounds in
      drift.withUnsafeBufferPointer { drift in
        var opened = 0
        for position in 0..<count {
          let lower = (bounds[Int(rows[position])] - drift[Int(labels[position])]) * below
          let stands = lower > 0 && squares[position] * above < lower * lower
          open[opened] = position
          opened += stands ? 0 : 1
        }
        return opened
      }
    }
  }

  /// Sets the label of a row, and how far at least any other centroid is: not a number where nothing is known.
  mutating func set(_ row: Int, label: Int32, lower: Double) {
    labels[row] = label
    bounds[row] = (lower + drift[Int(label)]) * (1 - 0x1p-52)
  }

  /// Takes account of one update, given the drift of each centroid.
  mutating func loosen(by drifts: [Double]) {
    let step = drifts.withUnsafeBufferPointer(LargestDrifts.init)
    for cluster in drift.indices {
      drift[cluster] = (drift[cluster] + step.largest(except: cluster)) * (1 + 0x1p-52)
    }
  }
}
