internal import TesseraKernels

/// Keeps a fit while it runs.
final class CheckpointKeeper {
  /// What the runs before the one in progress have come to.
  var finished = FinishedRestarts()
  private let identity: [FitFact]
  private let checkpoints: Checkpoints
  private let clock = ContinuousClock()
  /// Where the fit was last kept; nil before the first time, which is the first occasion: a start may have taken long.
  private var last: (time: ContinuousClock.Instant, restart: Int, iteration: Int)?

  init(_ checkpoints: Checkpoints, of identity: [FitFact]) {
    (self.checkpoints, self.identity) = (checkpoints, identity)
    last = checkpoints.resumed.map { (clock.now, $0.restart, $0.iteration) }
  }

  /// A run is between two updates.
  ///
  /// - Parameter isLast: whether it ends there.
  func offer(_ state: RunState, isLast: Bool) {
    guard isLast || isDue(state), let checkpoint = FitCheckpoint(identity, finished, state) else { return }
    checkpoints.keep(checkpoint)
    last = (clock.now, checkpoint.restart, checkpoint.iteration)
  }

  private func isDue(_ state: RunState) -> Bool {
    guard let last else { return true }
    switch checkpoints.interval {
    case .updates(let count):
      let begin = last.restart == finished.inertias.count ? last.iteration : 0
      return state.iteration - begin >= count
    case .seconds(let seconds): return (clock.now - last.time).inSeconds >= seconds
    }
  }
}
