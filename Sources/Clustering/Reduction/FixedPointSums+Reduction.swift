extension FixedPointSums {
  /// Makes the sums of all members of one's own, each of which has touched some clusters; returns which clusters anybody has, and
  /// what numbers that come along add up to.
  ///
  /// One exchange, of all clusters; where these are many, and `expected`, about how many were touched, are few, two: which clusters
  /// these are, and their sums.
  ///
  /// - Parameter expected: the same at all members.
  mutating func combine(
    _ own: [Bool], beside others: [Int128], expecting expected: Int, in reduction: Reduction
  ) -> (touched: [Bool], others: [Int128]) {
    let flags: [Int128] = own.map { $0 ? 1 : 0 }
    let count = own.count * numbers(of: 0).count
    let isTogether = count <= Self.fewNumbers || 2 * expected >= own.count
    let all = isTogether ? own.indices.flatMap { numbers(of: $0) } : []
    let found = reduction.sum(others + flags + all)
    let touched = found[others.count..<(others.count + own.count)].map { $0 > 0 }
    let clusters = touched.indices.filter { touched[$0] }
    if isTogether {
      set(clusters, found[(others.count + own.count)...]) { $0 }
    } else {
      var place = 0
      set(clusters, reduction.sum(clusters.flatMap { numbers(of: $0) })[...]) { _ in
        defer { place += 1 }
        return place
      }
    }
    return (touched, Array(found[..<others.count]))
  }

  /// So many travel in about the time that an exchange of one takes.
  private static var fewNumbers: Int { 4096 }

  private mutating func set(_ clusters: [Int], _ numbers: ArraySlice<Int128>, _ place: (Int) -> Int) {
    let size = self.numbers(of: 0).count
    for cluster in clusters {
      let start = numbers.startIndex + place(cluster) * size
      set(cluster, numbers[start..<(start + size)])
    }
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
