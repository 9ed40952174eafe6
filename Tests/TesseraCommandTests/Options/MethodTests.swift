import Foundation
import Testing

/// Trees, as `--method` asks for them, and starts from models with another number of clusters.
@Suite struct MethodTests {
  /// Two pairs near each other, and two far away.
  static let pairs = "0\n1\n10\n11\n1000\n1001\n1010\n1011\n"

  @Test func aTreeFindsTheClustersOfEveryBranch() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.pairs, to: "points.csv")
      for method in ["hierarchical", "bisecting"] {
        let finished = try tool.run(
          "fit", "points.csv", "-k", "4", "--method", method, "--json", "-o", "m.safetensors", "--labels-output",
          "l.csv")
        #expect(finished.exitCode == 0)
        #expect(finished.json["method"] as? String == method)
        #expect(finished.json["inertia"] as? Double == 2 && finished.json["counts"] as? [Int] == [2, 2, 2, 2])
        #expect(
          String(decoding: try tool.bytes(of: "m.safetensors"), as: UTF8.self).contains(#""method":"\#(method)""#))
        let again = try tool.run("assign", "points.csv", "--model", "m.safetensors", "-o", "a.csv")
        #expect(again.exitCode == 0)
        #expect(
          try tool.run("fit", "points.csv", "-k", "4", "--method", method).output.contains("by \(method) lloyd from"))
      }
      #expect(try tool.run("fit", "points.csv", "-k", "4", "--json").json["method"] as? String == "flat")
    }
  }

  @Test func refineLimitsTheUpdatesAndSaysSo() throws {
    try Tool.withTool { tool throws in
      func fit(_ updates: String) throws -> (code: Int32, output: String) {
        let finished = try tool.run(
          "fit", Tool.example("digits.npy"), "-k", "100", "--method", "hierarchical", "--refine", updates)
        return (finished.exitCode, finished.output)
      }
      #expect(try fit("0").output.contains("after 0 updates (the limit of --refine)"))
      #expect(try fit("1").output.contains("after 1 update (the limit of --refine)"))
      #expect(try fit("300").output.contains("(fixed point: the assignment repeats)"))
      #expect(try fit("-1").code == 64)
    }
  }

  @Test func whatBelongsToAnotherMethodIsRefused() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.pairs, to: "points.csv")
      for (arguments, message) in [
        (["--refine", "3"], "--refine belongs to --method hierarchical or --method bisecting."),
        (["--method", "hierarchical", "--split", "size"], "--split belongs to --method bisecting."),
        (["--method", "hierarchical", "--solver", "gradient"], "--method hierarchical and --solver gradient cannot"),
        (["--method", "bisecting", "--solver", "nested"], "--method bisecting and --solver nested cannot"),
        (
          ["--method", "bisecting", "--initializer", "./points.csv"], "--method bisecting and --initializer FILE cannot"
        ),
      ] {
        let finished = try tool.run(["fit", "points.csv", "-k", "3"] + arguments)
        #expect(finished.exitCode == 64 && finished.errors.contains(message), "\(arguments): \(finished.errors)")
      }
    }
  }

  @Test func aModelWithAnotherNumberOfClustersIsAWarmStartAndTheChangeIsSaid() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.pairs, to: "points.csv")
      #expect(try tool.run("fit", "points.csv", "-k", "4", "-o", "four.safetensors").exitCode == 0)
      #expect(try tool.run("fit", "points.csv", "-k", "2", "-o", "two.safetensors").exitCode == 0)
      // A bare matrix is the start of every cluster.
      try tool.write("0.5\n1000.5\n", to: "two.csv")
      #expect(try tool.run("fit", "points.csv", "-k", "4", "--initializer", "./two.csv").exitCode == 65)
      for (command, start, count, note) in [
        (
          "fit", "four.safetensors", "2",
          "four.safetensors: 4 start centroids for 2 clusters: 2 are dropped, those that are missed least"
        ),
        ("fit", "two.safetensors", "4", "two.safetensors: 2 start centroids for 4 clusters: 2 are added by k-means++"),
        (
          "compare", "two.safetensors", "3",
          "two.safetensors: 2 start centroids for 3 clusters: 1 is added by k-means++"
        ),
      ] {
        let finished = try tool.run(command, "points.csv", "-k", count, "--initializer", start, "--json")
        #expect(finished.exitCode == 0 && finished.errors.contains(note), "\(finished.errors)")
      }
      let same = try tool.run("fit", "points.csv", "-k", "2", "--initializer", "two.csv", "--json")
      #expect(same.exitCode == 0 && !same.errors.contains("start centroid"))
    }
  }

  @Test func aTreeIsEndedByASignalAndSaysThatThereIsNothing() throws {
    try Tool.withTool { tool throws in
      // Bisection of so many clusters takes seconds.
      let process = try tool.start([
        "fit", Tool.example("digits.npy"), "-k", "1700", "--method", "bisecting", "--restarts", "1000", "-o", "m.npy",
      ])
      try Tool.waitUntilBusy(process)
      process.interrupt()
      process.waitUntilExit()
      #expect([0, 130].contains(process.terminationStatus))
    }
  }
}
