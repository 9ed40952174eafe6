internal import TesseraKernels

/// Rows sent along shortest paths from clusters that have too many to those that have too few.
extension BalancedSolver {
  /// Until no node has too many; false where that was given up.
  func augment() -> Bool {
    var work = 0
    while let node = (0...clusterCount).first(where: { excess[$0] > 0 }) {
      while excess[node] > 0 {
        work += 1
        if work & 63 == 0, isCancelled { return false }
        if work & 1023 == 0, arcs.reduce(0, { $0 + $1.capacity }) > most { offerArcs() }
        if let end = search(from: node) {
          send(from: node, to: end)
        } else {
          connect()
        }
      }
    }
    return true
  }

  /// A shortest path to the nearest node that has too few, which `paths` knows; nil where none can be reached.
  private func search(from start: Int) -> Int? {
    let market = clusterCount
    paths.begin(at: start)
    while let node = paths.settle() {
      if excess[node] < 0 { return node }
      let (distance, price) = (paths.distance(node), prices[node])
      guard node < market else {
        for cluster in 0..<clusterCount where targets[cluster] > minimum {
          paths.reach(cluster, at: distance + prices[cluster] - price, from: Int32(node), by: -1)
        }
        continue
      }
      let base = distance - price
      arcs[node].heaps.withUnsafeBufferPointer { heaps in
        for heap in heaps where heap.count > 0 {
          let target = Int(heap.target)
          paths.reach(target, at: base + heap.key + prices[target], from: Int32(node), by: heap.row)
        }
      }
      if targets[node] < maximum {
        paths.reach(market, at: distance + prices[market] - price, from: Int32(node), by: -1)
      }
    }
    return nil
  }

  /// Sends one row, or the market's place for one, along every arc of the path that was found, and makes all its arcs tight: prices
  /// of nodes on the way rise by what they are nearer than the end.
  private func send(from start: Int, to end: Int) {
    let length = paths.distance(end)
    for node in paths.settled {
      let rise = length - paths.distance(Int(node))
      if rise > 0 { prices[Int(node)] += rise }
    }
    var node = end
    while node != start {
      let (source, row) = (Int(paths.sources[node]), Int(paths.rows[node]))
      if source == clusterCount {
        targets[node] -= 1
      } else if node == clusterCount {
        targets[source] += 1
      } else {
        move(row, to: node, cost: cost(of: row, in: node))
      }
      node = source
    }
    excess[start] -= 1
    excess[end] += 1
  }

  func cost(of row: Int, in cluster: Int) -> Int64 {
    let start = row * width
    for place in start..<(start + width) where lists[place] == Int32(cluster) { return costs[place] }
    let room = workers[0]
    return grid.points.matrix.withUnsafeElements { elements in
      grid.round(row * step, elements.baseAddress!, into: room.x)
      var (index, square) = (Int32(cluster), 0.0)
      grid.kernels.distances(
        room.x, centroids: centroids, dimensions: grid.points.dimensions, indices: &index, count: 1, into: &square)
      return Int64(square)
    }
  }

  /// Where lists do not lead out of the clusters that were reached: every row of theirs offers itself to its cheapest cluster
  /// outside, too.
  private func connect() {
    nonisolated(unsafe) let solver = self
    noteReals()
    let isReached = (0..<clusterCount).map { paths.contains($0) }
    let found = grid.points.matrix.withUnsafeElements { elements in
      nonisolated(unsafe) let elements = elements.baseAddress!
      return grid.parallel.mapChunks(of: count, chunk: 512) { worker, _, rows in
        let room = solver.workers[worker]
        var found: [(row: Int, target: Int32, cost: Int64)] = []
        for row in rows where isReached[Int(solver.labels[row])] {
          solver.list(row, elements, room)
          solver.limits[row] = solver.bounds[row]
          var (target, least) = (Int32(-1), Double.infinity)
          for cluster in 0..<isReached.count where !isReached[cluster] {
            let value = room.squares[cluster] + solver.realPrices[cluster]
            if value < least { (target, least) = (Int32(cluster), value) }
          }
          if target >= 0 { found.append((row, target, Int64(room.squares[Int(target)]))) }
        }
        return found
      }
    }
    for (row, target, cost) in found.joined() {
      if !settle(row) { offerArcs(of: row) }
      let label = labels[row]
      if label != target {
        arcs[Int(label)].offer(ClusterArcs.Arc(key: cost - owns[row], row: Int32(row)), to: target)
      }
    }
  }

  /// Puts a row where it is cheapest by its list, if that is not where it is; whether it has moved.
  func settle(_ row: Int) -> Bool {
    let (found, label) = (cheapest(row), Int(labels[row]))
    guard found.value < owns[row] + prices[label] else { return false }
    excess[label] -= 1
    excess[Int(found.cluster)] += 1
    move(row, to: Int(found.cluster), cost: found.cost)
    return true
  }
}
