import Clustering
import Matrices

/// Greedy k-means++ and k-means|| written as plainly as possible: every distance is computed, every sum is taken anew.
struct PlainSeeding {
  let rows: [[Double]]
  /// Whole numbers.
  let weights: [Int]
  var generator: SeededGenerator

  /// - Parameter points: divided by the power of two of their largest magnitude where that is far from 1, as the library
  ///   does.
  init<Scalar: BinaryFloatingPoint>(_ points: Matrix<Scalar>, weights: [Int]?, seed: UInt64) {
    let values = (0..<points.rows).map { points.row($0).map { Double($0) } }
    let exponent = values.joined().map(\.magnitude).max().map { $0 > 0 ? Int($0.exponent) : 0 } ?? 0
    let far = abs(exponent) > 32
    rows = far ? values.map { $0.map { Double(sign: .plus, exponent: -exponent, significand: $0) } } : values
    self.weights = weights ?? Array(repeating: 1, count: points.rows)
    generator = SeededGenerator(seed: seed)
  }

  private init(_ whole: PlainSeeding, candidates: [Int], weights: [Int]) {
    rows = candidates.map { whole.rows[$0] }
    self.weights = weights
    generator = whole.generator
  }

  /// k-means||, for data that give it enough candidates.
  mutating func parallelPicks(_ clusterCount: Int, oversampling: Int, rounds: Int) -> [Int] {
    var candidates = [drawn(by: weights.map { Int128($0) })]
    for _ in 0..<rounds {
      let closest = rows.map { row in candidates.map { canonicalDistance(row, rows[$0]) }.min() ?? 0 }
      let masses = quanta(closest, terms(closest).max() ?? 0)
      let total = masses.reduce(0, +)
      // All rows are candidates, or copies of them.
      guard total > 0 else { break }
      candidates += rows.indices.filter { row in
        (total * Int128(generator.next() >> 11)) >> 53 < Int128(oversampling * clusterCount) * masses[row]
      }
    }
    var owned = [Int](repeating: 0, count: candidates.count)
    for (row, weight) in zip(rows, weights) {
      let squares = candidates.map { canonicalDistance(row, rows[$0]) }
      owned[squares.indices.reduce(0) { squares[$1] < squares[$0] ? $1 : $0 }] += weight
    }
    let held = owned.indices.filter { owned[$0] > 0 }
    var reduced = PlainSeeding(self, candidates: held.map { candidates[$0] }, weights: held.map { owned[$0] })
    return reduced.picks(clusterCount).map { candidates[held[$0]] }
  }

  mutating func picks(_ clusterCount: Int) -> [Int] {
    var chosen = [drawn(by: weights.map { Int128($0) })]
    var closest = distances(to: chosen[0])
    let candidateCount = 2 + [3, 8, 21, 55, 149].filter { $0 <= clusterCount }.count
    while chosen.count < clusterCount {
      let bound = terms(closest).max() ?? 0
      let masses = quanta(closest, bound)
      let candidates = (0..<candidateCount).map { _ in
        drawn(by: masses.contains { $0 > 0 } ? masses : weights.map { Int128($0) })
      }
      var best: (row: Int, potential: Int128, closest: [Double]) = (0, .max, [])
      for candidate in candidates {
        let nearer = zip(closest, distances(to: candidate)).map { min($0, $1) }
        let potential = quanta(nearer, bound).reduce(0, +)
        if potential < best.potential { best = (candidate, potential, nearer) }
      }
      chosen.append(best.row)
      closest = best.closest
    }
    return chosen
  }

  private func distances(to row: Int) -> [Double] { rows.map { canonicalDistance($0, rows[row]) } }

  private func terms(_ squares: [Double]) -> [Double] { zip(squares, weights).map { $0 * Double($1) } }

  private func quanta(_ squares: [Double], _ bound: Double) -> [Int128] {
    guard bound > 0 else { return squares.map { _ in 0 } }
    let factor = Double(sign: .plus, exponent: 50 - Int(bound.exponent), significand: 1)
    return terms(squares).map { Int128(($0 * factor).rounded(.toNearestOrEven)) }
  }

  /// The first row whose cumulative mass exceeds the total times a multiple of 2^-53.
  private mutating func drawn(by masses: [Int128]) -> Int {
    let target = (masses.reduce(0, +) * Int128(generator.next() >> 11)) >> 53
    var sum: Int128 = 0
    for (row, mass) in masses.enumerated() {
      sum += mass
      if sum > target { return row }
    }
    return masses.count - 1
  }
}
