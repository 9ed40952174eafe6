internal import Clustering
public import Matrices
internal import TesseraKernels

extension SoftClusters {
  /// The share of each row that belongs to each centroid, [rows, clusters]; rows add up to 1.
  ///
  /// - Parameter points: [rows, dimensions], finite, in units of the data.
  /// - Complexity: O(rows * clusters * dimensions); memory: 8 bytes per row and cluster.
  public func memberships(
    of points: NumericMatrix, options: MixtureOptions = MixtureOptions()
  ) throws(MixtureError) -> Matrix<Double> {
    switch points {
    case .float(let points): try memberships(of: points, options)
    case .double(let points): try memberships(of: points, options)
    }
  }

  private func memberships<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, _ options: MixtureOptions
  ) throws(MixtureError) -> Matrix<Double> {
    guard points.columns == centroids.columns else {
      throw .data(.dimensionMismatch(points: points.columns, centroids: centroids.columns))
    }
    let pass = MixturePass(points, weights: nil, options)
    // What is not finite is found.
    _ = try UnitFrame(of: points, regularization: 0, in: pass.parallel)
    let frame = UnitFrame.around(centroids)
    let components = rule.components(frame, centroids.elements.map { scaled($0, by: -frame.exponent) })
    return Matrix(rows: points.rows, columns: centroids.rows) { pass.tell(components, shares: $0.baseAddress) }
  }
}
