internal import Matrices

/// A fit between two updates: with the same options and points, ``KMeans/fitted(to:weights:checkpoints:progress:shouldStop:)``
/// goes on from there, to the bits of a fit that never ended, with any number of threads and on any machine.
///
/// - Complexity: its size is that of the centroids, three times at most, and of the trace; none of it grows with the rows.
public struct FitCheckpoint: Sendable, Equatable {
  /// All of it, for a file; see ``init(words:)``.
  public let words: [UInt64]
  /// Which run the fit is in, counted from 0.
  public let restart: Int
  /// How many updates this run has made.
  public let iteration: Int

  /// What the fit is of, in words that can be compared.
  let identity: [FitFact]
  /// What the runs before this one have come to.
  let finished: FinishedRestarts
  /// Where this run is: a ``RunState``.
  private let stateWords: [UInt64]
  /// Never nil: the words were written, or have been read, as one.
  var state: RunState? { RunState(words: stateWords) }

  /// nil where the solver at work cannot say what it remembers.
  init?(_ identity: [FitFact], _ finished: FinishedRestarts, _ state: RunState) {
    guard let stateWords = state.words() else { return nil }
    var words = WordWriter()
    words.write(Self.version)
    words.write(identity)
    words.write(finished)
    self.words = words.words + stateWords
    (restart, iteration) = (finished.inertias.count, state.iteration)
    (self.identity, self.finished, self.stateWords) = (identity, finished, stateWords)
  }

  /// What other words were written as; nil where these were not, whatever they are.
  public init?(words: [UInt64]) {
    var reader = WordReader(words)
    guard reader.word() == Self.version, let identity = reader.facts(), let finished = reader.finishedRestarts() else {
      return nil
    }
    let rest = reader.remaining
    guard let state = RunState(words: rest) else { return nil }
    (restart, iteration) = (finished.inertias.count, state.iteration)
    (self.words, self.identity, self.finished, stateWords) = (words, identity, finished, rest)
  }

  public static func == (left: FitCheckpoint, right: FitCheckpoint) -> Bool { left.words == right.words }

  /// Of the order of the words.
  private static let version: UInt64 = 1
}

/// What the runs of a fit that have ended came to.
struct FinishedRestarts: Sendable {
  /// The one with the smallest inertia, and which that was.
  var best: (run: FinishedRun, restart: Int)?
  var inertias: [Double] = []

  /// Returns whether this is the best of all so far.
  mutating func note(_ run: FinishedRun) -> Bool {
    let isBest = best.map({ run.minimised < $0.run.minimised }) ?? true
    if isBest { best = (run, inertias.count) }
    inertias.append(run.inertia)
    return isBest
  }
}

/// One thing that has to be the same where a fit is taken up again: `seed 7`.
struct FitFact: Equatable, Sendable {
  let name: String
  let value: String
}
