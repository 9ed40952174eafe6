import Foundation
import Testing

@Suite struct EvaluateTests {
  @Test func agreementWithKnownLabels() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      try tool.write("0,1\n10,1\n", to: "model.csv")
      try tool.write("label\n7\n7\n3\n3\n", to: "same.csv")
      let same = try tool.run(
        "evaluate", "points.csv", "--model", "model.csv", "--labels", "same.csv", "--json")
      #expect(same.json["adjustedRandIndex"] as? Double == 1)
      #expect(same.json["normalizedMutualInformation"] as? Double == 1)
      #expect(same.json["inertia"] as? Double == 4)
      let text = try tool.run("evaluate", "points.csv", "--model", "model.csv", "--labels", "same.csv")
      #expect(
        text.output == """
          points.csv: 4 rows x 2 dimensions
          model.csv: 2 clusters
          inertia: 4
          rows per cluster: 2 2
          adjusted Rand index: 1
          normalized mutual information: 1

          """)
    }
  }

  /// Truth 7 7 | 3 7: one of six pairs is together in both, which is what chance gives.
  @Test func disagreementWithKnownLabels() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      try tool.write("0,1\n10,1\n", to: "model.csv")
      try tool.write("7\n7\n3\n7\n", to: "truth.csv")
      let report = try tool.run(
        "evaluate", "points.csv", "--model", "model.csv", "--labels", "truth.csv", "--json"
      ).json
      #expect(report["adjustedRandIndex"] as? Double == 0)
      let information = try #require(report["normalizedMutualInformation"] as? Double)
      // 2 (ln(4/3) / 2 + ln 2 / 4 + ln(2/3) / 4) over the entropies (2 ln 2 - 3/4 ln 3) + ln 2.
      #expect((information - 0.3437110184854508).magnitude < 1e-12)
    }
  }

  @Test func distancesAreEuclidean() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\n3,4\n", to: "points.csv")
      try tool.write("0,0\n", to: "model.csv")
      let finished = try tool.run(
        "assign", "points.csv", "--model", "model.csv", "-o", "l.npy", "--distances-output", "d.npy")
      #expect(finished.exitCode == 0)
      let distances = try tool.bytes(of: "d.npy").suffix(16).withUnsafeBytes { bytes in
        [0, 8].map { bytes.loadUnaligned(fromByteOffset: $0, as: Double.self) }
      }
      #expect(distances == [0, 5])
    }
  }

  @Test func solversAreComparedFromOneStart() throws {
    try Tool.withTool { tool throws in
      let report = try tool.run("compare", Tool.example("iris.csv"), "-k", "3", "--json").json
      let runs = try #require(report["runs"] as? [[String: Any]])
      #expect(runs.map { $0["solver"] as? String } == ["lloyd", "newton", "gradient"])
      let starts = runs.compactMap { ($0["trace"] as? [[String: Any]])?.first?["inertia"] as? Double }
      #expect(starts.count == 3 && Set(starts).count == 1)
      #expect(runs[0]["inertia"] as? Double == runs[1]["inertia"] as? Double)
    }
  }

  @Test func aDivergingSolverIsAResultOfTheComparison() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(
        "compare", Tool.example("iris.csv"), "-k", "3", "--solver", "lloyd", "--solver", "gradient", "--learning-rate",
        "1")
      #expect(finished.exitCode == 0)
      #expect(finished.output.contains("gradient") && finished.output.contains("diverged"))
    }
  }
}
