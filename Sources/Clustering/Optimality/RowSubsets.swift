internal import Matrices
internal import TesseraKernels

/// Rows dealt into subsets that are all like the whole: whatever the centroids, the inertia is the sum over subsets of what
/// their rows cost, and each costs at least its own optimum.
///
/// The sum of these optima is the larger the less a subset's part of a cluster lies beside the cluster's mean: rows are
/// dealt evenly, cluster by cluster, then exchanged between subsets as long as that brings the parts' means together.
///
/// Source: A. M. Sudoso and D. Aloise, *Strong bounds and anticlustering for minimum sum-of-squares clustering* (2025),
/// arXiv 2502.08397.
struct RowSubsets {
  private(set) var rows: [[Int]]

  /// The most steps of the search for a subset's bound.
  static let steps = 400

  /// How many rows a subset has, so that all subsets take about 2^36 operations; nil where it would have fewer than one and a
  /// half per cluster.
  static func size(rows: Int, clusterCount: Int) -> Int? {
    let size = min(200, Int((0x1p24 / Double(rows)).squareRoot()))
    return min(rows, size) * 2 >= 3 * clusterCount || rows <= size ? min(size, rows) : nil
  }

  /// - Parameter labels: of a good clustering. Rows without weight are left out.
  init<Scalar: KernelScalar>(
    _ points: ScaledPoints<Scalar>, _ labels: [Int32], clusterCount: Int, size: Int, seed: UInt64
  ) {
    var members = [[Int]](repeating: [], count: clusterCount)
    for row in labels.indices where points.weights[row] > 0 { members[Int(labels[row])].append(row) }
    let count = members.reduce(0) { $0 + $1.count }
    let subsets = max(1, (count + size - 1) / size)
    rows = Array(repeating: [], count: subsets)
    guard subsets > 1 else {
      rows[0] = members.flatMap { $0 }
      return
    }
    var generator = SeededGenerator(seed: seed, stream: 0x0A17)
    var next = 0
    for cluster in members {
      var deal = Deal(cluster, subsets: subsets, from: next, points, &generator)
      deal.exchange(points, &generator)
      for (row, subset) in zip(deal.rows, deal.owners) { rows[subset].append(row) }
      next = (next + cluster.count) % subsets
    }
    for subset in rows.indices { rows[subset].sort() }
  }
}

/// The rows of one cluster, dealt to subsets.
private struct Deal {
  private(set) var rows: [Int]
  private(set) var owners: [Int]
  /// Per subset, the sum of w (x - the cluster's mean).
  private var sums: [Double]
  private let mean: [Double]

  init<Scalar: KernelScalar>(
    _ cluster: [Int], subsets: Int, from first: Int, _ points: ScaledPoints<Scalar>,
    _ generator: inout SeededGenerator
  ) {
    let d = points.dimensions
    rows = cluster
    for place in rows.indices.dropFirst() { rows.swapAt(place, generator.index(below: place + 1)) }
    owners = rows.indices.map { (first + $0) % subsets }
    var (mean, mass) = ([Double](repeating: 0, count: d), 0.0)
    for row in rows {
      mass += points.weights[row]
      for column in 0..<d { mean[column] += points.weights[row] * points.element(row, column) }
    }
    if mass > 0 { for column in 0..<d { mean[column] /= mass } }
    self.mean = mean
    sums = Array(repeating: 0, count: subsets * d)
    for (row, owner) in zip(rows, owners) {
      for column in 0..<d {
        sums[owner * d + column] += points.weights[row] * (points.element(row, column) - mean[column])
      }
    }
  }

  /// Exchanges of two rows of different subsets that make the sum of the sums' squares less.
  mutating func exchange<Scalar: KernelScalar>(
    _ points: ScaledPoints<Scalar>, _ generator: inout SeededGenerator
  ) {
    let d = points.dimensions
    guard rows.count > 1, sums.count > d else { return }
    let tries = max(1, min(60, Int(0x1p28) / max(1, points.rows * d)))
    for _ in 0..<tries {
      if points.cancellation?.isCancelled ?? false { return }
      for place in rows.indices {
        let other = generator.index(below: rows.count)
        let (a, b) = (owners[place], owners[other])
        guard a != b else { continue }
        let (left, right) = (points.weights[rows[place]], points.weights[rows[other]])
        var change = 0.0
        for column in 0..<d {
          let move =
            right * (points.element(rows[other], column) - mean[column])
            - left * (points.element(rows[place], column) - mean[column])
          change += move * (sums[a * d + column] - sums[b * d + column] + move)
        }
        guard change < 0 else { continue }
        for column in 0..<d {
          let move =
            right * (points.element(rows[other], column) - mean[column])
            - left * (points.element(rows[place], column) - mean[column])
          sums[a * d + column] += move
          sums[b * d + column] -= move
        }
        owners.swapAt(place, other)
      }
    }
  }
}

extension ScaledPoints {
  fileprivate func element(_ row: Int, _ column: Int) -> Double {
    matrix.withUnsafeElements { Double($0[row * dimensions + column]) }
  }
}
