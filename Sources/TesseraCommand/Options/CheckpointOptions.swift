internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

/// How a fit is kept on the way, and where it goes on.
struct CheckpointOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep the fit in this file on the way, so that --resume can go on from there; it stays at the end.",
      valueName: "FILE"))
  var checkpoint: String?

  @Option(
    help: ArgumentHelp("How often: every N updates, or every so many seconds (default: 30s).", valueName: "N|Ss"),
    transform: { try Interval($0) })
  var checkpointEvery: Interval?

  @Option(
    help: ArgumentHelp(
      """
      Go on from a checkpoint, to the bits of a fit that never ended, and keep the fit there. Options are those of then; another \
      value is refused. Threads may differ.
      """, valueName: "FILE"))
  var resume: String?

  func validate() throws {
    if checkpointEvery != nil, path == nil {
      throw ValidationError("--checkpoint-every belongs to --checkpoint FILE.")
    }
  }

  /// Where the fit is kept, if it is.
  var path: String? { checkpoint ?? resume }

  /// The value of `--checkpoint-every`.
  struct Interval: Equatable {
    let value: Checkpoints.Interval

    init(_ text: String) throws {
      if let updates = Int(text), updates >= 1 {
        value = .updates(updates)
      } else if text.hasSuffix("s"), let seconds = Double(text.dropLast()), seconds > 0, seconds.isFinite {
        value = .seconds(seconds)
      } else {
        throw ValidationError("write a number of updates (10) or of seconds (30s), above 0.")
      }
    }
  }

  /// What a fit is called with; nil where it is not kept.
  ///
  /// - Parameters:
  ///   - arguments: the options that it takes to go on.
  ///   - writes: whether this process writes it.
  ///   - failed: receives why a checkpoint could not be written.
  func checkpoints(
    _ arguments: [[String]], writes: Bool, failed: @escaping (VectorFileError) -> Void
  ) throws(VectorFileError) -> Checkpoints? {
    guard let path else { return nil }
    var resumed: FitCheckpoint?
    if let resume { resumed = try CheckpointFile(contentsOf: resume).checkpoint }
    return Checkpoints(every: checkpointEvery?.value ?? .seconds(30), resuming: resumed) { checkpoint in
      guard writes else { return }
      do throws(VectorFileError) {
        try CheckpointFile(checkpoint, arguments: arguments).write(to: path)
      } catch {
        failed(error)
      }
    }
  }
}
