import Foundation
import TesseraKernels
import Testing

/// `--path`: which arithmetic assignments try first.
@Suite struct PathTests {
  private static let fit = ["fit", Tool.example("digits.npy"), "-k", "12", "--json", "--threads", "1"]

  private static let paths =
    ["float64", "float32"] + (Kernels(.best).hasNarrowRows ? ["int8"] : [])
    + (Kernels(.best).hasShortCentroids ? ["int16"] : [])

  @Test func everyPathGivesTheSameModelAndSaysSoInTheTrace() throws {
    try Tool.withTool { tool throws in
      var models: [Data] = []
      for path in Self.paths {
        let finished = try tool.run(Self.fit + ["--max-iterations", "5", "--path", path, "-o", "\(path).npy"])
        #expect(finished.exitCode == 0, "\(finished.errors)")
        let trace = try #require(finished.json["trace"] as? [[String: Any]])
        #expect(trace.count > 1 && trace.allSatisfy { $0["path"] as? String == path }, "\(path)")
        #expect(trace[0]["touched"] as? Int == 1797, "\(path)")
        #expect(trace.allSatisfy { $0["touched"] is Int }, "\(path)")
        models.append(try tool.bytes(of: "\(path).npy"))
      }
      #expect(models.allSatisfy { $0 == models[0] })
    }
  }

  @Test func aPathThatTheInstructionSetLacksIsAMistakeOfTheCaller() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(
        Self.fit + ["--path", "int8", "-o", "model.npy"], environment: ["TESSERA_INSTRUCTION_SET": "scalar"])
      #expect(finished.exitCode == 64)
      #expect(finished.output == "")
      #expect(finished.errors.hasPrefix("error: this machine or instruction set has no path int8;"))
      #expect(try tool.files == [])
    }
  }

  @Test func anUnknownPathIsRefusedWithTheNames() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(Self.fit + ["--path", "int4"])
      #expect(finished.exitCode == 64)
      for name in ["float64", "float32", "int16", "int8"] {
        #expect(finished.errors.contains(name), "\(finished.errors)")
      }
    }
  }
}
