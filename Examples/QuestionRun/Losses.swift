import Autograd

/// The question's loss, as its script computes it: broadcast, square, sum, argmin, then cluster by cluster the distances of
/// its own points.
func naiveLoss<Scalar: TensorScalar>(of batch: Tensor<Scalar>, at centroids: Tensor<Scalar>) -> Tensor<Scalar> {
  let (count, dimensions) = (centroids.shape[0], centroids.shape[1])
  let differences = batch - centroids.reshaped(to: [count, 1, dimensions])  // [20, 100, 200]
  let distances = differences.square().sum(alongAxis: 2)  // [20, 100]
  let nearest = distances.argmin(alongAxis: 0)
  var loss = Tensor<Scalar>(0)
  for cluster in 0..<count {
    let own = distances.transposed().selectingRows(where: nearest .== cluster)
    if own.count > 0 { loss = loss + own.selecting(cluster, alongAxis: 1).sum() }
  }
  return loss
}

/// The same in three lines.
func fusedLoss<Scalar: TensorScalar>(of batch: Tensor<Scalar>, at centroids: Tensor<Scalar>) -> Tensor<Scalar> {
  let distances = squaredDistances(from: batch, to: centroids)  // [100, 20]
  let nearest = distances.argmin(alongAxis: 1)  // frozen by its type
  return distances.gathering(nearest, alongAxis: 1).sum()
}
