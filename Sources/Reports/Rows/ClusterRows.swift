/// The rows of each cluster, ascending.
struct ClusterRows: Sendable {
  private let rows: [Int32]
  private let starts: [Int]

  init(_ labels: [Int32], counts: [Int]) {
    var starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    self.starts = starts
    var next = starts
    var rows = [Int32](repeating: 0, count: labels.count)
    for (row, label) in labels.enumerated() {
      rows[next[Int(label)]] = Int32(row)
      next[Int(label)] += 1
    }
    self.rows = rows
  }

  subscript(cluster: Int) -> ArraySlice<Int32> { rows[starts[cluster]..<starts[cluster + 1]] }
}
