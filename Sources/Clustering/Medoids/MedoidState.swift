internal import TesseraKernels

/// Medoids, and of each row the two nearest: what the loss of every exchange follows from.
///
/// Sums that decide are integers: each row's w times its distance in quanta of 2^exponent (``FixedPoint``), so that the loss of an
/// exchange is one number, whoever adds it up, and the loss cannot fall forever.
struct MedoidState {
  let distances: RowDistances
  let weights: RowWeights
  /// Rows.
  private(set) var medoids: [Int32]
  /// Which of them is nearest to each row, and which comes second (-1 for one medoid).
  private(set) var nearest: [Int32]
  private(set) var second: [Int32]
  /// w times the distance to both; of one medoid the second is farther than any row is from another.
  private(set) var near: [Double]
  private(set) var far: [Double]
  /// The same in quanta.
  private(set) var nearQuanta: [Int128]
  private(set) var farQuanta: [Int128]
  /// What taking a medoid away adds to the loss, each row going to its second: in Double with any rounding, and exactly.
  private(set) var removal: [Double] = []
  private(set) var removalQuanta: [Int128] = []
  /// The sum of near and far.
  private(set) var magnitude = 0.0
  /// Of the quanta.
  let exponent: Int32
  /// - Parameter medoids: distinct rows, one at least.
  init(_ medoids: [Int32], _ distances: RowDistances, _ weights: RowWeights, _ parallel: ParallelRows) {
    (self.medoids, self.distances, self.weights) = (medoids, distances, weights)
    let count = distances.count
    // No two rows are farther from each other than twice what the farthest is from one of them.
    let reach = 2.5 * (distances.all(from: Int(medoids[0])).max() ?? 0)
    let farthest = distances.distance == .squared ? 2 * reach : reach
    let bound = farthest * weights.bound
    exponent = FixedPoint.exponent(bound: bound, count: 4 * count)
    (nearest, second) = (Array(repeating: 0, count: count), Array(repeating: -1, count: count))
    (near, far) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
    (nearQuanta, farQuanta) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
    let pairs = [Pair](count: count, in: parallel) { _, range, target in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: medoids.count) { own in
        for (position, row) in range.enumerated() {
          distances.some(from: row, to: medoids, into: own.baseAddress!)
          (target + position).initialize(to: Pair(own))
        }
      }
    }
    for (row, pair) in pairs.enumerated() {
      let far = weights[row] * (pair.second < 0 ? farthest : pair.far)
      put(row, pair.nearest, weights[row] * pair.near, pair.second, far)
    }
    sumUp()
  }

  private mutating func put(_ row: Int, _ first: Int32, _ near: Double, _ second: Int32, _ far: Double) {
    nearQuanta[row] = FixedPoint.quanta(of: near, exponent: exponent)
    farQuanta[row] = FixedPoint.quanta(of: far, exponent: exponent)
    (nearest[row], self.second[row], self.near[row], self.far[row]) = (first, second, near, far)
  }

  private mutating func sumUp() {
    removal = Array(repeating: 0, count: medoids.count)
    removalQuanta = Array(repeating: 0, count: medoids.count)
    magnitude = 0
    for row in nearest.indices {
      let slot = Int(nearest[row])
      removal[slot] += far[row] - near[row]
      removalQuanta[slot] += farQuanta[row] - nearQuanta[row]
      magnitude += far[row] + near[row]
    }
  }

  /// In quanta.
  var loss: Int128 { nearQuanta.reduce(0, +) }

  /// The exchange of a medoid for one row that lowers the loss most (ties: the first medoid), with the row's distances to all; nil
  /// where none lowers it.
  ///
  /// - Complexity: O(rows * dimensions).
  func exchange(for row: Int) -> (slot: Int, distances: [Double])? {
    let all = distances.all(from: row)
    var (shared, own) = (Int128(0), removalQuanta)
    for other in all.indices {
      let value = FixedPoint.quanta(of: weights[other] * all[other], exponent: exponent)
      guard value < farQuanta[other] else { continue }
      shared += min(value, nearQuanta[other]) - nearQuanta[other]
      own[Int(nearest[other])] += max(value, nearQuanta[other]) - farQuanta[other]
    }
    var best = 0
    for slot in own.indices where own[slot] < own[best] { best = slot }
    return own[best] + shared < 0 ? (best, all) : nil
  }

  /// Puts a row in a medoid's place.
  ///
  /// - Complexity: O(rows), and O(clusterCount * dimensions) per row that had the old one as its nearest or second.
  mutating func exchange(_ slot: Int, for row: Int, _ all: [Double]) {
    medoids[slot] = Int32(row)
    let slot = Int32(slot)
    var own = [Double](repeating: 0, count: medoids.count)
    for other in all.indices {
      let value = weights[other] * all[other]
      let (first, next, near, far) = (nearest[other], second[other], near[other], far[other])
      guard next >= 0 else {
        put(other, slot, value, -1, far)
        continue
      }
      if first == slot || next == slot {
        let (kept, keptValue) = first == slot ? (next, far) : (first, near)
        if value <= far {
          if value < keptValue {
            put(other, slot, value, kept, keptValue)
          } else {
            put(other, kept, keptValue, slot, value)
          }
          continue
        }
        own.withUnsafeMutableBufferPointer { distances.some(from: other, to: medoids, into: $0.baseAddress!) }
        var best = -1
        for place in own.indices where place != Int(kept) && (best < 0 || own[place] < own[best]) { best = place }
        put(other, kept, keptValue, Int32(best), weights[other] * own[best])
      } else if value < near {
        put(other, slot, value, first, near)
      } else if value < far {
        put(other, first, near, slot, value)
      }
    }
    sumUp()
  }
}

/// The two smallest of some distances, and where they are.
private struct Pair {
  var nearest: Int32 = -1
  var second: Int32 = -1
  var near = Double.infinity
  var far = Double.infinity

  init(_ distances: UnsafeMutableBufferPointer<Double>) {
    for (place, distance) in distances.enumerated() {
      if nearest < 0 || distance < near {
        (second, far) = (nearest, near)
        (nearest, near) = (Int32(place), distance)
      } else if second < 0 || distance < far {
        (second, far) = (Int32(place), distance)
      }
    }
  }
}
