import Foundation
import TesseraTestSupport
import Testing

/// What the command said when somebody last looked at it, in a file of `Snapshots`. Where a change is meant, accept it and
/// read the difference:
///
/// ```sh
/// TESSERA_ACCEPT_SNAPSHOTS=1 swift test --filter SnapshotTests; git diff Tests/TesseraCommandTests/Snapshots
/// ```
struct Snapshot {
  let name: String

  private var url: URL { Places.root.appending(path: "Tests/TesseraCommandTests/Snapshots/\(name)") }

  func expect(_ text: String, location: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["TESSERA_ACCEPT_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: url)
      return
    }
    let known = String(decoding: (try? Data(contentsOf: url)) ?? Data(), as: UTF8.self)
    let (old, new) = (known.split(separator: "\n"), text.split(separator: "\n"))
    let difference = new.difference(from: old).map { change in
      switch change {
      case .remove(let line, let text, _): "-\(line + 1): \(text)"
      case .insert(let line, let text, _): "+\(line + 1): \(text)"
      }
    }
    #expect(
      known == text, "\(name) differs; accept with TESSERA_ACCEPT_SNAPSHOTS=1\n\(difference.joined(separator: "\n"))",
      sourceLocation: location)
  }
}
