import Foundation
import Tessera
import Testing

/// The Swift in README.md is the Swift in Examples.swift, which compiles and runs.
@Suite struct ReadmeTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  @Test func everyExampleCompiles() throws {
    let readme = try SwiftExamples.lines(
      Self.folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md"))
    let source = try SwiftExamples.lines(Self.folder.appending(path: "Examples.swift")).joined(separator: "\n")
    let examples = SwiftExamples.all(in: readme)
    #expect(examples.count == 2)
    for example in examples { #expect(source.contains(example), "\(example)") }
  }

  @Test func theQuestionsExampleTrains() throws {
    let start: [Double] = [0, 0, 3, 3]
    let trained = try trainedCentroids(
      on: [[0, 0], [0, 1], [4, 4], [4, 5]], from: .init(start, shape: [2, 2]))
    // 4001 steps of 1e-5 go a good part of the way to (0, 0.5) and (4, 4.5): the error shrinks by 1 - 2 eta n each.
    let left: Double = pow(0.99996, 4001)
    #expect((trained[0, 1] - 0.5 * (1 - left)).magnitude < 1e-12)
    #expect((trained[1, 0] - (4 - left)).magnitude < 1e-12)
  }

  @Test func theModelExampleWritesItsFile() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-readme-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let iterations = try fittedModel(
      from: Self.folder.appending(path: "../../Examples/Data/digits.npy").path, in: folder)
    #expect(iterations > 10)
    #expect(FileManager.default.fileExists(atPath: folder.appending(path: "model.safetensors").path))
  }
}
