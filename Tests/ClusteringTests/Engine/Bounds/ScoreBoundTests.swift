import TesseraKernels
import Testing

@testable import Clustering

/// What Float scores, squared norms and canonical distances lose, beside what is claimed.
struct ScoreBoundTests {
  @Test(arguments: Kernels.all.indices)
  func scoresOfTilesLieWithinTheirBound(_ table: Int) {
    let kernels = Kernels.all[table]
    for (d, least) in [(1, 0.05), (8, 0.4), (64, 0.8), (1000, 0.9)] {
      let float = climbed(BoundTrial<Float>.vanishingProducts(d), steps: d < 9 ? 40 : 1) { Self.ratio($0, kernels) }
      let double = climbed(BoundTrial<Double>.vanishingProducts(d), steps: d < 9 ? 40 : 1) { Self.ratio($0, kernels) }
      report("tile score, \(d) dimensions", kernels, max(float, double))
      #expect(float <= 1 && float >= least && double <= 1 && double >= least, "\(d) dimensions")
    }
  }

  /// The largest error of a row's two smallest scores, as a share of what is claimed of it.
  private static func ratio<Scalar>(_ trial: BoundTrial<Scalar>, _ kernels: Kernels) -> Double {
    let (d, k) = (trial.dimensions, trial.centroids.count)
    var (packed, square) = ([Float](repeating: 0, count: d), 0.0)
    kernels.pack(
      trial.points, rowStride: d, rows: nil, count: 1, dimensions: d, shift: trial.shift, packed: &packed,
      squaredNorms: &square)
    let padded = PackedCentroids.paddedFilterCount(k)
    var panels = [Float](repeating: 0, count: padded * d)
    var halfNorms = [Float](repeating: .infinity, count: padded)
    let reach = PackedCentroids.packFilter(
      trial.elements, count: k, dimensions: d, shift: trial.shift, into: &panels, halfNorms: &halfNorms)
    var (first, second, index) = (Float.nan, Float.nan, Int32(-1))
    kernels.filter(
      packed, count: 1, dimensions: d, panels: panels, halfNorms: halfNorms, centroidCount: k, first: &first,
      second: &second, indices: &index)
    let claimed = trial.bounds.score(norm: square.squareRoot() * trial.bounds.above, reach: reach)
    return [(Int(index), first), (1 - Int(index), second)].map { index, score in
      var error = Expansion()
      error.add(Double(score))
      for (x, c) in zip(trial.row(0), trial.centroids[index]) {
        error.add(-0.5 * c, times: c)
        error.add(x, times: c)
      }
      return error.value.magnitude / claimed
    }.max() ?? 0
  }

  /// D of few dimensions loses a few roundings, of many a chain of them.
  @Test(arguments: Kernels.all.indices)
  func canonicalDistancesLieWithinTheirBound(_ table: Int) {
    let kernels = Kernels.all[table]
    func ratio(_ trial: BoundTrial<Double>) -> Double {
      let exact = Expansion.squaredDistance(trial.row(0), trial.centroids[0])
      var square = 0.0
      kernels.distances(
        trial.rows[0], centroids: trial.centroids[0], dimensions: trial.dimensions, indices: nil, count: 1,
        into: &square)
      #expect(exact.isBounded(above: square.squareRoot() * trial.bounds.above))
      #expect(exact.isBounded(below: square.squareRoot() * trial.bounds.below))
      var error = exact
      error.add(-square)
      return error.value.magnitude / exact.value / trial.bounds.squaredDistance
    }
    for d in [1, 2, 8, 9, 100] {
      let (row, centroid) = ((0..<d).map { 1 + Double($0 % 8) / 10 }, (0..<d).map { -0.3 - Double($0 % 8) / 100 })
      let found = climbed(BoundTrial<Double>(rows: [row], centroids: [centroid]), steps: 60, ratio)
      report("canonical distance, \(d) dimensions", kernels, found)
      #expect(found <= 1 && found >= (d < 9 ? 0.04 : 0.005), "\(d) dimensions")
    }
    // Eight large squares, and then such as vanish beside them.
    let rest = (0x1p-53 as Double).squareRoot() * 0.999
    let row = (0..<2000).map { $0 < 8 ? 1.0001 : rest }
    let found = ratio(BoundTrial<Double>(rows: [row], centroids: [row.map { _ in 0 }]))
    report("canonical distance, 2000 dimensions", kernels, found)
    #expect(found <= 1 && found >= 0.1)
  }

  /// The bounds that lanes make of squared norms and scores: they are rounded in Float, outward.
  @Test(arguments: Kernels.all.indices)
  func boundsFromLanesAreBounds(_ table: Int) {
    let kernels = Kernels.all[table]
    for d in [2, 8, 33, 64] {
      for isAbove in [false, true] {
        #expect(BoundTrial<Float>.roundedSquares(d, isAbove: isAbove).lanes(kernels), "\(d) dimensions")
        #expect(BoundTrial<Double>.roundedSquares(d, isAbove: isAbove).lanes(kernels), "\(d) dimensions")
      }
    }
    // The scores' error has room for some of it.
    for isAbove in [false, true] {
      #expect(!BoundTrial<Double>.roundedSquares(64, isAbove: isAbove).lanes(kernels, share: 0))
    }
  }

  /// Values whose squares underflow in Float.
  @Test(arguments: Kernels.all.indices)
  func boundsFromLanesHoldAmongSubnormalNumbers(_ table: Int) {
    for exponent in [-20, -60, -70, -74, -75, -100, -140] {
      let size = Double(sign: .plus, exponent: exponent, significand: 1)
      for d in [1, 3, 64] {
        let rows = (1..<20).map { row in (0..<d).map { size * (1 + Double(row * ($0 + 1) % 7) / 8) } }
        let centroids = [rows[0].map { $0 * 0.999 }, rows[1].map { -$0 }]
        #expect(BoundTrial<Float>(rows: rows, centroids: centroids).lanes(Kernels.all[table]), "2^\(exponent)")
        #expect(BoundTrial<Double>(rows: rows, centroids: centroids).lanes(Kernels.all[table]), "2^\(exponent)")
      }
    }
  }
}

extension Expansion {
  func isBounded(above bound: Double) -> Bool {
    var rest = self
    rest.add(-bound, times: bound)
    return rest.sign <= 0
  }

  func isBounded(below bound: Double) -> Bool {
    var rest = self
    rest.add(-bound, times: bound)
    return rest.sign >= 0
  }
}

/// The largest `ratio` that small changes lead to from a trial, uphill.
func climbed<Scalar>(
  _ trial: BoundTrial<Scalar>, steps: Int, _ ratio: (BoundTrial<Scalar>) -> Double
) -> Double {
  var generator = SeededGenerator(seed: 7, stream: UInt64(trial.dimensions))
  var (best, found) = (trial, ratio(trial))
  for _ in 0..<steps {
    var next = best
    let size = Double(sign: .plus, exponent: -generator.index(below: 54), significand: 1)
    for row in next.rows.indices {
      let column = generator.index(below: trial.dimensions)
      next.rows[row][column] *= Scalar(1 + size * generator.signedUnit())
    }
    for index in next.centroids.indices {
      let column = generator.index(below: trial.dimensions)
      next.centroids[index][column] *= 1 + size * generator.signedUnit()
    }
    let value = ratio(next)
    if value > found { (best, found) = (next, value) }
  }
  return found
}
