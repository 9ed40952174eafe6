import Foundation
import Testing

/// What the command reads, and how it is named.
@Suite struct InputTests {
  private static let archive = Places.path("Tests/VectorFilesTests/Resources/packed/stored.npz")

  @Test func aMemberIsNamedByAnOptionOrBehindThePath() throws {
    try Tool.withTool { tool throws in
      try FileManager.default.copyItem(atPath: Self.archive, toPath: tool.path(of: "x.npz"))
      let found = try tool.run("fit", "x.npz", "-k", "2", "--json")
      #expect(found.exitCode == 0)
      #expect(found.errors == "x.npz: the points are X (6 x 2, float64), one of 2 arrays (--member decides)\n")
      let named = try tool.run("fit", "x.npz:X", "-k", "2", "--json")
      #expect((named.json["data"] as? [String: Any])?["path"] as? String == "x.npz:X" && named.errors == "")
      #expect((named.json["data"] as? [String: Any])?["dimensions"] as? Int == 2)
      let column = try tool.run("fit", "x.npz", "--member", "y", "-k", "2", "--json")
      #expect((column.json["data"] as? [String: Any])?["dimensions"] as? Int == 1)
      try tool.write("2,3\n8,9\n", to: "m.csv")
      let truth = try tool.run("evaluate", "x.npz", "--model", "m.csv", "--labels", "x.npz", "--json")
      #expect(truth.json["adjustedRandIndex"] as? Double == 1)
      let wrong = try tool.run("fit", "x.npz", "--member", "z", "-k", "2")
      #expect(wrong.exitCode == 65)
      #expect(
        wrong.errors == "error: x.npz: this is a zip archive without “z”; it holds X (6 x 2, float64), y (6, int64)\n")
    }
  }

  @Test func anArchiveIsNotOverwrittenWhateverItIsCalled() throws {
    try Tool.withTool { tool throws in
      try FileManager.default.copyItem(atPath: Self.archive, toPath: tool.path(of: "x.npy"))
      let finished = try tool.run("fit", "x.npy:X", "-k", "2", "-o", "x.npy")
      #expect(finished.exitCode == 64 && finished.errors.contains("x.npy would be overwritten"), "\(finished.errors)")
    }
  }

  @Test func standardInputIsAnInput() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      let piped = try tool.shell("cat points.csv | $TESSERA fit - -k 2 --json -o m.safetensors")
      #expect(piped.exitCode == 0)
      #expect((piped.json["data"] as? [String: Any])?["path"] as? String == "-")
      let file = try tool.run("fit", "points.csv", "-k", "2", "--json")
      #expect(piped.json["inertia"] as? Double == file.json["inertia"] as? Double)
      #expect(try tool.shell("$TESSERA fit - -k 2 < points.csv").output.hasPrefix("standard input: 4 rows"))
      let model = try tool.shell("$TESSERA assign points.csv --model - -o l.npy < m.safetensors")
      #expect(model.exitCode == 0, "\(model.errors)")
      #expect(try tool.shell("cat m.safetensors | $TESSERA fit points.csv -k 2 --initializer -").exitCode == 0)
      let word = try tool.shell("printf '1,2\\n3,x\\n' | $TESSERA fit - -k 2")
      #expect(word.exitCode == 65 && word.errors.hasPrefix("error: standard input:2:2: “x”"), "\(word.errors)")
      #expect(try tool.shell("$TESSERA fit - -k 2 < /dev/null").errors.contains("standard input: the file is empty"))
      let twice = try tool.run("fit", "-", "-k", "2", "--weights", "-")
      #expect(
        twice.exitCode == 64
          && twice.errors.contains("Standard input (-) is read once: save one of the inputs as a file."))
    }
  }

  @Test func pipesAreInputs() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      let finished = try tool.shell(
        "mkfifo a b; cat points.csv > a & printf '1\\n1\\n1\\n1\\n' > b & $TESSERA fit a --weights b -k 2 --json")
      #expect(finished.exitCode == 0 && finished.json["clusters"] as? Int == 2, "\(finished.errors)")
    }
  }

  @Test func partsAreNamedWithTheirRows() throws {
    try Tool.withTool { tool throws in
      try FileManager.default.createDirectory(at: tool.folder.appending(path: "p"), withIntermediateDirectories: true)
      try tool.write("0,0\n0,2\n", to: "p/a.csv")
      try tool.write("10,0\n10,2\n", to: "p/b.csv")
      for path in ["p", "p/*.csv"] {
        let data = try #require(try tool.run("fit", path, "-k", "2", "--json").json["data"] as? [String: Any])
        #expect(data["path"] as? String == path && data["rows"] as? Int == 4)
        let parts = try #require(data["parts"] as? [[String: Any]])
        #expect(
          parts.map { $0["path"] as? String } == ["p/a.csv", "p/b.csv"] && parts.map { $0["rows"] as? Int } == [2, 2])
      }
      let annotated = try tool.run("fit", "p", "-k", "2", "--annotate", "a.csv")
      #expect(annotated.exitCode == 64 && annotated.errors.contains("--annotate repeats one file"))
      let overwritten = try tool.run("fit", "p/*", "-k", "2", "-o", "p/b.csv")
      #expect(overwritten.exitCode == 64 && overwritten.errors.contains("p/b.csv would be overwritten"))
    }
  }

  @Test func idsOfPartsAndKeysReachTheOutputs() throws {
    try Tool.withTool { tool throws in
      try FileManager.default.createDirectory(at: tool.folder.appending(path: "p"), withIntermediateDirectories: true)
      try tool.write("id,x\nu7,0\nu8,1\n", to: "p/a.csv")
      try tool.write("id,x\nu9,NA\nv1,9\n", to: "p/b.csv")
      let arguments = ["fit", "p", "-k", "2", "--id-column", "id", "--drop-bad-rows", "--labels-output", "l.csv"]
      #expect(try tool.run(arguments).exitCode == 0)
      let lines = try tool.text("l.csv").split(separator: "\n").map {
        $0.split(separator: ",").prefix(2).joined(separator: ",")
      }
      #expect(
        lines == ["id,label", "u7,0", "u8,0", "u9,-1", "v1,1"]
          || lines == ["id,label", "u7,1", "u8,1", "u9,-1", "v1,0"])
      try tool.write("{\"id\":4,\"x\":0}\n{\"id\":5,\"x\":9}\n", to: "x.jsonl")
      #expect(try tool.run("fit", "x.jsonl", "-k", "1", "--annotate", "a.csv", "--id-column", "id").exitCode == 0)
      #expect(try tool.text("a.csv") == "\"id\",\"x\",cluster,distance\n4,0,0,4.5\n5,9,0,4.5\n")
    }
  }
}
