internal import Matrices
internal import TesseraKernels

/// The methods of a ``SearchQuality``, one after the other, from the best of the runs.
struct Search<Scalar: KernelScalar> {
  private let space: SearchSpace<Scalar>
  private let scale: UnitScale
  private(set) var methods: [SearchSummary.Method] = []

  init(_ problem: FitProblem<Scalar>, _ options: KMeans, _ watch: SearchWatch, shouldStop: @escaping () -> Bool) {
    scale = problem.points.scale
    space = SearchSpace(
      problem.collapsed(options).silent(), options, watch, meter: problem.points.meter, shouldStop: shouldStop)
  }

  /// Whether it was stopped before its end.
  var wasStopped: Bool { space.wasStopped }

  /// Centroids of a lower inertia than the run's, in scaled units; nil where none were found.
  mutating func improved(_ run: FinishedRun) -> Matrix<Double>? {
    // In the units of the space, which may be scaled.
    guard let start = space.descent().run(from: scale.scaled(run.centroids)) else {
      _ = space.isOver
      return nil
    }
    var best = start
    for method in space.options.quality.methods where !space.isOver {
      let begin = (runs: space.runs, improvements: space.improvements, seconds: space.watch.seconds)
      best = improved(best, by: method)
      methods.append(
        SearchSummary.Method(
          name: method.name, runs: space.runs - begin.runs, improvements: space.improvements - begin.improvements,
          seconds: space.watch.seconds - begin.seconds))
    }
    return best.isBelow(start) ? best.centroids : nil
  }

  private func improved(_ best: SearchSolution, by method: SearchMethod) -> SearchSolution {
    switch method {
    case .hartiganWong: HartiganSearch().improve(best, in: space)
    case .exchange(let rounds): ExchangeSearch(rounds: rounds).improve(best, in: space)
    case .breathing(let size): BreathingSearch(size: size).improve(best, in: space)
    case .memetic(let patience): MemeticSearch(patience: patience).improve(best, in: space)
    }
  }
}
