/// A command line to copy, in lines that a shell takes as one; nothing without words.
enum CommandBox {
  static func markup(_ words: [String]) -> Markup {
    guard !words.isEmpty else { return "" }
    let command = ShellCommand(words)
    return """
      <div class="cmd"><pre id="cmd" data-line="\(command.words.map(ShellCommand.quoted).joined(separator: " "))"><code>\
      \(command.lines().map { "\($0)" as Markup }.reduce(into: Markup("")) { $0 += $0 == "" ? $1 : "\n" + $1 })</code></pre>\
      <button id="copy" type="button">Copy</button></div>
      """
  }
}
