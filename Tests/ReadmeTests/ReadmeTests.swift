import Foundation
import Tessera
import Testing

/// The Swift in README.md is the Swift in Examples.swift, which compiles and runs.
@Suite struct ReadmeTests {
  @Test func everyExampleCompiles() throws {
    let readme = try SwiftExamples.lines(Places.root.appending(path: "README.md"))
    let source = try SwiftExamples.lines(Places.root.appending(path: "Tests/ReadmeTests/Examples.swift"))
      .joined(separator: "\n")
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
    let folder = TemporaryFolder()
    let iterations = try fittedModel(from: Places.example("digits.npy"), in: folder.url)
    #expect(iterations > 10)
    #expect(folder.contents() == ["model.safetensors"])
  }
}
