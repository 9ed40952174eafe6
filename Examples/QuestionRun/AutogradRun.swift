import Autograd
import Matrices
import QuestionData

/// The question's mini-batch gradient descent through autograd: the loss of each step, and the centroids at the end.
func autogradRun<Scalar: TensorScalar>(
  in type: Scalar.Type, _ loss: (_ batch: Tensor<Scalar>, _ centroids: Tensor<Scalar>) -> Tensor<Scalar>
) throws -> (losses: [Double], centroids: [Double]) {
  let points = Tensor<Scalar>(try QuestionData.points().converted())
  var centroids = Tensor<Scalar>(try QuestionData.startCentroids().converted())
  var losses: [Double] = []
  for rows in try QuestionData.batches() {
    let batch = points.selectingRows(rows.map { Int($0) })
    let (value, gradient) = valueWithGradient(at: centroids) { loss(batch, $0) }
    losses.append(Double(value.item))
    centroids = centroids - gradient * Scalar(QuestionData.learningRate)
  }
  return (losses, centroids.elements.map { Double($0) })
}
