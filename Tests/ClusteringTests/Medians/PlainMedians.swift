import Matrices

/// k-medians as plainly as possible; nil where a cluster loses all rows.
struct PlainMedians {
  private(set) var labels: [Int32] = []
  private(set) var centroids: [[Double]]
  private(set) var updates = 0
  private(set) var loss = 0.0

  init?(_ points: Matrix<Double>, _ weights: [Double]?, from start: Matrix<Double>) {
    centroids = start.rowArrays
    let rows = points.rowArrays
    func assigned() -> [Int32] {
      rows.map { row in
        let distances = centroids.map { Self.distance(row, $0) }
        return Int32(distances.firstIndex(of: distances.min()!)!)
      }
    }
    labels = assigned()
    repeat {
      let before = labels
      for cluster in centroids.indices {
        let members = rows.indices.filter { labels[$0] == cluster }
        guard !members.isEmpty else { return nil }
        for column in centroids[cluster].indices {
          let values = members.flatMap { Array(repeating: rows[$0][column], count: Int(weights?[$0] ?? 1)) }.sorted()
          centroids[cluster][column] = (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
        }
      }
      updates += 1
      labels = assigned()
      if labels == before { break }
    } while updates < 300
    loss = rows.indices.reduce(0) { $0 + (weights?[$1] ?? 1) * Self.distance(rows[$1], centroids[Int(labels[$1])]) }
  }

  /// Eight lanes, and the tree.
  static func distance(_ x: [Double], _ c: [Double]) -> Double {
    var sums = [Double](repeating: 0, count: 8)
    for column in x.indices { sums[column % 8] += abs(x[column] - c[column]) }
    let four = (0..<4).map { sums[$0] + sums[$0 + 4] }
    return (four[0] + four[2]) + (four[1] + four[3])
  }
}
