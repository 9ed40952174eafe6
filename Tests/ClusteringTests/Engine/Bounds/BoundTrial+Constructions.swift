import TesseraKernels

@testable import Clustering

extension BoundTrial {
  /// Sums of products in Float that lose every product: each is just below half a unit in the last place of |c|^2 / 2.
  ///
  /// The second centroid is nearer by `needed` of what is lost, and its score is larger by the rest.
  static func vanishingProducts(_ d: Int, needed: Double = 0.03) -> BoundTrial {
    let half = 1.0001
    let lost = Double(d) * 0x1p-24
    let apart = (2 * half / Double(d)).squareRoot()
    let farther = (2 * (half + 2 * (1 - needed) * lost) / Double(d)).squareRoot()
    return BoundTrial(
      rows: [Array(repeating: 0.999 * 0x1p-24 / apart, count: d)],
      centroids: [Array(repeating: -apart, count: d), Array(repeating: farther, count: d)])
  }

  /// Squares in Float that vanish beside the first, or, `isAbove`, count twice; the first, too, is rounded down, or up, and
  /// so is what it is the square of. The centroid is the shift; a second one is told from it, and little else.
  static func roundedSquares(_ d: Int, isAbove: Bool) -> BoundTrial {
    let rest = (0x1p-24 * (isAbove ? 1.001 : 0.999)).squareRoot()
    let rows = stride(from: 1900, to: 4096, by: 130).map { step in
      [1 + (Double(step) + (isAbove ? 0.501 : 0.499)) * 0x1p-23] + Array(repeating: rest, count: d - 1)
    }
    let centroid = Array(repeating: 0.0, count: d)
    return BoundTrial(
      rows: rows, centroids: isAbove ? [centroid, [-2.0066e-5] + centroid.dropLast()] : [centroid])
  }

  /// Codes of rows and centroids in eight bits that lose half a step in every coordinate, rows along the centroids, centroids
  /// along the row (but for `isCoded`): both inequalities of Cauchy and Schwarz are nearly equalities.
  ///
  /// The nearest centroid comes after `decoys` that look much nearer.
  static func alignedCodes(_ d: Int, isCoded: Bool = true, decoys: Int = 1) -> BoundTrial {
    let unit = Double(Float(1) * (1 + 0x1p-20))
    let half = 0.499
    // As many of one sign as of the other; an odd coordinate is left out.
    let signs = (0..<(d - 1)).map { $0 == (d - 1) / 2 * 2 ? 0 : $0 % 2 == 0 ? 1.0 : -1 }
    let row = signs.map { $0 == 0 ? 0 : unit * ($0 > 0 ? 126 + half : -127 + half) } + [-127]
    func centroid(_ side: Double, last: Double) -> [Double] {
      signs.map { $0 == 0 ? 0 : unit * side * (126 + (isCoded ? half * $0 : 0)) } + [last]
    }
    let nearest = centroid(1, last: 126.5)
    // On the other side of the row, so that the unit is what it is.
    let farthest = signs.map { -127 * unit * $0 } + [127]
    let goal = Expansion.squaredDistance(row, nearest).value
    // As near as can be without being nearest.
    var (low, high) = (0.0, 127.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if Expansion.squaredDistance(row, centroid(-1, last: 127 - middle)).value > goal {
        low = middle
      } else {
        high = middle
      }
    }
    let alike = (0..<decoys).map { centroid(-1, last: 127 - low + 1e-3 * Double($0 + 1)) }
    return BoundTrial(rows: [row], centroids: alike + [nearest, farthest])
  }

  /// Codes in sixteen bits that lose half a unit in every coordinate, all along the line through the centroids: the first
  /// looks nearer than the second. The unit is about 1.
  static func alignedShortCodes(_ d: Int) -> BoundTrial {
    let row = Array(repeating: 0.499, count: d)
    let first = Array(repeating: -200.499, count: d)
    let second = (0..<d).map { $0 % 10 == 0 ? 200.501 : 201.501 }
    return BoundTrial(rows: [row], centroids: [first, second])
  }

  static func shortReach(_ d: Int) -> Double { 32766 - (Double(d).squareRoot() + 1) }
}
