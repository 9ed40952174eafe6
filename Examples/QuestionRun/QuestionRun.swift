import Autograd
import Clustering
import Matrices
import QuestionData

/// The question's whole run in several forms, checked against what PyTorch computed; `swift run -c release QuestionRun`.
///
/// With the argument `naive` or `fused` only the autograd run of that form, in Float, and with `batches` or `full` only the
/// gradient solver's run on the given batches or on all points: its microseconds per step are printed, for
/// `Benchmarks/question.py` and `Benchmarks/descent.py`.
@main
struct QuestionRun {
  private var failures = 0

  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.isEmpty else { return try measure(words) }
    var run = QuestionRun()
    try run.clustering()
    try run.autograd()
    guard run.failures == 0 else { fatalError("\(run.failures) checks failed") }
  }

  /// The solvers of `Clustering` from the question's start.
  private mutating func clustering() throws {
    let points = try QuestionData.points()
    func fitted(_ solver: any Solver, steps: Int) throws -> KMeansModel {
      var kMeans = KMeans(clusterCount: 20)
      kMeans.initializer = .given(try QuestionData.startCentroids())
      kMeans.maximumIterations = steps
      kMeans.solver = solver
      return try kMeans.fitted(to: points)
    }

    let batches = try QuestionData.batches()
    let miniBatch = try fitted(
      .gradientDescent(learningRate: QuestionData.learningRate, batches: batches), steps: batches.count)
    check(
      "mini-batch gradient: losses", within: 1e-9,
      Reference.relativeDifference(miniBatch.trace.compactMap(\.batchLoss), try Reference.values("losses_f64")))
    check(
      "mini-batch gradient: centroids", within: 1e-9,
      Reference.difference(miniBatch.centroids.elements, try Reference.values("centroids_after_4001_f64")))

    let fullBatch = try fitted(.gradientDescent(learningRate: 1e-4), steps: 200)
    check(
      "full-batch gradient: losses", within: 1e-9,
      Reference.relativeDifference(
        fullBatch.trace.compactMap(\.inertia), try Reference.values("fullbatch_losses_f64")))
    check(
      "full-batch gradient: centroids", within: 1e-9,
      Reference.difference(fullBatch.centroids.elements, try Reference.values("fullbatch_centroids_200_f64")))

    for solver in [.newton(), .lloyd] as [any Solver] {
      let model = try fitted(solver, steps: 30)
      // The reference goes on for 30 steps; ours ends at the fixed point, where nothing moves any more.
      let expected = Array(try Reference.values("newton_inertia").prefix(model.iterations + 1))
      check(
        "\(solver.name): inertia", within: 1e-9,
        Reference.relativeDifference(model.trace.compactMap(\.inertia), expected))
      check(
        "\(solver.name): centroids", within: 1e-12,
        Reference.difference(model.centroids.elements, try Reference.values("newton_centroids_30_f64")))
    }
  }

  /// The same descent through autograd.
  private mutating func autograd() throws {
    let losses = try Reference.values("losses_f64")
    let centroids = try Reference.values("centroids_after_4001_f64")
    let naive = try autogradRun(in: Double.self, naiveLoss)
    check("autograd, naive form, Double: losses", within: 1e-9, Reference.relativeDifference(naive.losses, losses))
    let fused = try autogradRun(in: Double.self, fusedLoss)
    check("autograd, fused form, Double: losses", within: 1e-9, Reference.relativeDifference(fused.losses, losses))
    check("autograd, fused form, Double: centroids", within: 1e-9, Reference.difference(fused.centroids, centroids))
    let naiveSingle = try autogradRun(in: Float.self, naiveLoss)
    check(
      "autograd, naive form, Float: centroids", within: 1e-4, Reference.difference(naiveSingle.centroids, centroids))
    let single = try autogradRun(in: Float.self, fusedLoss)
    check("autograd, fused form, Float: centroids", within: 1e-4, Reference.difference(single.centroids, centroids))
  }

  private var begin = ContinuousClock.now

  private mutating func check(_ name: String, within tolerance: Double, _ difference: Double) {
    let seconds = ContinuousClock.now - begin
    begin = .now
    // NaN is no agreement.
    let holds = difference <= tolerance
    if !holds { failures += 1 }
    print(holds ? "ok  " : "FAIL", name, "differs by", difference, "of", tolerance, "after", seconds)
  }
}
