internal import Refusals

/// The squared Euclidean distance of every point to every centroid, [n, k], from points [n, d] and centroids [k, d].
///
/// Leading dimensions, as in [..., n, d] and [..., k, d], broadcast; then memory is O(n k d).
///
/// The distances are those by which `Clustering` defines its labels, by direct differences in Double (then rounded, for
/// Float). They can be differentiated twice: with an assignment frozen, the Hessian of the k-means loss comes out as
/// diag(2 n_j).
///
/// - Complexity: O(n k d), without temporaries of that size; a pullback costs O(d) per distance whose cotangent is not 0.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
public func squaredDistances<Scalar: TensorScalar>(
  from points: Tensor<Scalar>, to centroids: Tensor<Scalar>
) -> Tensor<Scalar> {
  guard points.rank == 2 && centroids.rank == 2 else { return batchedSquaredDistances(points, centroids) }
  require(
    points.shape[1] == centroids.shape[1],
    "points of shape \(points.shape) and centroids of shape \(centroids.shape)")
  let (n, k, d) = (points.shape[0], centroids.shape[0], points.shape[1])
  var distances = [Scalar].zeros(n * k)
  if n > 0, k > 0, d > 0 {
    Scalar.kernels.squaredDistances(points.elements, centroids.elements, &distances, n, k, d)
  }
  return .recording(.squaredDistances, [points, centroids], distances, shape: [n, k])
}

/// Sum over i of w[i, j] (b[j] - a[i]), [k, d], from weights [n, k], a [n, d] and b [k, d]: half the gradient of weighted
/// squared distances.
func sumOfWeightedDifferences<Scalar: TensorScalar>(
  _ weights: Tensor<Scalar>, from a: Tensor<Scalar>, to b: Tensor<Scalar>
) -> Tensor<Scalar> {
  let (n, k, d) = (a.shape[0], b.shape[0], a.shape[1])
  var sums = [Scalar].zeros(k * d)
  if n > 0, k > 0, d > 0 {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: k * d) {
      Scalar.reductions.weightedDifferences(
        weights.elements, a.elements, b.elements, &sums, n, k, d, $0.baseAddress!)
    }
  }
  return .recording(.weightedDifferences, [weights, a, b], sums, shape: [k, d])
}
