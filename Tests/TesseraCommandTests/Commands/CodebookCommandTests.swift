import Foundation
import TesseraTestSupport
import Testing

@Suite struct CodebookCommandTests {
  /// Two columns in two parts: 0, 1 | 8, 9 and 5 | 7.
  private static let table = "x,y\n0,5\n1,5\n8,7\n9,7\n"

  @Test func productsAreTrainedEncodedDecodedAndMeasured() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.table, to: "t.csv")
      let trained = try tool.run(
        "codebook", "train", "t.csv", "--product", "2x2", "-o", "b.safetensors", "--codes-output", "c.csv", "--json")
      #expect(trained.exitCode == 0, "\(trained.errors)")
      #expect(trained.json["schema"] as? String == "tessera.codebook.train/1")
      #expect(trained.json["distortion"] as? Double == 0.25)
      #expect(trained.json["collisions"] as? Int == 2)
      let parts = try #require(trained.json["parts"] as? [[String: Any]])
      #expect(parts.map { $0["inertia"] as? Double } == [1, 0])
      #expect(parts.map { $0["perplexity"] as? Double } == [2, 2])

      #expect(
        try tool.run("codebook", "encode", "t.csv", "--codebook", "b.safetensors", "-o", "again.csv").exitCode == 0)
      #expect(try tool.bytes(of: "again.csv") == tool.bytes(of: "c.csv"))
      for name in ["c.npy", "c.safetensors", "c.csv"] {
        let encoded = try tool.run("codebook", "encode", "t.csv", "--codebook", "b.safetensors", "-o", name)
        #expect(encoded.exitCode == 0, "\(encoded.errors)")
        let decoded = try tool.run("codebook", "decode", name, "--codebook", "b.safetensors", "-o", "-")
        #expect(decoded.output == "\"x\",\"y\"\n0.5,5.0\n0.5,5.0\n8.5,7.0\n8.5,7.0\n", "\(name): \(decoded.errors)")
      }
      let measured = try tool.run("codebook", "evaluate", "t.csv", "--codebook", "b.safetensors", "--json")
      #expect(
        measured.json["distortion"] as? Double == 0.25
          && measured.json["schema"] as? String == "tessera.codebook.evaluate/1")
    }
  }

  @Test func packedCodesAreReadToo() throws {
    try Tool.withTool { tool throws in
      let example = Tool.example("digits.npy")
      let trained = try tool.run("codebook", "train", example, "--product", "8x16", "-o", "b.safetensors")
      #expect(trained.exitCode == 0, "\(trained.errors)")
      for (name, options) in [("p.npy", ["--packed"]), ("c.npy", [])] {
        let encoded = try tool.run(
          ["codebook", "encode", example, "--codebook", "b.safetensors", "-o", name] + options)
        #expect(encoded.exitCode == 0, "\(encoded.errors)")
        let decoded = try tool.run("codebook", "decode", name, "--codebook", "b.safetensors", "-o", name + ".out.npy")
        #expect(decoded.exitCode == 0, "\(decoded.errors)")
      }
      #expect(try tool.bytes(of: "p.npy").count < tool.bytes(of: "c.npy").count)
      #expect(try tool.bytes(of: "p.npy.out.npy") == tool.bytes(of: "c.npy.out.npy"))
    }
  }

  /// What is left over has fewer distinct rows than codes: they are the codes, whatever the start.
  @Test func aCodebookIsAStartOfTheSameData() throws {
    try Tool.withTool { tool throws in
      try tool.write("x\n" + [0, 0, 1, 10, 11].map { "\($0)\n" }.joined(), to: "t.csv")
      let train = ["codebook", "train", "t.csv", "--residual", "2x4"]
      #expect(try tool.run(train + ["-o", "b.safetensors"]).exitCode == 0)
      let again = try tool.run(train + ["-o", "c.safetensors", "--initializer", "b.safetensors"])
      #expect(again.exitCode == 0, "\(again.errors)")
    }
  }

  @Test func startsOfAFileTakeThePlaceOfTheInitializer() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.table, to: "t.csv")
      #expect(
        try tool.run("codebook", "train", "t.csv", "--product", "2x2", "-o", "b.safetensors", "--max-iterations", "0")
          .exitCode == 0)
      let again = try tool.run(
        "codebook", "train", "t.csv", "--product", "2x2", "-o", "b2.safetensors", "--initializer", "./b.safetensors",
        "--json")
      #expect(again.exitCode == 0 && again.json["distortion"] as? Double == 0.25, "\(again.errors)")
      let wrong = try tool.run(
        "codebook", "train", "t.csv", "--product", "1x2", "-o", "b2.safetensors", "--initializer", "./b.safetensors")
      #expect(wrong.exitCode == 65 && wrong.errors.contains("2 codebooks of 2 x 1"), "\(wrong.errors)")
    }
  }

  /// As many bytes as parts, but not the same ones: 2 x 6 bits are two bytes, too.
  @Test(arguments: [["--product", "2x33"], ["--product", "4x70"], ["--scalar", "7", "--columns", "1-4"]])
  func packedCodesOfAsManyBytesAsPartsAreToldApart(kind: [String]) throws {
    try Tool.withTool { tool throws in
      let example = Tool.example("digits.npy")
      let trained = try tool.run(["codebook", "train", example, "-o", "b.safetensors"] + kind)
      #expect(trained.exitCode == 0, "\(trained.errors)")
      for (name, options) in [("p.npy", ["--packed"]), ("c.npy", []), ("c.safetensors", [])] {
        let columns = kind.count > 2 ? Array(kind.suffix(2)) : []
        let encoded = try tool.run(
          ["codebook", "encode", example, "--codebook", "b.safetensors", "-o", name] + options + columns)
        #expect(encoded.exitCode == 0, "\(encoded.errors)")
        let decoded = try tool.run("codebook", "decode", name, "--codebook", "b.safetensors", "-o", name + ".out.npy")
        #expect(decoded.exitCode == 0, "\(decoded.errors)")
        #expect(try tool.bytes(of: name + ".out.npy") == tool.bytes(of: "p.npy.out.npy"), "\(name)")
      }
    }
  }

  @Test(arguments: [
    ["--product", "8x64"], ["--product", "8x64", "--rotate"], ["--residual", "4x64"], ["-k", "100"],
  ])
  func aTimeLimitKeepsTheBestThatThereIs(kind: [String]) throws {
    try Tool.withTool { tool throws in
      let run = try tool.run(
        ["codebook", "train", Tool.example("digits.npy"), "-o", "b.safetensors", "--time-limit", "0.002"] + kind)
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(run.errors.contains("depends on the clock"))
      #expect(try !tool.bytes(of: "b.safetensors").isEmpty)
    }
  }

  /// 1e100 and its like are beyond Float.
  @Test func decodedVectorsHaveAllDigits() throws {
    try Tool.withTool { tool throws in
      try tool.write("x\n1e100\n3e100\n", to: "t.csv")
      #expect(try tool.run("codebook", "train", "t.csv", "-k", "2", "-o", "b.safetensors").exitCode == 0)
      #expect(try tool.run("codebook", "encode", "t.csv", "--codebook", "b.safetensors", "-o", "c.npy").exitCode == 0)
      #expect(try tool.run("codebook", "decode", "c.npy", "--codebook", "b.safetensors", "-o", "v.npy").exitCode == 0)
      let evaluated = try tool.run("codebook", "evaluate", "v.npy", "--codebook", "b.safetensors", "--json")
      #expect(evaluated.json["distortion"] as? Double == 0, "\(evaluated.errors)")
    }
  }

  /// Rows that are the same have codes that are the same vectors.
  @Test func repeatedRowsHaveIdentifiersWithoutLoss() throws {
    try Tool.withTool { tool throws in
      try tool.write("x\n" + (0..<12).map { "\($0 % 4 * 10)\n" }.joined(), to: "t.csv")
      let run = try tool.run(
        "codebook", "train", "t.csv", "--residual", "1x12", "--unique", "-o", "b.safetensors", "--codes-output",
        "c.csv",
        "--json")
      #expect(run.json["distortion"] as? Double == 0 && run.json["collisions"] as? Int == 0, "\(run.errors)")
    }
  }

  @Test func lengthsBelowFloatAreRefused() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n1e-160,2e-160\n3e-160,1e-160\n", to: "t.csv")
      let run = try tool.run("codebook", "train", "t.csv", "--random-rotation", "4", "-o", "b.safetensors")
      #expect(run.exitCode == 65 && run.errors.contains("rescale"), "\(run.errors)")
    }
  }

  /// A row of all the weight gets what stands for it, whatever the quantizer.
  @Test(arguments: [["-k", "1"], ["--product", "1x2"], ["--product", "1x2", "--rotate"], ["--residual", "2x2"]])
  func heavyRowsAreMetFirst(kind: [String]) throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.table, to: "t.csv")
      try tool.write("0\n0\n3\n0\n", to: "w.txt")
      let trained = try tool.run(
        ["codebook", "train", "t.csv", "-o", "b.safetensors", "--codes-output", "c.csv", "--weights", "w.txt"] + kind)
      #expect(trained.exitCode == 0, "\(trained.errors)")
      let decoded = try tool.run("codebook", "decode", "c.csv", "--codebook", "b.safetensors", "-o", "-")
      let values = decoded.output.split(whereSeparator: { ",\n".contains($0) }).dropFirst(2).compactMap { Double($0) }
      #expect(values.count == 8 && zip(values, [8, 7, 8, 7, 8, 7, 8, 7]).allSatisfy { ($0 - $1).magnitude < 1e-9 })
    }
  }

  @Test func identifiersAreUniqueAndBalanced() throws {
    try Tool.withTool { tool throws in
      let trained = try tool.run(
        "codebook", "train", Tool.example("digits.npy"), "--residual", "3x16", "--balanced", "--unique", "-o",
        "b.safetensors",
        "--codes-output", "ids.csv", "--json", "--report", "page.html")
      #expect(trained.exitCode == 0, "\(trained.errors)")
      #expect(trained.json["collisions"] as? Int == 0)
      let (moved, displaced) = (trained.json["movedRows"] as? Int ?? 0, trained.json["displacedRows"] as? Int ?? -1)
      #expect(moved > 0 && 0...moved ~= displaced)
      let plain = try #require(trained.json["plain"] as? [String: Any])
      #expect((plain["collisions"] as? Int ?? 0) > 0)
      let lines = String(decoding: try tool.bytes(of: "ids.csv"), as: UTF8.self).split(separator: "\n")
      #expect(lines[0] == "row,code1,code2,code3,distance")
      #expect(
        Set(lines.dropFirst().map { $0.split(separator: ",")[1...3].joined(separator: " ") }).count == lines.count - 1)
      #expect(try tool.bytes(of: "page.html").count > 10_000)
    }
  }

  /// Three equal rows begin alike, and there are two last codes.
  @Test func rowsThatAFullBeginningSendsAwayAreCounted() throws {
    try Tool.withTool { tool throws in
      try tool.write("x\n0\n0\n0\n9\n", to: "t.csv")
      let train = [
        "codebook", "train", "t.csv", "--residual", "2x2", "--unique", "-o", "b.safetensors", "--codes-output", "c.csv",
      ]
      let json = try tool.run(train + ["--json"])
      #expect(json.json["displacedRows"] as? Int == 1, "\(json.output) \(json.errors)")
      let text = try tool.run(train)
      #expect(text.output.contains(", of which 1 from a full beginning\n"), "\(text.output)")
    }
  }

  @Test func everyKindComesBackFromItsFile() throws {
    try Tool.withTool { tool throws in
      for kind in [
        ["-k", "5"], ["--product", "3x4"], ["--product", "2x4", "--rotate"], ["--residual", "2x4", "--beam", "3"],
        ["--scalar", "4"], ["--random-rotation", "3"],
      ] {
        let outputs = try ["1", "3"].map { threads in
          let trained = try tool.run(
            ["codebook", "train", Tool.example("iris.csv"), "-o", "b.safetensors", "--threads", threads, "--json"]
              + kind)
          #expect(trained.exitCode == 0, "\(kind): \(trained.errors)")
          let measured = try tool.run(
            "codebook", "evaluate", Tool.example("iris.csv"), "--codebook", "b.safetensors", "--json")
          #expect(measured.json["distortion"] as? Double == trained.json["distortion"] as? Double, "\(kind)")
          return try tool.bytes(of: "b.safetensors")
        }
        #expect(outputs[0] == outputs[1], "\(kind)")
      }
    }
  }

  @Test func rowsThatAreLeftOutHaveNoCode() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n0,5\n1,nan\n8,7\n", to: "t.csv")
      let trained = try tool.run(
        "codebook", "train", "t.csv", "--drop-bad-rows", "-k", "2", "-o", "b.safetensors", "--codes-output", "c.csv")
      #expect(trained.exitCode == 0, "\(trained.errors)")
      let lines = String(decoding: try tool.bytes(of: "c.csv"), as: UTF8.self).split(separator: "\n")
      #expect(lines[2] == "1,-1,")
    }
  }

  @Test(arguments: [
    (["codebook", "train", "t.csv", "-o", "b.safetensors"], 64, "Say which quantizer"),
    (["codebook", "train", "t.csv", "-k", "2", "--scalar", "4", "-o", "b.safetensors"], 64, "by one of"),
    (["codebook", "train", "t.csv", "-k", "2", "-o", "b.npy"], 64, ".safetensors"),
    (
      ["codebook", "train", "t.csv", "-k", "2", "--rotate", "-o", "b.safetensors"], 64, "--rotate belongs to --product"
    ),
    (["codebook", "train", "t.csv", "--product", "2x", "-o", "b.safetensors"], 64, "8x256"),
    (["codebook", "train", "t.csv", "--product", "3x2", "-o", "b.safetensors"], 65, "2 columns cannot be cut into 3"),
    (["codebook", "train", "t.csv", "--residual", "2x2", "--unique", "-o", "b.safetensors"], 64, "--codes-output"),
    (
      [
        "codebook", "train", "t.csv", "--residual", "1x2", "--unique", "-o", "b.safetensors", "--codes-output", "c.csv",
      ], 65,
      "4 rows cannot have identifiers of their own: there are 2"
    ),
    (
      ["codebook", "train", "t.csv", "-k", "2", "--initializer", "./t.csv", "--seed", "3", "-o", "b.safetensors"], 64,
      "--seed: codebooks that start from a file draw nothing"
    ),
    (["codebook", "train", "t.csv", "--scalar", "4", "--restarts", "3", "-o", "b.safetensors"], 64, "--restarts"),
    (
      ["codebook", "train", "t.csv", "--residual", "2x2", "--balanced", "--quality", "best", "-o", "b.safetensors"], 64,
      "--quality"
    ),
    (["codebook", "train", "t.csv", "--residual", "99x2", "-o", "b.safetensors"], 64, "64 levels"),
    (
      ["codebook", "train", "t.csv", "--residual", "2x2", "--balanced", "--weights", "t.csv", "-o", "b.safetensors"],
      64, "--weights"
    ),
    (["codebook", "train", "t.csv", "--residual", "2x4", "--balanced", "-o", "b.safetensors"], 65, "level 2"),
    (
      ["codebook", "decode", "bad.csv", "--codebook", "t.csv", "--nonsense", "-o", "v.npy"], 64,
      "Unknown option '--nonsense'"
    ),
    (["codebook", "decode", "bad.csv", "-o", "v.npy"], 64, "--codebook"),
    (["codebook", "decode", "gone.csv", "--codebook", "t.csv", "-o", "v.npy"], 65, "left out"),
    (["export", "t.csv", "--to", "vectorchord", "--parents", "none.csv", "-o", "v.csv"], 66, "none.csv"),
    (["codebook", "encode", "t.csv", "--codebook", "t.csv", "-o", "c.txt"], 64, "ends in"),
    (["codebook", "encode", "t.csv", "--codebook", "none.safetensors", "-o", "c.npy"], 66, "none.safetensors"),
    (["codebook", "decode", "bad.csv", "--codebook", "t.csv", "-o", "v.npy"], 65, "is no code"),
    (["codebook", "decode", "t.csv", "--codebook", "t.csv", "-o", "v.npy"], 65, "code1"),
  ])
  func mistakesSayWhatToDo(_ arguments: [String], _ code: Int, _ text: String) throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.table, to: "t.csv")
      try tool.write("code1\n1.5\n", to: "bad.csv")
      try tool.write("code1\n0\n-1\n", to: "gone.csv")
      let finished = try tool.run(arguments)
      #expect(finished.exitCode == Int32(code) && finished.errors.contains(text), "\(arguments): \(finished.errors)")
    }
  }
}
