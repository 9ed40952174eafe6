internal import Clustering

/// The values that stand best for one component of a random direction, for so many bits: the optimal quantizer of its distribution.
///
/// A component t of a uniform direction in d dimensions has a density proportional to (1 - t^2)^((d - 3) / 2). On a fine grid the best values
/// are those of an ``/Clustering/OptimalSegmentation``, which is exact.
enum SphereLevels {
  private static let gridSize = 1 << 14

  /// Ascending, 2^bits; symmetric.
  static func levels(dimensions d: Int, bits: Int) -> [Double] {
    // Beyond eight deviations there is nothing.
    let reach = min(1, 8 / Double(d).squareRoot())
    let step = 2 * reach / Double(gridSize)
    let values = (0..<gridSize).map { (Double($0) + 0.5) * step - reach }
    let weights = values.map { density($0, d) }
    // Of one dimension there are two directions.
    guard
      d > 1,
      let best = try? OptimalSegmentation(of: values, weights: weights, clusterCount: 1 << bits)
    else { return [Double](repeating: -1, count: 1 << (bits - 1)) + [Double](repeating: 1, count: 1 << (bits - 1)) }
    let found = best.centroids
    return found.indices.map { (found[$0] - found[found.count - 1 - $0]) / 2 }
  }

  /// By multiplications alone, so that all machines have the same bits.
  private static func density(_ t: Double, _ d: Int) -> Double {
    let base = 1 - t * t
    if d == 2 { return 1 / base.squareRoot() }
    var (result, square, exponent) = ((d - 3) % 2 == 0 ? 1 : base.squareRoot(), base, (d - 3) / 2)
    while exponent > 0 {
      if exponent % 2 == 1 { result *= square }
      square *= square
      exponent /= 2
    }
    return result
  }
}
