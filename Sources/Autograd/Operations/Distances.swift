internal import Refusals

/// The distances of order p of every point to every centroid, [..., n, k], from points [..., n, d] and centroids
/// [..., k, d]; leading dimensions broadcast.
///
/// The gradient at coincident points is 0, and so is the second derivative (PyTorch has none).
/// - Precondition: `order` is at least 0.
/// - Complexity: time and memory O(n k d); for squared Euclidean distances ``squaredDistances(from:to:)`` needs less.
public func distances<Scalar: TensorScalar>(
  from points: Tensor<Scalar>, to centroids: Tensor<Scalar>, order: Scalar = 2
) -> Tensor<Scalar> {
  require(order >= 0, "there is no distance of order \(order)")
  if order == 1 && points.rank == 2 && centroids.rank == 2 { return blockDistances(points, centroids) }
  let differences = pairwiseDifferences(points, centroids)
  // Points without coordinates coincide; the largest of none is not defined.
  let isPointless = order == .infinity && differences.shape.last == 0
  return isPointless ? differences.sum(alongAxis: -1) : differences.norm(order, alongAxes: [-1])
}

/// The squared Euclidean distances between points [..., n, d] and centroids [..., k, d], with leading dimensions that
/// broadcast; ``squaredDistances(from:to:)`` where there are none.
func batchedSquaredDistances<Scalar: TensorScalar>(
  _ points: Tensor<Scalar>, _ centroids: Tensor<Scalar>
) -> Tensor<Scalar> {
  pairwiseDifferences(points, centroids).square().sum(alongAxis: -1)
}

private func pairwiseDifferences<Scalar: TensorScalar>(
  _ points: Tensor<Scalar>, _ centroids: Tensor<Scalar>
) -> Tensor<Scalar> {
  require(
    points.rank >= 2 && centroids.rank >= 2 && points.shape.last == centroids.shape.last,
    "points of shape \(points.shape) and centroids of shape \(centroids.shape)")
  return points.expandingDimension(at: points.rank - 1) - centroids.expandingDimension(at: centroids.rank - 2)
}
