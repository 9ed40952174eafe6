import Foundation
import TesseraTestSupport
import Testing

/// What the tutorials say is typed, and what they say is then seen. Where a change is meant, accept it and read the difference:
///
/// ```sh
/// TESSERA_ACCEPT_SNAPSHOTS=1 swift test --filter TutorialTests; git diff Sources/Tessera/Documentation.docc
/// ```
@Suite struct TutorialTests {
  private static let folder = Places.root.appending(path: "Sources/Tessera/Documentation.docc/Tutorials")

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// The files that a tutorial shows in a window of some name, in their order.
  private static func files(of tutorial: String, in window: String) throws -> [String] {
    try text("\(tutorial).tutorial").matches(of: /@Code\(name: "([^"]+)", file: "([^"]+)"/)
      .filter { $0.1 == window }.map { String($0.2) }
  }

  private static let names = ["Embeddings", "Palette", "Codebook", "Gradient", "Balanced"]

  /// Commands begin with "$ "; what follows a command is what it says, errors among it.
  @Test(arguments: names) func aSessionIsWhatTheCommandSays(name: String) throws {
    try Tool.withTool { tool in
      for example in try FileManager.default.contentsOfDirectory(atPath: Places.example("")) {
        try FileManager.default.copyItem(atPath: Places.example(example), toPath: tool.path(of: example))
      }
      for file in try Self.files(of: name, in: "Terminal") {
        let known = try Self.text("Sessions/\(file)")
        let commands = known.split(separator: "\n").filter { $0.hasPrefix("$ ") }
        #expect(!commands.isEmpty, "\(file)")
        let seen = try commands.map { command in
          let place = #"PATH="$(dirname "$TESSERA"):$PATH" LC_ALL=C.UTF-8; export PATH LC_ALL; exec 2>&1"#
          let said = try tool.shell("\(place); \(command.dropFirst(2))")
          return "\(command)\n\(said.output)"
        }.joined()
        if ProcessInfo.processInfo.environment["TESSERA_ACCEPT_SNAPSHOTS"] == "1" {
          try Data(seen.utf8).write(to: Self.folder.appending(path: "Sessions/\(file)"))
        } else {
          #expect(seen == known, "\(file)")
        }
      }
    }
  }

  /// Neither a file that no tutorial shows, nor a tutorial that the table of contents leaves out.
  @Test func nothingIsLeftOver() throws {
    let contents = try Self.text("Tessera.tutorial")
    let tutorials = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".tutorial") && $0 != "Tessera.tutorial" }.map { String($0.dropLast(9)) }
    #expect(tutorials.sorted() == Self.names.sorted())
    for name in Self.names { #expect(contents.contains("\"doc:\(name)\""), "\(name)") }
    let pages = try Self.names.map { try Self.text("\($0).tutorial") }.joined() + contents
    for part in ["Sessions", "Programs", "Pictures"] {
      for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: part).path) {
        #expect(pages.contains("\"\(file)\""), "\(file)")
      }
    }
  }
}
