internal import Matrices
internal import TesseraKernels

/// Lloyd's runs from one start after the other, by one engine: its bounds outlast the way from where a run ended to where the
/// next one begins, so that a start that shares most centroids costs a part of an assignment.
///
/// What a run comes to does not depend on those before it: labels and sums are exact.
final class LloydDescent<Scalar: KernelScalar> {
  let exact: ExactAssigner<Scalar>
  private let options: KMeans
  private let watch: RunWatch<Scalar>
  private(set) var runs = 0

  /// - Parameter options: of each run.
  init(_ problem: FitProblem<Scalar>, _ options: KMeans, _ watch: SearchWatch) {
    self.options = options
    exact = ExactAssigner(problem, options)
    self.watch = RunWatch(shouldStop: { watch.isOver }, progress: { _, _, _ in })
  }

  var engine: AssignmentEngine<Scalar> { exact.engine }
  var problem: FitProblem<Scalar> { exact.problem }

  /// Where a run from `start` ends; nil where it was stopped, or its inertia cannot be said.
  ///
  /// - Parameters:
  ///   - start: in scaled units.
  ///   - tolerance: the least relative decrease that is worth another update.
  func run(from start: Matrix<Double>, tolerance: Double = 0) -> SearchSolution? {
    var options = options
    options.tolerance = max(options.tolerance, tolerance)
    var loop = FitLoop(exact, from: RunState(from: start, SeededGenerator(seed: 0)), options, watch)
    runs += 1
    do {
      guard try loop.run() != .interrupted else { return nil }
    } catch {
      return nil
    }
    let last = loop.state.trace.last?.inertia
    return last.map { SearchSolution(centroids: loop.state.centroids, inertia: $0) }
  }

  /// Brings labels and statistics to a solution; false where that was stopped.
  func stand(at solution: SearchSolution) -> Bool {
    _ = exact.bring(to: solution.centroids)
    return !watch.shouldStop()
  }
}
