import Foundation
import Testing

/// The Swift in the documentation's pages is Swift that compiles and runs here.
@Suite struct DocumentationTests {
  /// The file whose functions hold a page's examples.
  private static func examples(of page: String, in module: String) -> String {
    switch (module, page) {
    case ("Autograd", "Autograd.md"), ("Autograd", "HowAGradientPassesAnArgmax.md"): "ArticleExamples.swift"
    case ("Autograd", _): "RelaxationExamples.swift"
    case ("Quantization", _): "QuantizationExamples.swift"
    case ("IndexFiles", _): "IndexExamples.swift"
    case ("Clustering", "Balanced.md"), ("Clustering", "BetterMinima.md"), ("Clustering", "KindsOfKMeans.md"),
      ("Clustering", "LongFitsAndManyMachines.md"), ("Clustering", "MediansAndMedoids.md"), ("Clustering", "Trees.md"):
      "KindExamples.swift"
    default: "ModuleExamples.swift"
    }
  }

  private static func pages(of module: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: Places.root.appending(path: "Sources/\(module)/Documentation.docc"), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "md" }
  }

  @Test(arguments: [
    "Autograd", "Clustering", "Descent", "IndexFiles", "LAPACKLibrary", "Matrices", "MessagePassing", "Mixtures",
    "Palettes", "Pictures", "Quantization", "Reports", "ResidentMemory", "TableDrivers", "Tessera", "TesseraKernels",
    "VectorFiles",
  ]) func everyExampleCompiles(module: String) throws {
    let pages = try Self.pages(of: module)
    #expect(!pages.isEmpty)
    for page in pages {
      let name = page.lastPathComponent
      let holder = Self.examples(of: name, in: module)
      let source = try SwiftExamples.lines(Places.root.appending(path: "Tests/ReadmeTests/\(holder)"))
        .joined(separator: "\n")
      for example in SwiftExamples.all(in: try SwiftExamples.lines(page)) {
        #expect(source.contains(example), "\(holder) does not have this of \(name):\n\(example)")
      }
    }
  }

  /// A page about a way past an argmax shows it, and the index names the page.
  @Test func everyRelaxationHasAnExampleAndAPlaceInTheIndex() throws {
    let pages = try Self.pages(of: "Autograd")
    let index = try String(
      contentsOf: try #require(pages.first { $0.lastPathComponent == "Relaxations.md" }), encoding: .utf8)
    for page in pages {
      let name = page.deletingPathExtension().lastPathComponent
      if ["LinearAlgebra", "Operations"].contains(name) { continue }
      #expect(!SwiftExamples.all(in: try SwiftExamples.lines(page)).isEmpty, "\(name)")
      if ["Autograd", "HowAGradientPassesAnArgmax", "Relaxations"].contains(name) { continue }
      #expect(index.contains("<doc:\(name)>"), "\(name)")
    }
  }
}
