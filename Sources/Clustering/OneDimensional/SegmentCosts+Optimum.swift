extension SegmentCosts {
  /// Where the segments of the cheapest way with `clusterCount` of them begin and end; with one per value where there are fewer.
  /// nil when it was cancelled.
  func optimalCuts(_ clusterCount: Int, _ cancellation: Cancellation?) -> [Int]? {
    if clusterCount == 1 { return [0, count] }
    guard clusterCount < count else { return Array(0...count) }
    if cancellation?.isCancelled ?? false { return nil }
    return OnlyOptimum.cuts(self, clusterCount) ?? searchedCuts(clusterCount, cancellation)
  }

  /// The same of more values than clusters, by passes in Double and in pairs.
  func searchedCuts(_ clusterCount: Int, _ cancellation: Cancellation?) -> [Int]? {
    let all = (0...count).map { Int32(truncatingIfNeeded: $0) }
    var guess: DoubleDouble?
    let stride = 16
    if count >= 64 * stride, count / stride >= 4 * clusterCount {
      let some = all.indices.filter { $0 % stride == 0 || $0 == count }.map { all[$0] }
      guard let found = search(Double.self, some, clusterCount, cancellation).found(from: nil) else { return nil }
      guess = found.penalty
    }
    guard let found = search(Double.self, all, clusterCount, cancellation).found(from: guess) else { return nil }
    let open = places(besides: found, all)
    if cancellation?.isCancelled ?? false { return nil }
    let exact = search(DoubleDouble.self, open, clusterCount, cancellation)
    return exact.found(from: found.penalty)?.path.cuts
  }

  private func search<Number: SegmentNumber>(
    _ type: Number.Type, _ places: [Int32], _ clusterCount: Int, _ cancellation: Cancellation?
  ) -> SegmentSearch<Number> {
    SegmentSearch(costs: self, places: places, count: clusterCount, cancellation: cancellation)
  }

  /// The places where a boundary of the optimum can lie. Through any other the cheapest way costs more than the one found, by
  /// more than quick costs and their sums are off.
  private func places(besides found: SegmentSearch<Double>.Found, _ all: [Int32]) -> [Int32] {
    let penalty = found.penalty.value
    var pass = SegmentPass<Double>(over: all)
    pass.run(self, penalty: penalty)
    let before = pass.best
    pass.run(self, penalty: penalty, isMirrored: true)
    let after = pass.best
    let least = before[count]
    let upper = found.path.cost.value + penalty * Double(found.path.count)
    // Costs are off by 2^-28 of themselves in either pass, and sums by 2^-53 of themselves per segment.
    let doubt = 0x1p-24 * found.path.cost.value + 0x1p-46 * least
    let limit = least + max(0, upper - least) + doubt
    var isOpen = [Bool](repeating: false, count: count + 1)
    for place in 0...count where before[place] + after[count - place] <= limit { isOpen[place] = true }
    for path in found.neighbours + [found.path] {
      for cut in path.cuts { isOpen[cut] = true }
    }
    return all.filter { isOpen[Int($0)] }
  }
}
