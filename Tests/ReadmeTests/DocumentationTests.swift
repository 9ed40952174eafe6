import Foundation
import Testing

/// The Swift in the documentation's pages is Swift that compiles and runs here.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Pages, and the file whose tests hold their examples.
  private static func examples(of page: String) -> String {
    switch page {
    case "Autograd.md", "HowAGradientPassesAnArgmax.md": "ArticleExamples.swift"
    case "Quantization.md", "StraightThroughCodes.md", "MovingAverages.md", "RotationTrick.md":
      "QuantizationExamples.swift"
    default: "RelaxationExamples.swift"
    }
  }

  @Test(arguments: ["Autograd", "Quantization"]) func everyExampleCompiles(module: String) throws {
    let catalogue = Self.root.appending(path: "Sources/\(module)/Documentation.docc")
    let pages = try FileManager.default.contentsOfDirectory(at: catalogue, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "md" }
    #expect(pages.count >= 4)
    for page in pages {
      let name = page.lastPathComponent
      let source = try SwiftExamples.lines(
        Self.root.appending(path: "Tests/ReadmeTests/\(Self.examples(of: name))")
      ).joined(separator: "\n")
      let examples = SwiftExamples.all(in: try SwiftExamples.lines(page))
      #expect(!examples.isEmpty, "\(name) has no example")
      for example in examples { #expect(source.contains(example), "\(name):\n\(example)") }
    }
  }

  /// Each way past an argmax has its page, named in the index.
  @Test func theIndexNamesEveryPage() throws {
    let catalogue = Self.root.appending(path: "Sources/Autograd/Documentation.docc")
    let index = try String(contentsOf: catalogue.appending(path: "Relaxations.md"), encoding: .utf8)
    for page in try FileManager.default.contentsOfDirectory(at: catalogue, includingPropertiesForKeys: nil) {
      let name = page.deletingPathExtension().lastPathComponent
      if ["Autograd", "HowAGradientPassesAnArgmax", "Relaxations"].contains(name) { continue }
      #expect(index.contains("<doc:\(name)>"), "\(name)")
    }
  }
}
