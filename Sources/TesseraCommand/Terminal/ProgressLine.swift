internal import Clustering

/// One line on the terminal that follows a fit; nothing where standard error is no terminal.
final class ProgressLine {
  private let isDrawn: Bool
  private let maximumIterations: Int
  private let restarts: Int
  private var restart = 0
  private let clock = ContinuousClock()
  private var lastDrawing: ContinuousClock.Instant?
  /// At most 20 drawings a second.
  private let interval = Duration.milliseconds(50)

  init(quiet: Bool, maximumIterations: Int, restarts: Int = 1) {
    isDrawn = !quiet && Terminal.drawsOverLines
    self.maximumIterations = maximumIterations
    self.restarts = restarts
  }

  func show(_ entry: TraceEntry) {
    if entry.iteration == 0 { restart += 1 }
    guard isDrawn, lastDrawing.map({ clock.now - $0 >= interval }) ?? true else { return }
    lastDrawing = clock.now
    let line = Self.text(
      entry, maximumIterations: maximumIterations, restart: restart, restarts: restarts, columns: Terminal.columns)
    StandardError.write("\r\u{1B}[K" + line)
  }

  /// Removes the line.
  func clear() {
    if lastDrawing != nil { StandardError.write("\r\u{1B}[K") }
  }

  /// Bar, iteration, inertia, share of rows that were certified to keep their label, and the most time that is left.
  static func text(
    _ entry: TraceEntry, maximumIterations: Int, restart: Int, restarts: Int, columns: Int
  ) -> String {
    let share = maximumIterations > 0 ? Double(entry.iteration) / Double(maximumIterations) : 1
    let (width, filled) = (10, Int(share * 10))
    var parts = ["[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "]"]
    if restarts > 1 { parts.append("run \(restart)/\(restarts)") }
    parts.append("\(entry.iteration)/\(maximumIterations)")
    if let inertia = entry.inertia {
      parts.append("inertia \(inertia.significant(6))")
      parts.append("\(Int(entry.certifiedFraction * 100)) % certified")
    } else if let loss = entry.batchLoss {
      parts.append("batch loss \(loss.significant(6))")
    }
    if entry.iteration > 0 {
      let left = entry.seconds / Double(entry.iteration) * Double(maximumIterations - entry.iteration)
      parts.append("< \(left.rounded(.up).significant(3)) s left")
    }
    return String(parts.joined(separator: "  ").prefix(max(1, columns - 1)))
  }
}
