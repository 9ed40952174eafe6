import Autograd
import Foundation
import Testing

/// Arguments that PyTorch refuses end the program here, too, and never reach beyond their tensors.
@Suite struct RefusalTests {
  /// A case that is refused, in JSON.
  struct Refusal: Sendable, Codable, CustomTestStringConvertible {
    let name: String
    let json: Data
    let isAnswered: Bool

    var testDescription: String { name }
  }

  static let refusals = ReferenceTests.files.flatMap { file in
    let deviations = (try? ReferenceTests.deviations(beside: file)) ?? [:]
    let json = (try? JSONSerialization.jsonObject(with: Data(contentsOf: file))) as? [[String: Any]] ?? []
    return json.filter { $0["outputs"] is [String: Any] }.compactMap { json -> Refusal? in
      guard let name = json["name"] as? String, let data = try? JSONSerialization.data(withJSONObject: json) else {
        return nil
      }
      return Refusal(name: name, json: data, isAnswered: deviations[name] != nil)
    }
  }

  @Test(arguments: refusals.filter { !$0.isAnswered }) func refuses(refusal: Refusal) async {
    let result = await #expect(processExitsWith: .failure, "\(refusal.name): refusal 0: is answered") {
      [json = refusal.json as Data] in
      try Self.run(json)
    }
    // A precondition ends in a signal; a mistake of this test would be an exit code.
    guard let status = result?.exitStatus, case .signal = status else {
      Issue.record("\(refusal.name): refusal 0: no precondition says so")
      return
    }
  }

  @Test(arguments: refusals.filter(\.isAnswered)) func answers(refusal: Refusal) async {
    await #expect(processExitsWith: .success, "\(refusal.name)") { [json = refusal.json as Data] in
      try Self.run(json)
    }
  }

  private static func run(_ json: Data) throws {
    let testCase = try #require(ReferenceCase(JSONSerialization.jsonObject(with: json)))
    let implementation = try #require(ReferenceOperations<Double>.all[testCase.operation])
    _ = ReferenceComparison(testCase: testCase, implementation: implementation).outputs()
  }
}
