/// One line on the terminal that says how much of some work is done; nothing where standard error is no terminal.
final class ShareLine {
  private let isDrawn: Bool
  private let watch = Stopwatch()
  private var hasDrawn = false

  init(quiet: Bool) { isDrawn = !quiet && Terminal.standardErrorIsTerminal }

  func show(_ share: Double, _ step: String) {
    guard isDrawn else { return }
    hasDrawn = true
    StandardError.write(
      "\r\u{1B}[K" + Self.text(share, step, seconds: watch.seconds, columns: Terminal.columns))
  }

  /// Removes the line.
  func clear() {
    if hasDrawn { StandardError.write("\r\u{1B}[K") }
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
