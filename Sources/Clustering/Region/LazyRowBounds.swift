internal import TesseraKernels

/// The region of rows that are looked at now and then: per row the label and, as of its last visit, a lower bound of the
/// distance to every other centroid. Nothing is touched between two visits, whatever moved.
///
/// A bound is stored with the sum of all earlier drifts added: bound + drift(then). At the next visit it is
/// bound + drift(then) - drift(now). The drift that counts for cluster j is the sum over updates of the largest drift of
/// any centroid but j.
///
/// Memory: 12 bytes per row, in its own allocations: a step is too short for checks of exclusive access.
final class LazyRowBounds {
  let labels: UnsafeMutablePointer<Int32>
  let errors: ErrorBounds
  private let bounds: UnsafeMutablePointer<Double>
  /// Per cluster, the sum of the largest drifts of the others.
  private let drift: UnsafeMutablePointer<Double>
  private var memory = OwnedMemory()
  private let rows: Int
  private let clusterCount: Int

  init(rows: Int, clusterCount: Int, errors: ErrorBounds) {
    (self.rows, self.clusterCount, self.errors) = (rows, clusterCount, errors)
    labels = memory.fill(rows, with: 0)
    bounds = memory.fill(rows, with: -.infinity)
    drift = memory.fill(clusterCount, with: 0)
  }

  /// Takes over what an assignment of all rows has found: labels and, where it kept any, bounds.
  func set(labels: [Int32], kept: KeptBounds?) {
    for row in 0..<rows { set(row, label: labels[row], lower: kept.map { Double($0.lower[row]) } ?? .nan) }
  }

  /// Collects the positions of the rows whose label does not stand, given D to their centroids; returns how many.
  func open(
    _ rows: UnsafePointer<Int32>, labels: UnsafePointer<Int32>, squares: UnsafePointer<Double>, count: Int,
    into open: UnsafeMutablePointer<Int>
  ) -> Int {
    let above = errors.above * errors.above * errors.above * errors.above
    let below = errors.below * errors.below
    var opened = 0
    for position in 0..<count {
      let lower = (bounds[Int(rows[position])] - drift[Int(labels[position])]) * below
      let stands = lower > 0 && squares[position] * above < lower * lower
      open[opened] = position
      opened += stands ? 0 : 1
    }
    return opened
  }

  /// Sets the label of a row, and how far at least any other centroid is.
  func set(_ row: Int, label: Int32, lower: Double) {
    // An infinite bound is meant where there is no other centroid; elsewhere it is an overflow, and nothing is known.
    let known = lower.isFinite || clusterCount == 1 ? lower : .nan
    labels[row] = label
    // Roundings in Float are relative, but for subnormal numbers.
    bounds[row] = (known - 0x1p-100 + drift[Int(label)]) * (1 - 0x1p-52)
  }

  /// Takes account of one update, given the drift of each centroid.
  func loosen(by drifts: UnsafePointer<Double>) {
    let step = LargestDrifts(UnsafeBufferPointer(start: drifts, count: clusterCount))
    for cluster in 0..<clusterCount {
      drift[cluster] = (drift[cluster] + step.largest(except: cluster)) * (1 + 0x1p-52)
    }
  }
}
