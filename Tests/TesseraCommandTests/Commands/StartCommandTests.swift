import Foundation
import Tessera
import Testing

/// `tessera start`, and the loop of `partial` and `merge` from there.
@Suite struct StartCommandTests {
  /// 60 rows around five places, by a fixed rule.
  private static let rows = (0..<60).map { "\(1 + $0 * 37 % 101 + 40 * ($0 % 5)),\($0 * 53 % 89)" }

  private static func write(_ tool: Tool) throws {
    try tool.write("x,y\n" + rows.joined(separator: "\n") + "\n", to: "all.csv")
    try tool.write("x,y\n" + rows.prefix(23).joined(separator: "\n") + "\n", to: "a.csv")
    try tool.write("x,y\n" + rows.dropFirst(23).joined(separator: "\n") + "\n", to: "b.csv")
  }

  /// Makes and merges all parts once; what merge says.
  private static func step(_ tool: Tool, _ options: [[String]] = [[], []]) throws -> [String: Any] {
    for (part, options) in zip(["b", "a"], options) {
      let made = try tool.run(
        ["partial", "\(part).csv", "--model", "m.safetensors", "-o", "\(part).partial", "--json"] + options)
      #expect(made.exitCode == 0 && made.json["schema"] as? String == "tessera.partial/1", "\(made.errors)")
    }
    let merged = try tool.run(
      "merge", "a.partial", "b.partial", "--model", "m.safetensors", "-o", "m.safetensors", "--json")
    #expect(merged.exitCode == 0 && merged.json["schema"] as? String == "tessera.merge/1", "\(merged.errors)")
    return merged.json
  }

  @Test(arguments: ["k-means-parallel", "random"])
  func theLoopFromNothingHasTheBitsOfAFit(initializer: String) throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      let options = ["-k", "5", "--seed", "3", "--initializer", initializer]
      let whole = try tool.run(["fit", "all.csv", "-o", "w.safetensors", "--json"] + options)
      let begun = try tool.run(["start", "-o", "m.safetensors"] + options)
      #expect(begun.exitCode == 0)
      #expect(begun.output.hasPrefix("wrote m.safetensors: a start for 5 clusters by \(initializer)\n"))
      var phases: [String] = []
      var last: [String: Any] = [:]
      for _ in 0..<100 where last["finished"] as? Bool != true {
        last = try Self.step(tool)
        phases.append(last["phase"] as? String ?? "")
        if last["found"] as? Bool == true {
          let model = try ModelFile(contentsOf: tool.path(of: "m.safetensors"))
          #expect(model.columns == ["x", "y"] && model.metadata["initializer"] == initializer)
        }
      }
      #expect(phases.count { $0 == "start" } == (initializer == "random" ? 2 : 8))
      #expect(phases == phases.sorted(by: >))
      #expect(last["iterations"] as? Int == whole.json["iterations"] as? Int)
      #expect(last["inertia"] as? Double == whole.json["inertia"] as? Double)
      #expect(
        try ModelFile(contentsOf: tool.path(of: "m.safetensors")).centroids
          == ModelFile(contentsOf: tool.path(of: "w.safetensors")).centroids)
    }
  }

  @Test func weightsAndColumnsAreThoseOfAFit() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      let weights = (0..<60).map { "\(1 + $0 % 4).5" }
      try tool.write(weights.joined(separator: "\n"), to: "w.txt")
      try tool.write(weights.prefix(23).joined(separator: "\n"), to: "wa.txt")
      try tool.write(weights.dropFirst(23).joined(separator: "\n"), to: "wb.txt")
      let options = ["-k", "4", "--initializer", "k-means-parallel"]
      let fit = try tool.run(
        ["fit", "all.csv", "--columns", "y", "--weights", "w.txt", "--max-iterations", "0", "-o", "w.safetensors"]
          + options)
      #expect(fit.exitCode == 0)
      #expect(try tool.run(["start", "-o", "m.safetensors"] + options).exitCode == 0)
      var last: [String: Any] = [:]
      for pass in 0..<20 where last["found"] as? Bool != true {
        // Once the columns are known, they need not be named.
        let columns = pass == 0 ? ["--columns", "y"] : []
        last = try Self.step(tool, [["--weights", "wb.txt"] + columns, ["--weights", "wa.txt"] + columns])
      }
      #expect(last["pass"] as? Int == 9)
      #expect(
        try ModelFile(contentsOf: tool.path(of: "m.safetensors")).centroids
          == ModelFile(contentsOf: tool.path(of: "w.safetensors")).centroids)
    }
  }

  @Test func whatDoesNotGoTogetherIsRefused() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      #expect(try tool.run("start", "-k", "5", "-o", "m0.safetensors").exitCode == 0)
      func partial(_ data: String, _ model: String, _ output: String) throws -> Tool.Finished {
        try tool.run("partial", data, "--model", model, "-o", output)
      }
      for part in ["a", "b"] { #expect(try partial("\(part).csv", "m0.safetensors", part).exitCode == 0) }
      func refusal(_ parts: String..., model: String = "m0.safetensors") throws -> String {
        let refused = try tool.run(["merge"] + parts + ["--model", model, "-o", "n.safetensors"])
        #expect(refused.exitCode == 65)
        return refused.errors
      }
      #expect(try refusal("a", "a").contains("a: these are the rows of a.csv, as in a; give every part once"))
      let text = try tool.run("merge", "a", "b", "--model", "m0.safetensors", "-o", "m1.safetensors")
      #expect(
        text.output
          == "2 parts: 60 rows\npass 1 of a start for 5 clusters, 0 candidates\nwrote m1.safetensors\n")
      #expect(try refusal("a", "b", model: "m1.safetensors").contains("a: was not made with m1.safetensors"))
      #expect(try partial("a.csv", "m1.safetensors", "a1").exitCode == 0)
      #expect(try refusal("a1", model: "m1.safetensors").contains("the part of b.csv is missing"))
      let other = try partial("all.csv", "m1.safetensors", "c")
      #expect(other.exitCode == 65 && other.errors.contains("the start was begun with other rows"), "\(other.errors)")
      try tool.write("z,y\n1,2\n3,4\n", to: "z.csv")
      #expect(try partial("z.csv", "m0.safetensors", "z").exitCode == 0)
      #expect(try refusal("a", "z").contains("differs from those before it in the names of its columns"))
      // A start is no model, and no answer is statistics.
      for (file, use) in [("m0.safetensors", "tessera partial"), ("a", "tessera merge")] {
        let refused = try tool.run("assign", "a.csv", "--model", file, "-o", "l.csv")
        #expect(refused.exitCode == 65 && refused.errors.contains(use), "\(refused.errors)")
      }
      try tool.write("0,1\n10,10\n", to: "m.csv")
      #expect(try refusal("a", model: "m.csv").contains("make it again with tessera partial"))
      try tool.bytes(of: "m0.safetensors").dropLast(8).write(to: tool.folder.appending(path: "cut.safetensors"))
      #expect(try partial("a.csv", "cut.safetensors", "d").errors.contains("cut.safetensors"))
      #expect(try !tool.files.contains("n.safetensors"))
    }
  }

  @Test func namesOfStarts() throws {
    try Tool.withTool { tool throws in
      #expect(try tool.run("start", "-k", "5", "-o", "m.npy").exitCode == 64)
      #expect(try tool.run("start", "-k", "0", "-o", "m.safetensors").exitCode == 64)
      #expect(try tool.run("start", "-k", "5", "--initializer", "k-means++", "-o", "m.safetensors").exitCode == 64)
      #expect(try tool.files.isEmpty)
    }
  }
}
