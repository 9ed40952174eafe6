import Autograd
import Foundation
import Testing

/// 184 operations against PyTorch: values, gradients, Hessian-vector products, kinks, ties and refusals included.
///
/// Where we decide otherwise, `deviations.json` beside the cases names the case and the reason, and holds our answer.
@Suite struct ReferenceTests {
  /// The folder of the cases, and one that the environment names.
  static let folders =
    [URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")]
    + (ProcessInfo.processInfo.environment["TESSERA_OPERATOR_CASES"].map { [URL(filePath: $0)] } ?? [])

  static let files = folders.flatMap { folder in
    ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
      .filter { $0.pathExtension == "json" && $0.lastPathComponent != "deviations.json" }
      .sorted { $0.path < $1.path }
  }

  static func deviations(beside file: URL) throws -> [String: ReferenceDeviation] {
    let list = file.deletingLastPathComponent().appending(path: "deviations.json")
    return FileManager.default.fileExists(atPath: list.path) ? try ReferenceDeviation.all(in: list) : [:]
  }

  @Test(arguments: files) func agreesWithPyTorch(file: URL) throws {
    let (deviations, operations) = (try Self.deviations(beside: file), ReferenceOperations<Double>.all)
    for testCase in try ReferenceCase.all(in: file) {
      guard let answer = ReferenceAnswer(testCase) else { continue }
      let implementation = try #require(operations[testCase.operation], "\(testCase.operation) is missing")
      let comparison = ReferenceComparison(testCase: testCase, implementation: implementation)
      let deviation = deviations[testCase.name]
      let tolerance: ReferenceComparison<Double>.Tolerance = testCase.isProgram ? .program : .double
      for problem in comparison.problems(expecting: answer.replacing(deviation), tolerance) {
        Issue.record("\(testCase.name): \(problem.field): \(problem.text)")
      }
      guard let deviation else { continue }
      let differing = Set(comparison.problems(expecting: answer, .double).map(\.field))
      for field in deviation.fields.keys where !differing.contains(field) {
        Issue.record("\(testCase.name): \(field) is listed as a deviation, but is none")
      }
    }
  }

  @Test(arguments: files) func agreesInSinglePrecision(file: URL) throws {
    let (deviations, operations) = (try Self.deviations(beside: file), ReferenceOperations<Float>.all)
    // (Where a program jumps, rounding its intermediate results may be enough for another answer.)
    for testCase in try ReferenceCase.all(in: file) where testCase.fitsFloat && !testCase.isProgram {
      guard let answer = ReferenceAnswer(testCase), let implementation = operations[testCase.operation] else {
        continue
      }
      let expected = answer.replacing(deviations[testCase.name])
      let problems = ReferenceComparison(testCase: testCase, implementation: implementation)
        .problems(expecting: expected, .single, orders: 1)
      // Where rounding the inputs is enough, at a jump say, also Double gives another answer.
      guard !problems.isEmpty, let exact = ReferenceOperations<Double>.all[testCase.operation],
        ReferenceComparison(testCase: testCase.rounded, implementation: exact)
          .problems(expecting: expected, .single, orders: 1).isEmpty
      else { continue }
      for problem in problems { Issue.record("\(testCase.name): \(problem.field): \(problem.text)") }
    }
  }

  @Test(arguments: folders) func deviationsNameCases(folder: URL) throws {
    let deviations = try Self.deviations(beside: folder.appending(path: "any.json"))
    let files = Self.files.filter { $0.deletingLastPathComponent().path == folder.path }
    let names = Set(try files.flatMap { try ReferenceCase.all(in: $0) }.map(\.name))
    #expect(!names.isEmpty)
    #expect(Set(deviations.keys).subtracting(names) == [])
    #expect(deviations.values.allSatisfy { !$0.reason.isEmpty && !$0.fields.isEmpty })
  }
}
