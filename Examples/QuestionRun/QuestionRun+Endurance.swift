import Autograd
import Matrices
import QuestionData

/// `QuestionRun naive 100000`: so many steps of one form in Float, for `Benchmarks/memory.py`.
extension QuestionRun {
  /// The last loss of so many steps of the question's descent, which goes through its batches over and over and keeps nothing.
  static func endured(_ form: String, steps: Int) throws -> Float {
    let points = Tensor<Float>(try QuestionData.points().converted())
    let batches = try QuestionData.batches()
    var centroids = Tensor<Float>(try QuestionData.startCentroids().converted())
    var last = Float.nan
    for step in 0..<steps {
      let batch = points.selectingRows(batches[step % batches.count].map { Int($0) })
      let (value, gradient) = valueWithGradient(at: centroids) { centroids in
        form == "naive" ? naiveLoss(of: batch, at: centroids) : fusedLoss(of: batch, at: centroids)
      }
      last = value.item
      centroids = centroids - gradient * Float(QuestionData.learningRate)
    }
    return last
  }
}
