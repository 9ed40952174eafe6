import TesseraTestSupport
import Testing

/// What people and programs rely on: the help of every command, and the keys of every report in their order.
@Suite struct SnapshotTests {
  @Test(arguments: [
    "", "fit", "choose", "mixture", "assign", "evaluate", "compare", "report", "start", "partial", "merge", "search",
    "export",
    "palettize", "palette", "codebook", "codebook train", "codebook encode", "codebook decode", "codebook evaluate",
    "estimate",
    "demo",
    "doctor",
  ])
  func help(_ command: String) throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(command.split(separator: " ").map(String.init) + ["--help"])
      #expect(finished.exitCode == 0 && finished.errors == "")
      try Snapshot(name: "help\(command.isEmpty ? "" : "-" + command.replacing(" ", with: "-")).txt").expect(
        finished.output)
    }
  }

  @Test(arguments: [
    ("fit", ["-k", "3", "--restarts", "2"]),
    ("fit-gradient", ["-k", "3", "--solver", "gradient", "--batch-size", "30", "--max-iterations", "150"]),
    ("choose", ["-k", "2..3", "--standardize"]),
    ("mixture", ["-k", "3", "--covariance", "diagonal"]),
    ("assign", ["--model", "model.csv", "-o", "l.npy"]),
    ("evaluate", ["--model", "model.csv", "--labels", Tool.example("iris_species.csv")]),
    ("compare", ["-k", "3", "--solver", "lloyd", "--solver", "gradient", "--learning-rate", "1"]),
  ])
  func keys(_ name: String, _ options: [String]) throws {
    try Tool.withTool { tool throws in
      try tool.write("5,3,1,0\n6,3,4,1\n7,3,6,2\n", to: "model.csv")
      let command = name.prefix { $0 != "-" }
      let finished = try tool.run([String(command), Tool.example("iris.csv"), "--json"] + options)
      #expect(finished.exitCode == 0, "\(finished.errors)")
      try Snapshot(name: "keys-\(name).txt").expect(try JSONOutline(finished.output).text)
    }
  }

  /// The outline itself: order and types are told apart.
  @Test func anOutlineHasKeysInOrderAndTheirTypes() throws {
    #expect(
      try JSONOutline(#"{"b":1,"a":[{"x":null},{"x":"s","y":true}],"e":[]}"#).text
        == "b: number\na[].x: null or string\na[].y: boolean\n")
  }
}
