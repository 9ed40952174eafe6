internal import TesseraKernels

/// Lists: the cheapest clusters of each row, and a bound of all others.
extension BalancedSolver {
  /// Costs of one row to all clusters, into `room.squares`, and its list.
  func list(_ row: Int, _ elements: UnsafePointer<Scalar>, _ room: RowRoom) {
    let (k, width) = (clusterCount, width)
    let (squares, values, clusters) = (room.squares, room.values, room.clusters)
    grid.round(row &* step, elements, into: room.x)
    grid.kernels.distances(
      room.x, centroids: centroids, dimensions: grid.points.dimensions, indices: nil, count: k, into: squares)
    var (filled, threshold) = (0, Double.infinity)
    for cluster in 0..<k {
      let value = squares[cluster] + realPrices[cluster]
      guard value < threshold else { continue }
      var place = min(filled, width)
      while place > 0, values[place &- 1] > value {
        values[place] = values[place &- 1]
        clusters[place] = clusters[place &- 1]
        place &-= 1
      }
      values[place] = value
      clusters[place] = Int32(truncatingIfNeeded: cluster)
      if filled <= width { filled &+= 1 }
      if filled > width { threshold = values[width] }
    }
    var bound = filled > width ? Int64(values[width]) : Self.far
    let label = labels[row]
    if label >= 0, !(0..<width).contains(where: { clusters[$0] == label }) {
      bound = min(bound, Int64(values[width - 1]))
      clusters[width - 1] = label
    }
    bounds[row] = bound
    let start = row * width
    for place in 0..<width {
      lists[start + place] = clusters[place]
      costs[start + place] = Int64(squares[Int(clusters[place])])
    }
  }

  /// Brings the costs of one row's list, and of its cluster, to the centroids.
  func refresh(_ row: Int, _ elements: UnsafePointer<Scalar>, _ room: RowRoom) {
    let (start, d) = (row * width, grid.points.dimensions)
    grid.round(row &* step, elements, into: room.x)
    grid.kernels.distances(
      room.x, centroids: centroids, dimensions: d, indices: lists + start, count: width, into: room.squares)
    let label = labels[row]
    var isListed = false
    for place in 0..<width {
      let cost = Int64(room.squares[place])
      costs[start + place] = cost
      if lists[start + place] == label { (isListed, owns[row]) = (true, cost) }
    }
    if !isListed { owns[row] = ownCost(row, room) }
  }

  /// The cost of a row's cluster; the row is in `room.x`.
  func ownCost(_ row: Int, _ room: RowRoom) -> Int64 {
    grid.kernels.distances(
      room.x, centroids: centroids, dimensions: grid.points.dimensions, indices: labels + row, count: 1,
      into: room.squares)
    return Int64(room.squares[0])
  }

  /// The listed cluster whose cost plus price is least (ties: the row's own, else the lowest), its cost and value, and the least value
  /// of the others.
  @inline(__always)
  func cheapest(_ row: Int) -> (cluster: Int32, cost: Int64, value: Int64, next: Int64) {
    let (start, label) = (row &* width, labels[row])
    var (best, cost, least, next) = (Int32(-1), Int64(0), Int64.max, Int64.max)
    for place in start..<(start &+ width) {
      let cluster = lists[place]
      let value = costs[place] &+ prices[Int(cluster)]
      let isBetter = value < least || (value == least && best != label && (cluster == label || cluster < best))
      if isBetter {
        next = least
        (best, cost, least) = (cluster, costs[place], value)
      } else if value < next {
        next = value
      }
    }
    return (best, cost, least, next)
  }

  /// Every row to the cluster where cost plus price is least; returns how many rows were compared with all clusters.
  func compare(_ loosening: BoundLoosening?) -> Int {
    nonisolated(unsafe) let solver = self
    return grid.points.matrix.withUnsafeElements { elements in
      nonisolated(unsafe) let elements = elements.baseAddress!
      return grid.parallel.mapChunks(of: count, chunk: 512) { worker, _, rows in
        if solver.isCancelled { return 0 }
        var touched = 0
        for row in rows where solver.compare(row, loosening, elements, solver.workers[worker]) { touched += 1 }
        return touched
      }.reduce(0, +)
    }
  }

  private func compare(
    _ row: Int, _ loosening: BoundLoosening?, _ elements: UnsafePointer<Scalar>, _ room: RowRoom
  ) -> Bool {
    var isListed = false
    if let loosening {
      let change = loosening.change(of: owns[row], in: Int(labels[row]))
      if bounds[row] < Self.far { bounds[row] += change }
      if !offers[row] {
        if limits[row] < Self.far { limits[row] += change }
        grid.round(row &* step, elements, into: room.x)
        let cost = ownCost(row, room)
        if cost + prices[Int(labels[row])] + slack < limits[row] {
          owns[row] = cost
          return false
        }
      }
      refresh(row, elements, room)
      // Little is gained from arcs where clusters that are not listed may be about as cheap.
      isListed = cheapest(row).value + slack / 4 < bounds[row]
    }
    if !isListed { list(row, elements, room) }
    let found = cheapest(row)
    (labels[row], owns[row]) = (found.cluster, found.cost)
    offers[row] = found.next - found.value <= slack
    limits[row] = offers[row] ? bounds[row] : min(bounds[row], found.next)
    return !isListed
  }
}
