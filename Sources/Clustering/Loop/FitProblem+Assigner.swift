internal import Matrices
internal import TesseraKernels

extension FitProblem {
  /// Runs to the end and assigns all rows to the final centroids: here a fit gets the assigner that its options ask for.
  func finished(
    _ options: KMeans, from state: RunState, _ watch: RunWatch<Scalar>
  ) throws(ClusteringError) -> FinishedRun {
    if case .medoid(let distance) = options.centroid {
      var search = try MedoidSearch(self, options, distance, from: state.centroids)
      return try search.run(state, watch)
    }
    let exact = ExactAssigner(self, options)
    if options.centroid == .median { return try finished(FitLoop(MedianAssigner(exact), from: state, options, watch)) }
    if let sizes { return try finished(FitLoop(BalancedAssigner(exact, sizes), from: state, options, watch)) }
    if let parts = points.partial {
      return try finished(FitLoop(PartialAssigner(exact, parts), from: state, options, watch))
    }
    switch options.solver.sampling {
    case .fullBatch: return try finished(FitLoop(exact, from: state, options, watch))
    case .nested(let size): return try finished(FitLoop(NestedSamples(exact, from: size), from: state, options, watch))
    case .miniBatch, .given: return try finished(FitLoop(MiniBatch(exact, options), from: state, options, watch))
    }
  }

  private func finished<Rows: Assigner>(
    _ loop: consuming FitLoop<Rows>
  ) throws(ClusteringError) -> FinishedRun where Rows.Scalar == Scalar {
    do {
      let reason = try loop.run()
      let last = loop.state.trace.count - 1
      if loop.state.trace[last].inertia == nil, let entry = try loop.assigner.conclude(&loop.state) {
        (loop.state.trace[last].changed, loop.state.trace[last].inertia) = (entry.changed, entry.inertia)
      }
      return try loop.assigner.finish(loop.state, reason)
    } catch {
      guard case .interrupted = error, let run = try loop.assigner.finishGivenUp(loop.state) else { throw error }
      if let kept = loop.assigner.exact.finishedUpdate { loop.watch.keep(kept.state, true) }
      return run
    }
  }
}
