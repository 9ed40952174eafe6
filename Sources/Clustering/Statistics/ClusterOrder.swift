internal import TesseraKernels

/// Rows that change their cluster, sorted by the clusters that they leave and enter; by row within each.
struct ClusterOrder: Sendable {
  private let rows: [Int32]
  /// Where the rows of each list begin: list 2c leaves cluster c, list 2c + 1 enters it.
  private let starts: [Int]

  init(_ moves: [[RowMove]], clusterCount: Int, total: Int) {
    var starts = [Int](repeating: 0, count: 2 * clusterCount + 1)
    for part in moves {
      for move in part {
        if move.source >= 0 { starts[2 * Int(move.source) + 1] += 1 }
        starts[2 * Int(move.target) + 2] += 1
      }
    }
    for list in 1..<starts.count { starts[list] += starts[list - 1] }
    var next = starts
    rows = [Int32](unsafeUninitializedCapacity: 2 * total) { rows, initialized in
      for part in moves {
        for move in part {
          if move.source >= 0 { Self.append(move.row, to: 2 * Int(move.source), &next, rows) }
          Self.append(move.row, to: 2 * Int(move.target) + 1, &next, rows)
        }
      }
      initialized = starts[starts.count - 1]
    }
    self.starts = starts
  }

  private static func append(
    _ row: Int32, to list: Int, _ next: inout [Int], _ rows: UnsafeMutableBufferPointer<Int32>
  ) {
    rows[next[list]] = row
    next[list] += 1
  }

  func leaving(_ cluster: Int) -> ArraySlice<Int32> { list(2 * cluster) }
  func entering(_ cluster: Int) -> ArraySlice<Int32> { list(2 * cluster + 1) }

  private func list(_ index: Int) -> ArraySlice<Int32> { rows[starts[index]..<starts[index + 1]] }
}
