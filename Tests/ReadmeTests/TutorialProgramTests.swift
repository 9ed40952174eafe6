import Foundation
import Testing

/// The programs of the tutorials are Swift that compiles and runs here, and print what the tutorials say. Where a change is meant, accept it:
///
/// ```sh
/// TESSERA_ACCEPT_SNAPSHOTS=1 swift test --filter TutorialProgramTests; git diff Sources/Tessera/Documentation.docc
/// ```
@Suite struct TutorialProgramTests {
  private static let folder = Places.root.appending(path: "Sources/Tessera/Documentation.docc/Tutorials/Programs")

  @Test(arguments: ["Frozen", "Piece", "Collapse", "Relaxed", "Audit", "Codebook", "Balanced"])
  func aProgramPrintsWhatItsTutorialSays(name: String) throws {
    let programs: [String: (TutorialPrograms.Printer) throws -> Void] = [
      "Frozen": TutorialPrograms.frozen, "Piece": TutorialPrograms.piece, "Collapse": TutorialPrograms.collapse,
      "Relaxed": TutorialPrograms.relaxed, "Audit": TutorialPrograms.audit, "Codebook": TutorialPrograms.codebook,
      "Balanced": TutorialPrograms.balanced,
    ]
    let file = Self.folder.appending(path: "\(name).swift")
    let source = try SwiftExamples.lines(Places.root.appending(path: "Tests/ReadmeTests/TutorialPrograms.swift"))
      .joined(separator: "\n")
    let program = try SwiftExamples.lines(file).filter { !$0.hasPrefix("import ") }.joined(separator: "\n")
    #expect(source.contains(program), "TutorialPrograms.swift does not have \(name).swift")

    var printed = ""
    let run = try #require(programs[name])
    try run { items in printed += items.map { "\($0)" }.joined(separator: " ") + "\n" }
    // The audit names a place, which is another one in the reader's file.
    let argmax = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains(".argmax(") }
    printed.replace(/TutorialPrograms\.swift:\d+/, with: "main.swift:\(argmax.map { $0 + 1 } ?? 0)")
    let known = Self.folder.appending(path: "\(name)-printed.txt")
    if ProcessInfo.processInfo.environment["TESSERA_ACCEPT_SNAPSHOTS"] == "1" {
      try Data(printed.utf8).write(to: known)
    } else {
      #expect(try String(contentsOf: known, encoding: .utf8) == printed)
    }
  }

  @Test func everyProgramIsRun() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".swift") }
    let names = ["Audit", "Balanced", "Codebook", "Collapse", "Frozen", "Piece", "Relaxed"]
    #expect(files.sorted() == names.map { "\($0).swift" })
  }
}
