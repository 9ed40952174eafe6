public import Matrices
internal import Refusals
internal import TesseraKernels

extension KMeansModel {
  /// The Euclidean distance of each row to the centroid of its label, in units of the data: with ``KMeans/sizes`` that need not be the
  /// nearest.
  ///
  /// - Parameter points: the rows of the fit, which a model does not keep.
  /// - Complexity: O(rows * dimensions).
  public func distances(of points: NumericMatrix) -> [Double] {
    switch points {
    case .float(let points): distances(of: points)
    case .double(let points): distances(of: points)
    }
  }

  private func distances<Scalar: KernelScalar>(of points: Matrix<Scalar>) -> [Double] {
    require(points.rows == labels.count, "\(points.rows) rows for the \(labels.count) of the fit")
    let (kernels, d) = (Kernels(.best), points.columns)
    return points.withUnsafeElements { elements in
      centroids.withUnsafeElements { centroids in
        labels.enumerated().map { row, label in
          let (x, centroid) = (elements.baseAddress! + row * d, centroids.baseAddress! + Int(label) * d)
          var square = 0.0
          kernels.distances(x, centroids: centroid, dimensions: d, indices: nil, count: 1, into: &square)
          let isUsual = square.isFinite && square >= Assignment.leastSquare
          return isUsual ? square.squareRoot() : Assignment.distance(x, centroid, dimensions: d)
        }
      }
    }
  }
}
