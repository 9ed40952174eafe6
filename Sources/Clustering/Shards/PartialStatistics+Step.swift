internal import Matrices

extension PartialStatistics {
  /// The centroids after a step of Lloyd's: the means, each rounded once. Clusters without weight begin anew at the rows that take
  /// most off the inertia, or stay.
  public var nextCentroids: Matrix<Double> {
    let sums = relocated()
    let (k, d) = (centroids.rows, centroids.columns)
    return Matrix(rows: k, columns: d) { next in
      for cluster in 0..<k {
        let hasWeight = sums.isPositive(cluster, d)
        for column in 0..<d {
          next[cluster * d + column] =
            hasWeight ? sums.quotient(cluster, column, by: d) : centroids[cluster, column]
        }
      }
    }
  }

  /// The sums with a row for each cluster without weight, as a fit has them; a donor never gives its last row away.
  private func relocated() -> ExactTable {
    let d = centroids.columns
    let empty = self.counts.indices.filter { !self.sums.isPositive($0, d) }
    guard !empty.isEmpty else { return self.sums }
    var (sums, counts, donors) = (self.sums, self.counts, farthest[...])
    for cluster in empty {
      while let spare = donors.popFirst() {
        let label = Int(spare.label)
        guard counts[label] > 1 else { continue }
        var without = sums
        without.move(spare, to: nil)
        guard without.isPositive(label, d) else { continue }
        without.move(spare, to: cluster)
        (counts[label], counts[cluster]) = (counts[label] - 1, counts[cluster] + 1)
        sums = without
        break
      }
    }
    return sums
  }
}

extension ExactTable {
  /// Takes a row out of its cluster (nil), or adds it to another.
  fileprivate mutating func move(_ spare: SpareRow, to cluster: Int?) {
    for (column, x) in (spare.elements + [1]).enumerated() {
      add(x, times: spare.weight, isTaken: cluster == nil, to: cluster ?? Int(spare.label), column)
    }
  }
}
