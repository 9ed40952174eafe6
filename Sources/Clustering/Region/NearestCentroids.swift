public import Matrices
internal import TesseraKernels

/// The nearest other centroid of a centroid, and how far it is.
public struct NearestCentroid: Sendable, Equatable {
  /// Its index (ties: the lowest).
  public var index: Int
  /// Euclidean, in the centroids' units.
  public var distance: Double

  /// For each centroid its nearest other one; nil where there is none.
  ///
  /// - Parameter centroids: [clusterCount, dimensions], finite.
  /// - Complexity: O(clusterCount^2 * dimensions).
  public static func all(of centroids: Matrix<Double>) -> [NearestCentroid?] {
    let scale = UnitScale(bound: centroids.withUnsafeElements { $0.reduce(0) { max($0, $1.magnitude) } })
    let (kernels, d) = (Kernels(.best), centroids.columns)
    var squares = [Double](repeating: 0, count: centroids.rows)
    return scale.scaled(centroids).withUnsafeElements { elements in
      (0..<centroids.rows).map { centroid in
        kernels.distances(
          elements.baseAddress! + centroid * d, centroids: elements.baseAddress!, dimensions: d, indices: nil,
          count: squares.count, into: &squares)
        let other = squares.indices.filter { $0 != centroid }.min { squares[$0] < squares[$1] }
        return other.map { NearestCentroid(index: $0, distance: scale.unscaled(squares[$0].squareRoot())) }
      }
    }
  }
}
