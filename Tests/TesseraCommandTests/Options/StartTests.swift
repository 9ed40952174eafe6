import Foundation
import Testing

/// Where the centroids start, as `--initializer` says.
@Suite struct StartTests {
  @Test func everyNamedStartIsAccepted() throws {
    try Tool.withTool { tool throws in
      var inertias: [String: Double] = [:]
      for name in ["k-means++", "k-means-parallel", "afk-mc2", "farthest-first", "random"] {
        let finished = try tool.run(
          "fit", Tool.example("digits.npy"), "-k", "20", "--initializer", name, "--max-iterations", "0", "--json")
        #expect(finished.exitCode == 0)
        #expect(finished.json["initializer"] as? String == name)
        inertias[name] = finished.json["inertia"] as? Double
      }
      // All different starts.
      #expect(Set(inertias.values).count == 5)
    }
  }

  @Test func theParallelStartDependsOnTheSeedAlone() throws {
    try Tool.withTool { tool throws in
      func start(_ seed: String, _ threads: String, _ output: String) throws -> Data {
        let finished = try tool.run(
          "fit", Tool.example("digits.npy"), "-k", "20", "--initializer", "k-means-parallel", "--max-iterations", "0",
          "--seed", seed, "--threads", threads, "-o", output)
        #expect(finished.exitCode == 0)
        return try tool.bytes(of: output)
      }
      let first = try start("1", "1", "a.npy")
      #expect(try start("1", "3", "b.npy") == first)
      #expect(try start("2", "1", "c.npy") != first)
    }
  }

  @Test func anUnknownStartNamesThoseThatExist() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run("fit", Tool.example("digits.npy"), "-k", "20", "--initializer", "forgy")
      #expect(finished.exitCode == 64)
      #expect(finished.errors.contains("k-means++|k-means-parallel|afk-mc2|farthest-first|random|FILE"))
    }
  }
}
