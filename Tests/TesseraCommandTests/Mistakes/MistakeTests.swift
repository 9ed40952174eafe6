import Foundation
import Testing

#if os(Linux)
  /// What a newcomer does wrong, with the exact answers on a page: `Snapshots/Mistakes.md`.
  @Suite struct MistakeTests {
    private static let codes: [Int32] = [64, 65, 66, 71, 73, 74]

    @Test func everyMistakeIsAnswered() throws {
      try Tool.withTool { tool throws in
        try Mistake.write(to: tool.folder)
        var page = """
          # What goes wrong, and what the command says

          Each answer says what is wrong, where, and what to do; the number in brackets is the exit code, as in sysexits.h. The
          page is made by `MistakeTests`, which compares it with what the command says today.

          """
        for (title, mistakes) in Mistake.chapters {
          page += "\n## \(title)\n"
          for mistake in mistakes { page += try answer(to: mistake, in: tool) }
        }
        try Snapshot(name: "Mistakes.md").expect(page)
      }
    }

    private func answer(to mistake: Mistake, in tool: Tool) throws -> String {
      let before = try tool.files
      let finished = try tool.shell(#"tessera() { "$TESSERA" "$@"; }"# + "\n" + mistake.lines.joined(separator: "\n"))
      #expect(Self.codes.contains(finished.exitCode), "\(mistake.title): \(finished.exitCode)")
      #expect(finished.output.isEmpty, "\(mistake.title): \(finished.output)")
      let errors = finished.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
      #expect(errors.count == 1, "\(mistake.title): \(finished.errors)")
      // The files of a line before the last are the mistake's own.
      if mistake.lines.count == 1 { #expect(try tool.files == before, "\(mistake.title)") }
      let lines = mistake.lines.map { "$ \($0)\n" }.joined()
      return "\n### \(mistake.title)\n\n```console\n\(lines)\(finished.errors)[\(finished.exitCode)]\n```\n"
    }
  }
#endif
