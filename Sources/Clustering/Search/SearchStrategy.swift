internal import TesseraKernels

/// A way from a solution to better ones, around the loop and not in it: every descent is a run of ``FitLoop``.
///
/// ``Restarts`` is the first, which gives the others where to begin.
protocol SearchStrategy {
  /// The best that was found, `best` itself where nothing was better; also where the search is stopped.
  mutating func improve<Scalar: KernelScalar>(_ best: SearchSolution, in space: SearchSpace<Scalar>) -> SearchSolution
}

/// ``HartiganMoves`` from the best.
struct HartiganSearch: SearchStrategy {
  func improve<Scalar: KernelScalar>(_ best: SearchSolution, in space: SearchSpace<Scalar>) -> SearchSolution {
    let descent = space.descent()
    guard descent.stand(at: best) else { return best }
    return space.better(descent.refined(best), than: best) ?? best
  }
}
