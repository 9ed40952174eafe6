import Foundation
import Testing

/// `tessera estimate`.
@Suite struct EstimateTests {
  private static let size = ["estimate", "--rows", "1e9", "--dimensions", "768", "-k", "1e5", "--ranks", "64"]

  @Test func theTableIsTheSameEverywhere() throws {
    try Tool.withTool { tool throws in
      let text = try tool.run(Self.size + ["--processors", "32", "--no-probe"])
      #expect(text.exitCode == 0, "\(text.errors)")
      #expect(
        text.output.hasPrefix(
          """
          1e+09 rows x 768 dimensions of float32 in 100000 clusters, 20 updates
          64 ranks of 32 processors, each 1 times as fast as the one that was measured

                            flat        hierarchical
          reading once      24 s        24 s

          """), "\(text.output)")
      let json = try tool.run(Self.size + ["--processors", "32", "--no-probe", "--network", "2.5", "--json"]).json
      #expect(json["schema"] as? String == "tessera.estimate/1" && json["speed"] as? Double == 1)
      let flat = try #require(json["flat"] as? [String: Any])
      let bytes = try #require(flat["updateBytes"] as? Double)
      #expect(abs(bytes / (16 * 1e5 * 770 * 2 * 63 / 64) - 1) < 1e-9)
      let update = ((flat["seconds"] as? [String: Any])?["update"] as? [String: Any])?["network"] as? Double
      #expect(update.map { abs($0 * 2.5e9 / bytes - 1) < 1e-9 } ?? false)
    }
  }

  @Test func aProbeMeasuresThisMachine() throws {
    try Tool.withTool { tool throws in
      let json = try tool.run(Self.size + ["--json"]).json
      #expect((json["speed"] as? Double ?? 0) > 0)
      #expect(((json["probe"] as? [String: Any])?["seconds"] as? Double ?? 0) > 0)
    }
  }

  @Test(arguments: [
    ["--rows", "0"], ["--rows", "1.5"], ["-k", "2e9"], ["--network", "0"], ["--disk", "-1"], ["--type", "int8"],
    ["--ranks", "1e10"], ["--dimensions", "many"],
  ]) func numbersThatAreNone(_ change: [String]) throws {
    try Tool.withTool { tool throws in
      var arguments = Self.size
      if let place = arguments.firstIndex(of: change[0]) {
        arguments[place + 1] = change[1]
      } else {
        arguments += change
      }
      #expect(try tool.run(arguments).exitCode == 64, "\(change)")
    }
  }
}
