/// k-means in plain Double arithmetic, one loop after the other: what a reader of the documentation would write. It shares
/// nothing with the engine, so that its last digits differ; what they decide is not said.
struct PlainOracle {
  let rows: [[Double]]
  let weights: [Double]

  init(rows: [[Double]], weights: [Double]?) {
    self.rows = rows
    self.weights = weights ?? Array(repeating: 1, count: rows.count)
  }

  var columns: Int { rows[0].count }

  /// Per column, the largest magnitude and the difference of the largest and the smallest value.
  var magnitudes: [Double] { (0..<columns).map { j in rows.map { $0[j].magnitude }.max() ?? 0 } }
  var spreads: [Double] {
    (0..<columns).map { j in (rows.map { $0[j] }.max() ?? 0) - (rows.map { $0[j] }.min() ?? 0) }
  }

  /// The Euclidean distance, scaled so that no square overflows or vanishes.
  func distance(_ x: [Double], _ c: [Double]) -> Double {
    let largest = zip(x, c).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    guard largest > 0 else { return 0 }
    return largest * zip(x, c).reduce(0) { $0 + (($1.0 - $1.1) / largest) * (($1.0 - $1.1) / largest) }.squareRoot()
  }

  /// How far a distance may be off, relatively, here and there.
  var distanceError: Double { Double(columns + 16) * 0x1p-51 }

  /// A row's distances to all centroids: the nearest two, and whose they are.
  func nearest(_ row: Int, _ centroids: [[Double]]) -> (owner: Int, first: Double, second: Double) {
    var found = (owner: 0, first: Double.infinity, second: Double.infinity)
    for (index, centroid) in centroids.enumerated() {
      let distance = distance(rows[row], centroid)
      if distance < found.first {
        found = (index, distance, found.first)
      } else {
        found.second = min(found.second, distance)
      }
    }
    return found
  }

  func inertia(_ centroids: [[Double]], _ labels: [Int]) -> Double {
    rows.indices.reduce(0) {
      let distance = distance(rows[$1], centroids[labels[$1]])
      return $0 + weights[$1] * distance * distance
    }
  }

  /// The weight of each cluster and the mean of its rows, from differences to the first of them; some rows (with repetition)
  /// or all.
  func means(_ labels: [Int], count: Int, of some: [Int]? = nil) -> (masses: [Double], means: [[Double]]) {
    var masses = Array(repeating: 0.0, count: count)
    var origins = [[Double]?](repeating: nil, count: count)
    var sums = Array(repeating: Array(repeating: 0.0, count: columns), count: count)
    for row in some ?? Array(rows.indices) where weights[row] > 0 {
      let cluster = labels[row]
      let origin = origins[cluster] ?? rows[row]
      origins[cluster] = origin
      masses[cluster] += weights[row]
      for j in 0..<columns { sums[cluster][j] += weights[row] * (rows[row][j] - origin[j]) }
    }
    let means = (0..<count).map { cluster in
      (0..<columns).map { j in
        masses[cluster] > 0 ? (origins[cluster]?[j] ?? 0) + sums[cluster][j] / masses[cluster] : 0
      }
    }
    return (masses, means)
  }

  /// The row that each empty cluster gets, those first that take most off the inertia; nil where rounding decides.
  func relocatingEmptyClusters(_ centroids: [[Double]], _ labels: [Int]) -> [(cluster: Int, row: Int)]? {
    let masses = means(labels, count: centroids.count).masses
    let empty = masses.indices.filter { masses[$0] == 0 }
    guard !empty.isEmpty else { return [] }
    var labels = labels
    let shares = rows.indices.map { row in
      let distance = distance(rows[row], centroids[labels[row]])
      return weights[row] * distance * distance
    }
    let order = rows.indices.filter { shares[$0] > 0 }.sorted { (shares[$1], $0) < (shares[$0], $1) }
    for (one, other) in zip(order, order.dropFirst()) where shares[one] - shares[other] <= 1e-10 * shares[one] {
      guard rows[one] == rows[other], weights[one] == weights[other], labels[one] == labels[other] else { return nil }
    }
    var found: [(cluster: Int, row: Int)] = []
    var next = order.makeIterator()
    for cluster in empty {
      while let row = next.next() {
        guard rows.indices.contains(where: { $0 != row && labels[$0] == labels[row] && weights[$0] > 0 }) else {
          continue
        }
        labels[row] = cluster
        found.append((cluster, row))
        break
      }
    }
    return found
  }
}
