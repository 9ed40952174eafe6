import Foundation
import Testing

@Suite struct FitTests {
  /// Four points, worked by hand: two clusters of two.
  static let square = "0,0\n0,2\n10,0\n10,2\n"

  @Test func theSummaryIsForPeople() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.square, to: "points.csv")
      let finished = try tool.run("fit", "points.csv", "-k", "2", "-o", "model.safetensors")
      #expect(finished.exitCode == 0)
      #expect(
        finished.errors == """
          points.csv: “column 1” carries 96 % of the variance and decides the clusters; --standardize gives all columns the \
          same weight

          """)
      #expect(
        finished.output == """
          points.csv: 4 rows x 2 dimensions (float64)
          2 clusters by lloyd from k-means++, seed 0
          inertia 4 after 1 update (fixed point: the assignment repeats)
          a local minimum; every centroid may move by 4.525 before a label changes

          cluster  rows  x0  x1
          0           2  10   1
          1           2   0   1

          wrote model.safetensors

          """)
    }
  }

  @Test func theReportHasTheKeysOfTheContractInOrder() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.square, to: "points.csv")
      let finished = try tool.run("fit", "points.csv", "-k", "2", "--json", "--threads", "1")
      #expect(finished.exitCode == 0)
      let keys = finished.output.split(separator: "\n").compactMap { line in
        line.hasPrefix("  \"") ? line.split(separator: "\"")[1] : nil
      }
      #expect(
        keys.prefix(16) == [
          "schema", "version", "data", "clusters", "solver", "initializer", "seed", "threads", "instructionSet",
          "inertia", "iterations", "stopReason", "counts", "region", "trace", "seconds",
        ])
      let report = finished.json
      #expect(report["schema"] as? String == "tessera.fit/1")
      #expect(report["inertia"] as? Double == 4)
      #expect(report["counts"] as? [Int] == [2, 2])
      #expect(report["threads"] as? Int == 1)
      let trace = try #require(report["trace"] as? [[String: Any]])
      #expect(trace.first?["iteration"] as? Int == 0)
      #expect(trace.count == (report["iterations"] as? Int ?? -1) + 1)
      #expect((report["region"] as? [String: Any])?["localMinimum"] as? Bool == true)
    }
  }

  @Test func assignGivesTheLabelsOfFitBack() throws {
    try Tool.withTool { tool throws in
      for (data, solver) in [("iris.csv", "lloyd"), ("digits.npy", "newton"), ("penguins.csv", "gradient")] {
        let arguments = ["fit", Tool.example(data), "-k", "5", "--solver", solver, "--max-iterations", "20"]
        #expect(try tool.run(arguments + ["-o", "m.safetensors", "--labels-output", "fit.npy"]).exitCode == 0)
        #expect(
          try tool.run("assign", Tool.example(data), "--model", "m.safetensors", "-o", "assign.npy").exitCode == 0)
        #expect(try tool.bytes(of: "fit.npy") == tool.bytes(of: "assign.npy"), "\(data)")
      }
    }
  }

  @Test func centroidsHaveTheTypeOfTheData() throws {
    try Tool.withTool { tool throws in
      #expect(try tool.run("fit", Tool.example("iris.csv"), "-k", "3", "-o", "wide.npy").exitCode == 0)
      #expect(try tool.text("wide.npy").contains("'<f8'"))
      #expect(try tool.run("fit", Tool.example("digits.npy"), "-k", "3", "-o", "single.npy").exitCode == 0)
      #expect(try tool.text("single.npy").contains("'<f4'"))
    }
  }

  @Test func miniBatchesReportTheirLoss() throws {
    try Tool.withTool { tool throws in
      let report = try tool.run(
        "fit", Tool.example("iris.csv"), "-k", "3", "--solver", "gradient", "--batch-size", "30", "--max-iterations",
        "150", "--json"
      ).json
      let trace = try #require(report["trace"] as? [[String: Any]])
      #expect(trace.count == 151)
      #expect(trace[0]["batchLoss"] == nil && trace[0]["inertia"] is Double)
      #expect(trace[1]["batchLoss"] is Double && trace[1]["inertia"] is NSNull)
      #expect(trace[150]["inertia"] is Double)
      #expect(report["stopReason"] as? String == "maxIterations")
      #expect(report["learningRate"] is Double)
    }
  }

  @Test func droppedRowsTakeTheirWeightsAlong() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\nnan,1\n0,2\n10,0\n", to: "points.csv")
      try tool.write("1\n1000\n1\n5\n", to: "weights.csv")
      let arguments = ["fit", "points.csv", "-k", "1", "--weights", "weights.csv", "--json"]
      #expect(try tool.run(arguments).exitCode == 65)
      let finished = try tool.run(arguments + ["--drop-bad-rows", "-o", "c.npy"])
      #expect(finished.exitCode == 0)
      #expect(finished.errors.contains("dropped 1 row"))
      #expect(finished.json["droppedRows"] as? Int == 1)
      // Weights 1, 1, 5: 504 less 7 times the square of the mean (50 / 7, 2 / 7).
      let inertia = try #require(finished.json["inertia"] as? Double)
      #expect((inertia - (504 - 2504.0 / 7)).magnitude < 1e-12 * inertia)
      #expect(finished.json["counts"] as? [Int] == [3])
    }
  }
}
