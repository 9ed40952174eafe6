internal import TesseraKernels

/// Arcs that rows offer, sizes that clusters are held to, and rows that change their cluster.
extension BalancedSolver {
  /// Makes the arcs of all rows that offer some.
  ///
  /// - Complexity: O(rows * width).
  func offerArcs() {
    let (k, width) = (clusterCount, width)
    var starts = [Int](repeating: 0, count: k + 1)
    for row in 0..<count where offers[row] { starts[Int(labels[row]) + 1] += 1 }
    for cluster in 0..<k { starts[cluster + 1] += starts[cluster] }
    var next = starts
    let rows = [Int32](unsafeUninitializedCapacity: starts[k]) { rows, initialized in
      for row in 0..<count where offers[row] {
        let label = Int(labels[row])
        rows[next[label]] = Int32(row)
        next[label] += 1
      }
      initialized = starts[k]
    }
    nonisolated(unsafe) let solver = self
    arcs = grid.parallel.mapChunks(of: k, chunk: 1) { [starts] worker, cluster, _ in
      ClusterArcs(places: solver.workers[worker].places) { offer in
        for row in rows[starts[cluster]..<starts[cluster + 1]] {
          let (first, own) = (Int(row) * width, solver.owns[Int(row)])
          for place in first..<(first + width) where solver.lists[place] != Int32(cluster) {
            offer(solver.lists[place], ClusterArcs.Arc(key: solver.costs[place] - own, row: row))
          }
        }
      }
    }
    most = max(1 << 20, 2 * arcs.reduce(0) { $0 + $1.capacity })
  }

  /// Makes the arcs of one row that has come to its cluster, or has another list.
  func offerArcs(of row: Int) {
    let (start, label, own) = (row * width, labels[row], owns[row])
    offers[row] = true
    for place in start..<(start + width) where lists[place] != label {
      arcs[Int(label)].offer(ClusterArcs.Arc(key: costs[place] - own, row: Int32(row)), to: lists[place])
    }
  }

  /// What each cluster is held to: its maximum where its price is above the market's, its minimum where it is below, else the
  /// size that it has, within its bounds.
  func setTargets() {
    let market = prices[clusterCount]
    for node in 0...clusterCount { excess[node] = 0 }
    for row in 0..<count { excess[Int(labels[row])] += 1 }
    excess[clusterCount] = -count
    for cluster in 0..<clusterCount {
      let target =
        prices[cluster] > market
        ? maximum : prices[cluster] < market ? minimum : min(max(excess[cluster], minimum), maximum)
      targets[cluster] = target
      excess[cluster] -= target
      excess[clusterCount] += target
    }
  }

  /// Puts a row into another cluster. The excess is the caller's business.
  func move(_ row: Int, to cluster: Int, cost: Int64) {
    let source = labels[row]
    labels[row] = Int32(cluster)
    arcs[Int(source)].leave(Int32(row), source, labels)
    owns[row] = cost
    offerArcs(of: row)
  }
}
