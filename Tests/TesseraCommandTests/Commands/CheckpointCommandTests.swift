import Foundation
import Tessera
import Testing

/// `tessera fit --checkpoint` and `--resume`.
@Suite struct CheckpointCommandTests {
  private static let points =
    "x,y\n" + (0..<200).map { "\($0 * 37 % 101 + 17 * ($0 % 7)),\($0 * 53 % 89)" }.joined(separator: "\n") + "\n"

  /// A fit that stopped after three updates, and the same with all of them.
  private static func withStoppedFit(_ body: (Tool, _ whole: [String: Any]) throws -> Void) throws {
    try Tool.withTool { tool throws in
      try tool.write(points, to: "points.csv")
      let stopped = try tool.run(
        "fit", "points.csv", "-k", "9", "--max-iterations", "3", "--checkpoint", "fit.ck", "--checkpoint-every", "1")
      #expect(stopped.exitCode == 0, "\(stopped.errors)")
      let whole = try tool.run("fit", "points.csv", "-k", "9", "--max-iterations", "3", "--json")
      try body(tool, whole.json)
    }
  }

  @Test func aFitGoesOnWithTheOptionsOfThenToTheSameEnd() throws {
    try Self.withStoppedFit { tool, whole throws in
      let resumed = try tool.run(
        "fit", "points.csv", "--resume", "fit.ck", "--threads", "1", "-o", "m.safetensors", "--json")
      #expect(resumed.exitCode == 0, "\(resumed.errors)")
      for key in ["clusters", "seed", "iterations"] {
        #expect(resumed.json[key] as? Int == whole[key] as? Int, "\(key)")
      }
      #expect(resumed.json["inertia"] as? Double == whole["inertia"] as? Double)
      #expect(resumed.json["counts"] as? [Int] == whole["counts"] as? [Int])
      #expect(try tool.files == ["fit.ck", "m.safetensors", "points.csv"])
    }
  }

  @Test func whatIsNotItsCheckpointIsRefusedByName() throws {
    try Self.withStoppedFit { tool, _ throws in
      func refusal(_ arguments: String..., code: Int32 = 65) throws -> String {
        let refused = try tool.run(["fit"] + arguments)
        #expect(refused.exitCode == code, "\(refused.errors)")
        return refused.errors
      }
      let bytes = try tool.bytes(of: "fit.ck")
      for (name, content) in [
        ("cut.ck", bytes.dropLast(9)), ("empty.ck", Data()), ("head.ck", bytes.prefix(20)), ("long.ck", bytes + [0]),
      ] {
        try content.write(to: tool.folder.appending(path: name))
        #expect(try refusal("points.csv", "--resume", name).hasPrefix("error: \(name)"))
      }
      var flipped = bytes
      flipped[flipped.count / 2] ^= 1
      try flipped.write(to: tool.folder.appending(path: "flipped.ck"))
      #expect(try refusal("points.csv", "--resume", "flipped.ck").hasPrefix("error: flipped.ck"))
      #expect(try refusal("points.csv", "--resume", "points.csv").hasPrefix("error: points.csv"))
      #expect(try refusal("points.csv", "--resume", "none.ck", code: 66).hasPrefix("error: none.ck"))
      #expect(try refusal("points.csv", "--resume", "fit.ck", "--seed", "8").contains("seed"))
      try tool.write(Self.points + "1,1\n", to: "more.csv")
      #expect(try refusal("more.csv", "--resume", "fit.ck").contains("fit.ck"))
    }
  }

  @Test func howOftenBelongsToACheckpoint() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.points, to: "points.csv")
      for options in [["--checkpoint-every", "2"], ["--checkpoint", "c", "--checkpoint-every", "0"]] {
        #expect(try tool.run(["fit", "points.csv", "-k", "2"] + options).exitCode == 64, "\(options)")
      }
      #expect(try tool.files == ["points.csv"])
    }
  }
}
