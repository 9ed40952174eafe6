internal import Clustering
internal import Reports
internal import Tessera
internal import VectorFiles

extension PageOutput {
  /// The page of a comparison: its runs side by side, and the one with the smallest inertia.
  ///
  /// - Parameter options: those of the runs, but for the solver.
  func write(
    _ runs: [ComparedRun], _ points: Points, _ options: KMeans, _ start: StartOptions
  ) throws(VectorFileError) {
    func summary(_ run: ComparedRun, _ model: KMeansModel) -> FitSummary {
      var summary = FitSummary(
        of: model, by: options, data: points.dataSummary, scaling: points.scaling, initializer: start.initializer.text)
      summary.solver = run.solver
      return summary
    }
    let ended = runs.compactMap { run in (try? run.outcome.get()).map { (run, $0) } }
    guard let (best, model) = ended.min(by: { $0.1.inertia < $1.1.inertia }) else {
      throw VectorFileError(
        kind: .badData, path: points.path, location: .file,
        problem: "no solver came to a result that a report could show",
        advice: "lower --learning-rate or try another solver")
    }
    var source = ReportSource(
      summary(best, model), points: points.data.points, model: model, weights: points.weights)
    source.comparison = runs.map { run in
      switch run.outcome {
      case .success(let model): ComparedSolver(solver: run.solver, summary: summary(run, model))
      case .failure(let error): ComparedSolver(solver: run.solver, summary: nil, failure: "\(error)")
      }
    }
    try write(source, points, seed: start.seed)
  }
}
