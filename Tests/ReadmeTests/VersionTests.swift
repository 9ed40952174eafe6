import Foundation
import Tessera
import Testing

/// Release/prepare.sh writes versions; nobody else does.
@Suite struct VersionTests {
  @Test func theWheelHasTheVersionOfTheLibrary() throws {
    let project = try String(contentsOf: Places.root.appending(path: "Python/pyproject.toml"), encoding: .utf8)
    #expect(project.contains("\nversion = \"\(TesseraVersion.current)\"\n"))
  }

  @Test func theChangelogHasAChapterForWhatComes() throws {
    let log = try String(contentsOf: Places.root.appending(path: "CHANGELOG.md"), encoding: .utf8)
    #expect(log.hasPrefix("# Changelog\n\n## Unreleased\n"))
  }
}
