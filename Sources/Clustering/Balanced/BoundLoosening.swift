internal import TesseraKernels

/// How much less the cost of any other cluster may be after the centroids have moved, for the rows of each cluster.
///
/// A centroid b that moves by m changes the cost of a row x by |m|^2 - 2 (x - b).m. For the rows of cluster a, x - b is (a - b) +
/// (x - a): the first part is known exactly, the second is at most the row's own distance times |m|.
struct BoundLoosening {
  private static let steps = 16
  /// [cluster][step]: the least change for rows up to so far from the centroid.
  private let changes: [Int64]
  /// Steps per distance, for each cluster.
  private let scales: [Double]

  /// - Parameters:
  ///   - old, new: centroids on the same grid, row-major.
  ///   - reaches: for each cluster at least the largest own cost of a row.
  /// - Complexity: O(clusterCount^2 * dimensions).
  init(
    from old: UnsafePointer<Double>, to new: UnsafePointer<Double>, clusterCount: Int, dimensions: Int,
    reaches: [Int64], in parallel: ParallelRows
  ) {
    let (k, d, steps) = (clusterCount, dimensions, Self.steps)
    let above = 1 + 0x1p-50
    let radii = reaches.map { Double($0).squareRoot() * above }
    scales = radii.map { $0 > 0 ? Double(steps) / $0 : 0 }
    var drifts = [Double](repeating: 0, count: k)
    // -2 m . b + |m|^2 without the part that depends on a.
    var moves = [Double](repeating: 0, count: k * d)
    var owns = [Double](repeating: 0, count: k)
    for cluster in 0..<k {
      var (square, product) = (0.0, 0.0)
      for index in (cluster * d)..<((cluster + 1) * d) {
        let move = new[index] - old[index]
        moves[index] = move
        square += move * move
        product += move * old[index]
      }
      drifts[cluster] = 2 * square.squareRoot() * above
      owns[cluster] = square + 2 * product
    }
    nonisolated(unsafe) let old = old
    changes = parallel.mapChunks(of: k, chunk: 8) { [moves, drifts, owns] _, _, clusters in
      var part: [Int64] = []
      var constants = [Double](repeating: 0, count: k)
      for cluster in clusters {
        let own = old + cluster * d
        moves.withUnsafeBufferPointer { moves in
          for other in 0..<k {
            var product = 0.0
            let start = other &* d
            for column in 0..<d { product += own[column] * moves[start &+ column] }
            constants[other] = owns[other] - 2 * product
          }
        }
        constants[cluster] = .infinity
        for step in 0...steps {
          let distance = radii[cluster] * Double(step) / Double(steps) * above
          var least = Double.infinity
          for other in 0..<k { least = min(least, constants[other] - distance * drifts[other]) }
          // A few units for the rounding of all this.
          part.append(least < 0x1p60 ? Int64(least.rounded(.down)) - 16 : 0)
        }
      }
      return part
    }.flatMap { $0 }
  }

  /// For a row of this own cost.
  @inline(__always)
  func change(of cost: Int64, in cluster: Int) -> Int64 {
    let step = Int(Double(cost).squareRoot() * scales[cluster]) + 1
    return changes[cluster * (Self.steps + 1) + min(step, Self.steps)]
  }
}
