import Autograd
import Clustering
import Matrices
import QuestionData

extension QuestionRun {
  /// Prints the microseconds per step of one form, in Float.
  static func time(_ form: String) throws {
    switch form {
    case "batches":
      let batches = try QuestionData.batches()
      try timeFit(.gradientDescent(learningRate: QuestionData.learningRate, batches: batches), steps: batches.count)
    case "full":
      try timeFit(.gradientDescent(learningRate: QuestionData.learningRate), steps: 4000)
    default:
      let begin = ContinuousClock.now
      let run = try autogradRun(in: Float.self, form == "naive" ? naiveLoss : fusedLoss)
      printMicroseconds(since: begin, steps: run.losses.count)
    }
  }

  private static func timeFit(_ solver: any Solver, steps: Int) throws {
    var kMeans = KMeans(clusterCount: 20)
    kMeans.initializer = .given(try QuestionData.startCentroids())
    kMeans.maximumIterations = steps
    kMeans.solver = solver
    let points = try QuestionData.points().converted(to: Float.self)
    let begin = ContinuousClock.now
    let model = try kMeans.fitted(to: points)
    printMicroseconds(since: begin, steps: model.iterations)
  }

  private static func printMicroseconds(since begin: ContinuousClock.Instant, steps: Int) {
    let step = (ContinuousClock.now - begin) / steps
    print(Double(step.components.attoseconds) * 1e-12)
  }
}
