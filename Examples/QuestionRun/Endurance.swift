import Autograd
import Matrices
import QuestionData

/// So many steps of the question's descent, its batches over and over, keeping nothing: the last loss.
func endured<Scalar: TensorScalar>(
  steps: Int, in type: Scalar.Type,
  _ loss: (_ batch: Tensor<Scalar>, _ centroids: Tensor<Scalar>) -> Tensor<Scalar>
) throws -> Double {
  let points = Tensor<Scalar>(try QuestionData.points().converted())
  let batches = try QuestionData.batches()
  var centroids = Tensor<Scalar>(try QuestionData.startCentroids().converted())
  var last = Double.nan
  for step in 0..<steps {
    let batch = points.selectingRows(batches[step % batches.count].map { Int($0) })
    let (value, gradient) = valueWithGradient(at: centroids) { loss(batch, $0) }
    last = Double(value.item)
    centroids = centroids - gradient * Scalar(QuestionData.learningRate)
  }
  return last
}
