import Autograd
import Clustering
import Matrices
import QuestionData
import Usage

extension QuestionRun {
  /// Prints the microseconds per step of one form, in Float, or what so many steps lead to.
  static func measure(_ words: [String]) throws {
    let steps = words.count > 1 ? Int(words[1]) ?? 0 : 0
    switch (words[0], words.count) {
    case ("batches", 1):
      let batches = try QuestionData.batches()
      try timeFit(.gradientDescent(learningRate: QuestionData.learningRate, batches: batches), steps: batches.count)
    case ("full", 1):
      try timeFit(.gradientDescent(learningRate: QuestionData.learningRate), steps: 4000)
    case (let form, 2) where ["naive", "fused"].contains(form) && steps > 0:
      print(try endured(form, steps: steps))
    case ("naive", 1), ("fused", 1):
      let begin = ContinuousClock.now
      let run = try autogradRun(in: Float.self, words[0] == "naive" ? naiveLoss : fusedLoss)
      printMicroseconds(since: begin, steps: run.losses.count)
    default: end(usage: "QuestionRun [batches|full|naive [STEPS]|fused [STEPS]]")
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
