import Foundation
import Testing

/// The page that says which code is behind each way to an assignment.
struct EnginePageTests {
  /// Every name in the page's code marks: a file, or a word of some source.
  @Test func everythingThatItNamesIsThere() throws {
    let page = try String(
      contentsOf: Places.root.appending(path: "Sources/Clustering/Documentation.docc/Engine.md"), encoding: .utf8)
    let files = try ["Clustering", "Matrices", "TesseraKernels", "CTesseraKernels"].flatMap {
      try Self.files(in: "Sources/\($0)")
    }
    let tests = try ["Clustering", "TesseraKernels"].flatMap { try Self.files(in: "Tests/\($0)Tests") }
    let names = Set((files + tests).map { $0.lastPathComponent })
    let words = try Set(
      files.flatMap { file in
        try String(contentsOf: file, encoding: .utf8).split { !($0.isLetter || $0.isNumber || $0 == "_") }
          .map(String.init)
      })
    let marked = page.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
    #expect(marked.count > 80)
    for (_, mark) in marked where !mark.isEmpty && !mark.contains("*") && !mark.contains("-") {
      let name = mark.split(separator: "/").last.map(String.init) ?? ""
      if name.hasSuffix(".h") || name.hasSuffix(".swift") {
        #expect(names.contains(name), "\(mark)")
      } else if name.hasSuffix("Tests") {
        #expect(names.contains(name + ".swift"), "\(mark)")
      } else if !mark.hasPrefix("Sources/"), !mark.hasPrefix("Benchmarks/") {
        for word in name.prefix(while: { $0 != "(" }).split(separator: ".") {
          #expect(words.contains(String(word)), "\(mark)")
        }
      }
    }
  }

  private static func files(in folder: String) throws -> [URL] {
    let root = Places.root.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".h") || $0.hasSuffix(".c") || $0.hasSuffix(".swift") }.map { root.appending(path: $0) }
  }
}
