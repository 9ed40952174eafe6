import Foundation
import Tessera
import Testing

/// What is asked for on the command line reaches the fit and the report.
@Suite struct OptionTests {
  private static let fit = ["fit", Tool.example("iris.csv"), "-k", "4", "--json", "--threads", "1"]

  @Test func everyOptimizerTakesItsOwnWay() throws {
    try Tool.withTool { tool throws in
      let inertias = try ["sgd", "momentum", "adam"].map { name in
        try tool.run(
          Self.fit + [
            "--solver", "gradient", "--learning-rate", "0.002", "--max-iterations", "3", "--optimizer", name,
          ]
        ).json["inertia"] as? Double
      }
      #expect(Set(inertias).count == 3 && !inertias.contains(nil), "\(inertias)")
    }
  }

  @Test func theToleranceEndsTheFit() throws {
    try Tool.withTool { tool throws in
      let loose = try tool.run(Self.fit + ["--tolerance", "0.3"]).json
      #expect(loose["stopReason"] as? String == "tolerance")
      #expect(try tool.run(Self.fit).json["stopReason"] as? String == "fixedPoint")
    }
  }

  @Test func theRelaxationReachesTheSolver() throws {
    try Tool.withTool { tool throws in
      let inertias = try ["0.5", "1", "1.5"].map { relaxation in
        try tool.run(Self.fit + ["--solver", "newton", "--relaxation", relaxation, "--max-iterations", "1"])
          .json["inertia"] as? Double
      }
      #expect(Set(inertias).count == 3 && !inertias.contains(nil), "\(inertias)")
    }
  }

  /// Beyond what JSON's readers hold as a number, it is a text.
  @Test func theSeedOfTheCommandLineReachesTheFile() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      let arguments = ["fit", "points.csv", "-k", "2", "--seed", "41", "-o", "model.SafeTensors"]
      #expect(try tool.run(arguments).exitCode == 0)
      let file = try ModelFile(contentsOf: tool.path(of: "model.SafeTensors"))
      #expect(file.metadata["seed"] == "41")
    }
  }

  @Test func aLargeSeedIsReportedInFull() throws {
    try Tool.withTool { tool throws in
      let arguments = Self.fit + ["--max-iterations", "1", "--seed"]
      #expect(try tool.run(arguments + ["18446744073709551615"]).json["seed"] as? String == "18446744073709551615")
      #expect(try tool.run(arguments + ["9007199254740991"]).json["seed"] as? Int == 9_007_199_254_740_991)
    }
  }

  /// At the start nothing has changed, though all rows were looked at.
  @Test func theTraceCountsChangesAndRowsLookedAt() throws {
    try Tool.withTool { tool throws in
      let trace = try #require(try tool.run(Self.fit).json["trace"] as? [[String: Any]])
      #expect(trace.first?["changed"] as? Int == 0)
      #expect(trace.first?["touched"] as? Int == 150)
      #expect(trace.last?["changed"] as? Int == 0)
      #expect(trace.dropFirst().first?["changed"] as? Int ?? 0 > 0)
    }
  }

  @Test func theBestRunIsNamed() throws {
    try Tool.withTool { tool throws in
      let arguments = Self.fit + ["--restarts", "5", "--initializer", "random"]
      let report = try tool.run(arguments).json
      let restart = try #require(report["restart"] as? Int)
      let text = try tool.run(arguments.filter { $0 != "--json" }).output
      #expect(text.contains("run \(restart + 1) of 5 was the best\n"), "\(text)")
    }
  }
}
