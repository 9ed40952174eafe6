import Foundation
import Testing

/// Ctrl-C ends the fit after the current iteration and keeps what was reached.
@Suite struct InterruptTests {
  /// A descent that takes far longer than the test waits.
  private static let endless = [
    "fit", Tool.example("digits.npy"), "-k", "10", "--initializer", "random", "--solver", "gradient",
    "--learning-rate", "1e-9", "--max-iterations", "10000000", "--json",
  ]

  private func interrupted(_ arguments: [String], in tool: Tool) throws -> Int32 {
    let process = try tool.start(arguments)
    // Reading these data and drawing a start take milliseconds.
    try Tool.waitUntilBusy(process)
    process.interrupt()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test func withAModelTheExitCodeIsZero() throws {
    try Tool.withTool { tool throws in
      let code = try interrupted(Self.endless + ["-o", "model.safetensors", "--labels-output", "l.npy"], in: tool)
      #expect(code == 0)
      let report = try #require(
        try JSONSerialization.jsonObject(with: tool.bytes(of: "stdout")) as? [String: Any])
      #expect(report["stopReason"] as? String == "interrupted")
      #expect(try tool.files == ["l.npy", "model.safetensors"])
      let again = try tool.run("assign", Tool.example("digits.npy"), "--model", "model.safetensors", "-o", "a.npy")
      #expect(again.exitCode == 0)
      #expect(try tool.bytes(of: "a.npy") == tool.bytes(of: "l.npy"))
    }
  }

  @Test func withoutAModelItIsTheSignals() throws {
    try Tool.withTool { tool throws in
      #expect(try interrupted(Self.endless, in: tool) == 130)
    }
  }
}
