internal import Matrices
internal import Synchronization

/// One line on the terminal that says how much of some work is done; nothing where standard error is no terminal that draws
/// over lines.
final class ShareLine: Sendable {
  private struct State {
    var step = ""
    /// When the step began.
    var watch = Stopwatch()
    var lastDrawing: ContinuousClock.Instant?
  }

  private let isDrawn: Bool
  private let state = Mutex(State())
  /// At most 20 drawings a second.
  private static let interval = Duration.milliseconds(50)

  init(quiet: Bool) { isDrawn = !quiet && Terminal.drawsOverLines }

  /// Draws how much of the whole is done, and what comes next.
  func show(_ share: Double, _ step: String) {
    guard isDrawn else { return }
    state.withLock { state in
      let seconds = state.watch.seconds
      draw(isDone: share >= 1, &state) { Self.text(share, step, seconds: seconds, columns: $0) }
    }
  }

  /// What shows the steps of some work on this line, each with its own time; nil where nothing is shown.
  ///
  /// - Parameter object: what it is done to, a file, where the steps do not say that.
  func meter(_ object: String? = nil) -> WorkMeter? {
    guard isDrawn else { return nil }
    return WorkMeter { step, done, total in
      self.state.withLock { state in
        if state.step != step { (state.step, state.watch, state.lastDrawing) = (step, Stopwatch(), nil) }
        let (words, seconds) = (step + (object.map { " " + $0 } ?? ""), state.watch.seconds)
        self.draw(isDone: done == total, &state) { columns in
          guard let total else { return Self.text(byteCount: done, words, columns: columns) }
          return Self.text(Double(done) / Double(total), words, seconds: seconds, columns: columns)
        }
      }
    }
  }

  /// Removes the line.
  func clear() {
    state.withLock { state in
      if state.lastDrawing != nil { StandardError.write("\r\u{1B}[K") }
      state = State()
    }
  }

  private func draw(isDone: Bool, _ state: inout State, _ text: (_ columns: Int) -> String) {
    let now = ContinuousClock.now
    // What is done at once needs no line.
    guard state.lastDrawing.map({ now - $0 >= Self.interval }) ?? !isDone else { return }
    state.lastDrawing = now
    StandardError.write("\r\u{1B}[K" + text(Terminal.columns))
  }

  /// What is done of work of which nobody knows how much there is.
  static func text(byteCount: Int, _ step: String, columns: Int) -> String {
    let text = "\(step)  \((Double(byteCount) / 1e6).significant(3)) MB so far"
    return String(text.prefix(max(20, columns - 1)))
  }

  /// Bar, share, what comes next and, once that can be told, about how long it takes.
  static func text(_ share: Double, _ step: String, seconds: Double, columns: Int) -> String {
    let (width, filled) = (20, Int(share * 20))
    var parts = ["[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "]"]
    parts.append("\(Int(share * 100)) %")
    parts.append(step)
    if share > 0.05, seconds > 1 {
      parts.append("about \((seconds / share * (1 - share)).rounded(.up).significant(3)) s left")
    }
    return String(parts.joined(separator: "  ").prefix(max(20, columns - 1)))
  }
}
