internal import TesseraKernels

extension AssignmentEngine {
  /// A copy of `statistics` in which every cluster without weight owns one row, if rows can be spared: the rows farthest
  /// from their own centroids first (ties: the lowest row), each taken out of its donor's sums.
  ///
  /// - Parameter sample: the rows of `statistics`; nil for all.
  ///
  /// A donor never gives its last row away, and a row on its centroid stays.
  func relocatingEmptyClusters(
    _ statistics: StatisticsAccumulator<Scalar>, among sample: RowSample? = nil
  ) -> StatisticsAccumulator<Scalar> {
    let empty = statistics.masses.indices.filter { statistics.masses[$0] == 0 }
    guard !empty.isEmpty else { return statistics }
    let distances = ownSquaredDistances()
    var donors = FarthestRows(
      distances, isDonor: { [points] in points.weights[$0] > 0 && sample?.isMember[$0] ?? true },
      expected: empty.count)
    var relocated = statistics
    for cluster in empty {
      while let row = donors.next() {
        let source = labels[row]
        guard relocated.counts[Int(source)] > 1, relocated.masses[Int(source)] > points.weights.quanta(of: row) else {
          continue
        }
        relocated.apply([[RowMove(row: Int32(row), source: source, target: Int32(cluster))]])
        break
      }
    }
    return relocated
  }
}

/// Rows from the farthest to the nearest (ties: the lowest first), sorted no further than they are asked for.
private struct FarthestRows {
  private let distances: [Double]
  private let isDonor: (Int) -> Bool
  private var sorted: ArraySlice<Int> = []
  private var wanted: Int
  /// All rows that were handed out or are in `sorted` are farther than this, or as far.
  private var bound = Double.infinity

  init(_ distances: [Double], isDonor: @escaping (Int) -> Bool, expected: Int) {
    self.distances = distances
    self.isDonor = isDonor
    wanted = 2 * expected + 16
  }

  mutating func next() -> Int? {
    if sorted.isEmpty { refill() }
    return sorted.popFirst()
  }

  /// The next `wanted` rows, and all that tie with the last of them.
  private mutating func refill() {
    let distances = distances
    let rest = distances.indices.filter { distances[$0] > 0 && distances[$0] < bound && isDonor($0) }
    guard !rest.isEmpty else { return }
    var threshold = 0.0
    if rest.count > wanted {
      // A sample says how far to look; too near a guess only sorts more.
      let step = max(1, rest.count / 4096)
      let sample = stride(from: 0, to: rest.count, by: step).map { distances[rest[$0]] }.sorted(by: >)
      let guess = sample[min(sample.count - 1, 2 * wanted / step + 8)]
      threshold = rest.count { distances[$0] >= guess } >= wanted ? guess : 0
    }
    let chosen = rest.filter { distances[$0] >= threshold }
    sorted = chosen.sorted { (distances[$0], $1) > (distances[$1], $0) }[...]
    bound = threshold > 0 ? threshold : -1
    wanted *= 4
  }
}
