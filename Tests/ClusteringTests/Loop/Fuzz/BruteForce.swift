import Clustering
import Matrices
import TesseraKernels

@testable import Clustering

/// Labels, means and losses from their definitions, one row at a time.
struct BruteForce<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  private let rows: [Double]

  init(_ points: ScaledPoints<Scalar>) {
    self.points = points
    rows = points.matrix.converted(to: Double.self).elements
  }

  /// For each row the nearest centroid by D, ties to the lowest index, and the two smallest D.
  func nearest(_ centroids: [Double]) -> (labels: [Int32], first: [Double], second: [Double]) {
    let (d, count) = (points.dimensions, centroids.count / points.dimensions)
    var labels = [Int32](repeating: 0, count: points.rows)
    var first = [Double](repeating: .infinity, count: points.rows)
    var second = first
    rows.withUnsafeBufferPointer { rows in
      centroids.withUnsafeBufferPointer { centroids in
        for row in 0..<points.rows {
          for cluster in 0..<count {
            let square = canonicalDistance(
              rows.baseAddress! + row * d, centroids.baseAddress! + cluster * d, dimensions: d)
            if square < first[row] {
              (labels[row], second[row], first[row]) = (Int32(cluster), first[row], square)
            } else if square < second[row] {
              second[row] = square
            }
          }
        }
      }
    }
    return (labels, first, second)
  }

  /// The mean of each cluster's rows, rounded once from the exact sum; nil where one has no weight.
  func means(_ labels: [Int32], clusterCount: Int) -> [Double]? {
    let (d, weights) = (points.dimensions, points.weights)
    var masses = [LongSum](repeating: LongSum(), count: clusterCount)
    var sums = [LongSum](repeating: LongSum(), count: clusterCount * d)
    for row in 0..<points.rows where weights[row] > 0 {
      let cluster = Int(labels[row])
      masses[cluster].add(weights[row])
      for column in 0..<d { sums[cluster * d + column].add(weights[row], rows[row * d + column]) }
    }
    guard masses.allSatisfy({ $0.sign > 0 }) else { return nil }
    return sums.indices.map { WordQuotient.value(of: sums[$0].words, by: masses[$0 / d].words, exponent: 0) }
  }
}
