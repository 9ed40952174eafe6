import Foundation
import Tessera
import Testing

/// `tessera partial` and `tessera merge`.
@Suite struct PartsTests {
  /// 60 rows around five places, by a fixed rule.
  private static let rows = (0..<60).map { "\(1 + $0 * 37 % 101 + 40 * ($0 % 5)),\($0 * 53 % 89)" }

  private static func centroids(_ tool: Tool, _ model: String) throws -> [Double] {
    try ModelFile(contentsOf: tool.path(of: model)).centroids.elements
  }

  @Test func aLoopOverPartsHasTheBitsOfAFit() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n" + Self.rows.joined(separator: "\n") + "\n", to: "all.csv")
      try tool.write("x,y\n" + Self.rows.prefix(23).joined(separator: "\n") + "\n", to: "a.csv")
      try tool.write("x,y\n" + Self.rows.dropFirst(23).joined(separator: "\n") + "\n", to: "b.csv")
      let start = ["fit", "all.csv", "-k", "5", "--seed", "3", "--max-iterations", "0", "-o", "m.safetensors"]
      #expect(try tool.run(start).exitCode == 0)
      let whole = try tool.run(
        "fit", "all.csv", "-k", "5", "--initializer", "m.safetensors", "--tolerance", "0", "-o", "w.safetensors",
        "--json")
      var last: [String: Any] = [:]
      for _ in 0..<100 where last["finished"] as? Bool != true {
        for part in ["b", "a"] {
          let made = try tool.run(
            "partial", "\(part).csv", "--model", "m.safetensors", "-o", "\(part).partial", "--json")
          #expect(made.exitCode == 0 && made.json["schema"] as? String == "tessera.partial/1", "\(made.errors)")
        }
        let merged = try tool.run(
          "merge", "a.partial", "b.partial", "--model", "m.safetensors", "-o", "m.safetensors", "--json")
        #expect(merged.exitCode == 0, "\(merged.errors)")
        last = merged.json
      }
      #expect(last["finished"] as? Bool == true && last["rows"] as? Int == 60)
      #expect(last["iterations"] as? Int == whole.json["iterations"] as? Int)
      #expect(last["inertia"] as? Double == whole.json["inertia"] as? Double)
      #expect(try Self.centroids(tool, "m.safetensors") == Self.centroids(tool, "w.safetensors"))
      // Once more changes nothing.
      #expect(try tool.run("partial", "all.csv", "--model", "m.safetensors", "-o", "c.partial").exitCode == 0)
      let text = try tool.run("merge", "c.partial", "--model", "m.safetensors", "-o", "n.safetensors")
      #expect(text.output.hasSuffix("0 rows changed\nfinished: n.safetensors is the result\n"), "\(text.output)")
    }
  }

  /// Steps of plain k-means at a model of another kind would be wrong in silence.
  @Test(arguments: [
    (["--metric", "cosine"], "its metric is cosine"), (["--centroid", "median"], "its centroids are medians"),
    (["--centroid", "medoid"], "its centroids are medoids"), (["--with-missing"], "it leaves missing values out"),
    (["--sizes", "equal"], "the sizes of its clusters are bound to 12..12"),
    (["--trim", "5%"], "it leaves outliers out"),
  ])
  func modelsOfOtherKindsAreRefused(options: [String], problem: String) throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n" + Self.rows.joined(separator: "\n") + "\n", to: "all.csv")
      let fit = try tool.run(["fit", "all.csv", "-k", "5", "-o", "m.safetensors"] + options)
      #expect(fit.exitCode == 0, "\(fit.errors)")
      let refused = try tool.run("partial", "all.csv", "--model", "m.safetensors", "-o", "p")
      #expect(refused.exitCode == 65)
      #expect(refused.errors.hasPrefix("error: m.safetensors: \(problem), and partial and merge"), "\(refused.errors)")
      #expect(try tool.files == ["all.csv", "m.safetensors"])
      let merge = try tool.run("merge", "p", "--model", "m.safetensors", "-o", "n.safetensors")
      #expect(merge.exitCode == 65 && merge.errors.contains(problem))
    }
  }

  /// What is no model says what it is for, and a result of bytes wants a name.
  @Test func otherFilesOfOursAreNoModels() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,1\n2,3\n10,11\n", to: "a.csv")
      try tool.write("0,1\n10,10\n", to: "m.csv")
      #expect(try tool.run("partial", "a.csv", "--model", "m.csv", "-o", "p").exitCode == 0)
      #expect(try tool.run("fit", "a.csv", "-k", "2", "--checkpoint", "c").exitCode == 0)
      for (file, use) in [("p", "tessera merge"), ("c", "tessera fit --resume")] {
        let refused = try tool.run("assign", "a.csv", "--model", file, "-o", "l.csv")
        #expect(refused.exitCode == 65 && refused.errors.contains(use), "\(refused.errors)")
      }
      #expect(try tool.run("partial", "a.csv", "--model", "m.csv", "-o", "-").exitCode == 64)
      #expect(try tool.files == ["a.csv", "c", "m.csv", "p"])
    }
  }

  @Test func partsThatDoNotBelongTogetherAreRefused() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,1\n2,3\n10,11\n", to: "a.csv")
      try tool.write("0,1\n10,10\n", to: "m.csv")
      try tool.write("0,2\n10,10\n", to: "other.csv")
      for (model, part) in [("m.csv", "p"), ("other.csv", "q")] {
        #expect(try tool.run("partial", "a.csv", "--model", model, "-o", part).exitCode == 0)
      }
      func refusal(_ parts: String...) throws -> String {
        let refused = try tool.run(["merge"] + parts + ["--model", "m.csv", "-o", "n.safetensors"])
        #expect(refused.exitCode == 65)
        return refused.errors
      }
      #expect(try refusal("p", "p").contains("p: these are the rows of a.csv, as in p; give every part once"))
      #expect(try refusal("q").contains("q: was not made with m.csv; make it again with this model"))
      try tool.bytes(of: "p").dropLast(3).write(to: tool.folder.appending(path: "cut"))
      #expect(try refusal("cut").hasPrefix("error: cut"))
      #expect(try refusal("a.csv").hasPrefix("error: a.csv"))
      #expect(try !tool.files.contains("n.safetensors"))
    }
  }
}
