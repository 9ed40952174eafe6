import Foundation
import Testing

/// `--centroid`: from the command line to a model file and back.
@Suite struct CentroidTests {
  private static let line = "0\n1\n5\n20\n22\n"

  @Test func mediansAreToldAndKept() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.line, to: "points.csv")
      try tool.write("0\n20\n", to: "start.csv")
      let options = ["fit", "points.csv", "-k", "2", "--centroid", "median", "--initializer", "start.csv"]
      let told = try tool.run(options)
      #expect(told.output.contains("the sum of absolute differences from the medians is 7\n"))
      #expect(told.output.contains("every centroid may move by 6 in the sum of differences before a label changes"))
      let report = try tool.run(options + ["--json", "-o", "model.safetensors"]).json
      #expect(report["centroid"] as? String == "median")
      #expect((report["loss"] as? [String: Any])?["name"] as? String == "absolute")
      #expect((report["loss"] as? [String: Any])?["value"] as? Double == 7)
      #expect(report["inertia"] as? Double == 19)
      #expect(report["medoids"] == nil)
      #expect((report["trace"] as? [[String: Any]])?.map { $0["loss"] as? Double } == [8, 7])
      let again = try tool.run(
        "assign", "points.csv", "--model", "model.safetensors", "-o", "labels.csv", "--distances-output",
        "distances.csv")
      #expect(again.exitCode == 0)
      #expect(try tool.text("distances.csv").contains("4"))
      #expect(again.output.contains("inertia: 19\n"))
    }
  }

  /// In the plane of two columns, 3 and 3.6 away by differences, 3 and 2.5 in a straight line.
  @Test func aModelOfMediansAssignsByDifferences() throws {
    try Tool.withTool { tool throws in
      try tool.write("3,0\n1.75,1.875\n", to: "points.csv")
      try tool.write("0,0\n", to: "new.csv")
      for (centroid, label) in [("median", "0"), ("mean", "1")] {
        let fitted = try tool.run(
          "fit", "points.csv", "-k", "2", "--centroid", centroid, "--initializer", "points.csv", "-o",
          "model.safetensors")
        #expect(fitted.exitCode == 0)
        let assigned = try tool.run("assign", "new.csv", "--model", "model.safetensors", "-o", "-")
        #expect(assigned.output.contains("\n0,\(label),"), "\(centroid)")
      }
    }
  }

  @Test func medoidsAreRowsOfTheFile() throws {
    try Tool.withTool { tool throws in
      try tool.write("0\nnan\n1\n5\n20\n22\n23\n", to: "points.csv")
      let report = try tool.run(
        "fit", "points.csv", "-k", "2", "--centroid", "medoid", "--drop-bad-rows", "--json", "-o", "model.safetensors",
        "--report", "page.html"
      ).json
      #expect((report["medoids"] as? [Int])?.sorted() == [2, 5])
      #expect(report["solver"] as? String == "fasterpam")
      #expect((report["loss"] as? [String: Any])?["name"] as? String == "distance")
      #expect((report["loss"] as? [String: Any])?["value"] as? Double == 8)
      #expect(try tool.text("page.html").contains("k-medoids"))
    }
  }

  @Test func whatDoesNotGoTogetherIsRefused() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.line, to: "points.csv")
      let fit = ["fit", "points.csv", "-k", "2"]
      let gradient = try tool.run(fit + ["--centroid", "medoid", "--solver", "gradient"])
      #expect(gradient.exitCode == 64)
      #expect(gradient.errors.contains("--centroid medoid and --solver gradient cannot be used together"))
      let distance = try tool.run(fit + ["--medoid-distance", "squared"])
      #expect(distance.exitCode == 64)
      #expect(distance.errors.contains("--medoid-distance belongs to --centroid medoid."))
    }
  }
}
