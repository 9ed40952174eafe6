internal import TesseraKernels

/// Whether the prices hold for what rows do not offer.
extension BalancedSolver {
  /// Looks at all rows whose bounds the prices have reached: their lists are made anew, they offer their arcs, and where another
  /// cluster is cheaper they move at once. Returns how many moved: 0 proves the assignment.
  ///
  /// - Complexity: O(rows), and O(clusterCount * dimensions) for each row that is looked at.
  func price() -> Int {
    noteReals()
    var change = Int64.max
    for cluster in 0..<clusterCount {
      change = min(change, prices[cluster] - reference[cluster])
      reference[cluster] = prices[cluster]
    }
    nonisolated(unsafe) let solver = self
    let opened = grid.points.matrix.withUnsafeElements { elements in
      nonisolated(unsafe) let elements = elements.baseAddress!
      return grid.parallel.mapChunks(of: count, chunk: 512) { [change] worker, _, rows in
        var opened: [Int32] = []
        for row in rows where solver.open(row, change, elements, solver.workers[worker]) { opened.append(Int32(row)) }
        return opened
      }
    }
    var moved = 0
    for row in opened.joined() {
      if settle(Int(row)) { moved += 1 } else { offerArcs(of: Int(row)) }
    }
    return moved
  }

  /// Loosens a row's bounds; whether it had to be looked at.
  private func open(_ row: Int, _ change: Int64, _ elements: UnsafePointer<Scalar>, _ room: RowRoom) -> Bool {
    if bounds[row] < Self.far { bounds[row] += change }
    if limits[row] < Self.far { limits[row] += change }
    guard owns[row] + prices[Int(labels[row])] > limits[row] else { return false }
    if !offers[row] { refresh(row, elements, room) }
    if cheapest(row).value > bounds[row] { list(row, elements, room) }
    limits[row] = bounds[row]
    return true
  }
}
