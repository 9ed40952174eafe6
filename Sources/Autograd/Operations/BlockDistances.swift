internal import Refusals

// Distances of order 1 and their derivatives, without temporaries of [n, k, d].

/// The sums of |a - b| of every point to every centroid, [n, k].
func blockDistances<Scalar: TensorScalar>(
  _ points: Tensor<Scalar>, _ centroids: Tensor<Scalar>
) -> Tensor<Scalar> {
  require(
    points.shape[1] == centroids.shape[1],
    "points of shape \(points.shape) and centroids of shape \(centroids.shape)")
  let (n, k, d) = (points.shape[0], centroids.shape[0], points.shape[1])
  StepTrace.note("magnitude", of: points, severs: false, signs(points.constant, centroids.constant))
  StepTrace.note("magnitude", of: centroids, severs: false, 0)
  let distances = [Scalar](writing: n * k) {
    Scalar.loops.blockDistances(points.elements, centroids.elements, $0, n, k, d)
  }
  return .recording(.blockDistances, [points, centroids], distances, shape: [n, k])
}

/// Sum over j of w[i, j] times the signs of a[i] - b[j], [n, d]: the gradient in a of weighted distances.
///
/// Signs move in steps: the derivative in both points is 0.
func sumOfSigns<Scalar: TensorScalar>(
  _ weights: Tensor<Scalar>, _ a: Tensor<Scalar>, _ b: Tensor<Scalar>
) -> Tensor<Scalar> {
  let (n, k, d) = (a.shape[0], b.shape[0], a.shape[1])
  let sums = [Scalar](writing: n * d) {
    Scalar.loops.signedSums(weights.elements, a.elements, b.elements, $0, n, k, d)
  }
  return .recording(.signedSums, [weights, a, b], sums, shape: [n, d])
}

/// Sum over the last axis of f[i] times the signs of a[i] - b[j], [n, k].
func productsWithSigns<Scalar: TensorScalar>(
  _ factors: Tensor<Scalar>, _ a: Tensor<Scalar>, _ b: Tensor<Scalar>
) -> Tensor<Scalar> {
  let (n, k, d) = (a.shape[0], b.shape[0], a.shape[1])
  let products = [Scalar](writing: n * k) {
    Scalar.loops.signedProducts(factors.elements, a.elements, b.elements, $0, n, k, d)
  }
  return .recording(.signedProducts, [factors, a, b], products, shape: [n, k])
}

private func signs<Scalar: TensorScalar>(_ a: Tensor<Scalar>, _ b: Tensor<Scalar>) -> [Scalar] {
  (a.expandingDimension(at: 1) - b.expandingDimension(at: 0)).sign().elements
}
