internal import Matrices

/// Prices to begin with.
extension BalancedSolver {
  /// Those at which samples of 1/64, 1/16 and 1/4 of the rows are assigned, each begun with those of the one before.
  ///
  /// Prices of centroids elsewhere may be worse than none.
  func guessPrices() {
    for node in 0...clusterCount { prices[node] = 0 }
    for step in [64, 16, 4] {
      let rows = (count + step - 1) / step
      guard rows >= 4 * clusterCount else { continue }
      let share = { (size: Int, up: Int64) in Int((Int64(size) * Int64(rows) + up) / Int64(self.count)) }
      let sample = BalancedSolver(
        grid, clusterCount: clusterCount, sizes: share(minimum, 0)...share(maximum, Int64(count) - 1), step: step)
      sample.centroids.update(from: centroids, count: clusterCount * grid.points.dimensions)
      sample.prices.update(from: prices, count: clusterCount + 1)
      guard sample.solve(nil) else { return }
      prices.update(from: sample.prices, count: clusterCount + 1)
    }
  }

  /// Assigns the rows to centroids that are put in place, and prefers their present clusters where others are as good.
  ///
  /// - Parameter isWarm: whether prices are near those to come.
  /// - Returns: whether that was finished.
  func assign(to next: Matrix<Double>, isWarm: Bool) -> Bool {
    let (elements, isOtherGrid) = grid.place(next)
    let d = grid.points.dimensions
    var loosening: BoundLoosening?
    if isWarm, !isOtherGrid, hasLists {
      var reaches = [Int64](repeating: 0, count: clusterCount)
      for row in 0..<count { reaches[Int(labels[row])] = max(reaches[Int(labels[row])], owns[row]) }
      loosening = elements.withUnsafeBufferPointer {
        BoundLoosening(
          from: centroids, to: $0.baseAddress!, clusterCount: clusterCount, dimensions: d, reaches: reaches,
          in: grid.parallel)
      }
    }
    elements.withUnsafeBufferPointer { centroids.update(from: $0.baseAddress!, count: $0.count) }
    if !isWarm || isOtherGrid { guessPrices() }
    let old = labels
    let before = [Int32](unsafeUninitializedCapacity: count) {
      $0.baseAddress!.initialize(from: old, count: count)
      $1 = count
    }
    guard solve(loosening) else { return false }
    keep(before)
    return true
  }

  /// Returns to labels that are as good as those that were found.
  private func keep(_ before: [Int32]) {
    guard count > 0, before[0] >= 0 else { return }
    var difference: Int128 = 0
    let changed = (0..<count).filter { labels[$0] != before[$0] }
    let old = changed.map { cost(of: $0, in: Int(before[$0])) }
    for (index, row) in changed.enumerated() { difference += Int128(old[index] - owns[row]) }
    guard difference == 0 else { return }
    for (index, row) in changed.enumerated() { (labels[row], owns[row], offers[row]) = (before[row], old[index], true) }
  }
}
