extension FixedPointSums {
  /// Makes the sums of all members of one's own, each of which has touched some clusters; returns which clusters anybody has.
  mutating func combine(_ own: [Bool], in reduction: Reduction) -> [Bool] {
    let touched = reduction.sum(own.map { $0 ? 1 : 0 }).map { $0 > 0 }
    let clusters = touched.indices.filter { touched[$0] }
    let found = reduction.sum(clusters.flatMap { numbers(of: $0) })
    let size = found.count / max(1, clusters.count)
    for (place, cluster) in clusters.enumerated() { set(cluster, found[(place * size)..<((place + 1) * size)]) }
    return touched
  }

  /// All of a cluster as numbers that can be added one by one.
  private func numbers(of cluster: Int) -> [Int128] {
    [Int128(counts[cluster]), masses[cluster]]
      + (cluster * dimensions..<(cluster + 1) * dimensions).map { self[$0] } + wide.numbers(of: cluster)
  }

  private mutating func set(_ cluster: Int, _ numbers: ArraySlice<Int128>) {
    let start = numbers.startIndex
    (counts[cluster], masses[cluster]) = (Int(numbers[start]), numbers[start + 1])
    for column in 0..<dimensions {
      let (index, sum) = (cluster * dimensions + column, numbers[start + 2 + column])
      (low[index], high[index]) = (UInt64(truncatingIfNeeded: sum), Int64(truncatingIfNeeded: sum >> 64))
    }
    wide.set(cluster, numbers[(start + 2 + dimensions)...])
  }
}

extension WideSums {
  /// The words of a cluster, each as a number of its own, which leaves room for carries.
  fileprivate func numbers(of cluster: Int) -> [Int128] { words[elements(of: cluster)].map { Int128($0) } }

  fileprivate mutating func set(_ cluster: Int, _ numbers: ArraySlice<Int128>) {
    var carry: Int128 = 0
    for (place, index) in elements(of: cluster).enumerated() {
      if place % plan.words == 0 { carry = 0 }
      let sum = numbers[numbers.startIndex + place] + carry
      (words[index], carry) = (UInt64(truncatingIfNeeded: sum), sum >> 64)
    }
  }
}
