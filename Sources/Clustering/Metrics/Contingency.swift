internal import Refusals

/// How often each pair of labels meets, and the sizes of both partitions' clusters.
struct Contingency {
  let cells: [Int]
  let left: [Int]
  let right: [Int]
  let count: Int
  /// Per cell, the sizes of its two clusters.
  let leftOf: [Int]
  let rightOf: [Int]

  init<Label: Hashable>(_ leftLabels: [Label], _ rightLabels: [Label]) {
    require(leftLabels.count == rightLabels.count, "both labelings name the same rows")
    var cells: [Pair<Label>: Int] = [:]
    var order: [Pair<Label>] = []
    var (left, right): ([Label: Int], [Label: Int]) = ([:], [:])
    for (a, b) in zip(leftLabels, rightLabels) {
      let pair = Pair(left: a, right: b)
      if cells[pair] == nil { order.append(pair) }
      cells[pair, default: 0] += 1
      left[a, default: 0] += 1
      right[b, default: 0] += 1
    }
    self.cells = order.map { cells[$0] ?? 0 }
    // Sorted, so that sums over clusters are taken in one order whatever the hash seed.
    self.left = left.values.sorted()
    self.right = right.values.sorted()
    count = leftLabels.count
    leftOf = order.map { left[$0.left] ?? 0 }
    rightOf = order.map { right[$0.right] ?? 0 }
  }
}

private struct Pair<Label: Hashable>: Hashable {
  var left: Label
  var right: Label
}
