import Foundation
import Tessera
import Testing

/// Tables as people have them, from the file to the report, the labels and the model.
@Suite struct TableTests {
  private static let iris = """
    "","Sepal.Length","Sepal.Width","Species"
    "1",5.1,3.5,"setosa"
    "2",4.9,3,"setosa"
    "3",7,3.2,"versicolor"
    "4",6.4,3.2,"versicolor"

    """

  @Test func namesTravelFromTheFileToTheReport() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.iris, to: "r.csv")
      let finished = try tool.run("fit", "r.csv", "-k", "2")
      #expect(finished.exitCode == 0)
      #expect(
        finished.errors.hasPrefix(
          "r.csv: left aside column 1 (row names), “Species” (words); --columns and --skip-columns decide\n"))
      #expect(
        finished.output.hasSuffix(
          """
          cluster  rows  Sepal.Length  Sepal.Width
          0           2           6.7          3.2
          1           2             5         3.25

          """), "\(finished.output)")
      #expect(try tool.run("fit", "r.csv", "-k", "2", "--quiet").errors == "")
      let data = try #require(try tool.run("fit", "r.csv", "-k", "2", "--json").json["data"] as? [String: Any])
      #expect(data["columns"] as? [String] == ["Sepal.Length", "Sepal.Width"])
      #expect(
        data["leftAside"] as? [[String: String]] == [
          ["name": "column 1", "reason": "row names"], ["name": "Species", "reason": "words"],
        ])
    }
  }

  @Test func aLongNameIsCutAndNoneReachesTheTerminalRaw() throws {
    try Tool.withTool { tool throws in
      try tool.write("a name that is rather long,\"b\u{1B}[2J\"\n1,2\n5,1\n", to: "x.csv")
      let finished = try tool.run("fit", "x.csv", "-k", "1")
      #expect(finished.output.contains(#"cluster  rows  a name that is …  b\x1B[2J"# + "\n"), "\(finished.output)")
    }
  }

  @Test func assignFindsTheColumnsOfTheModelByName() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.iris, to: "r.csv")
      #expect(try tool.run("fit", "r.csv", "-k", "2", "-o", "m.safetensors", "--labels-output", "l.npy").exitCode == 0)
      let file = try ModelFile(contentsOf: tool.path(of: "m.safetensors"))
      #expect(file.metadata["columns"] == #"["Sepal.Length","Sepal.Width"]"#)
      #expect(file.columns == ["Sepal.Length", "Sepal.Width"])

      // Other columns, another order.
      try tool.write("Sepal.Width,z,Sepal.Length\n3.5,1,5.1\n3,7,4.9\n3.2,2,7\n3.2,1,6.4\n", to: "other.csv")
      #expect(try tool.run("assign", "other.csv", "--model", "m.safetensors", "-o", "o.npy").exitCode == 0)
      #expect(try tool.bytes(of: "o.npy") == tool.bytes(of: "l.npy"))
      try tool.write("Sepal.Width,z\n3.5,1\n3,7\n", to: "less.csv")
      let finished = try tool.run("assign", "less.csv", "--model", "m.safetensors", "-o", "o.npy")
      #expect(finished.exitCode == 65)
      #expect(
        finished.errors
          == "error: less.csv: there is no column “Sepal.Length”, which the model has; the file has 2: Sepal.Width, z\n"
      )
      let evaluated = try tool.run("evaluate", "other.csv", "--model", "m.safetensors", "--json").json
      #expect((evaluated["data"] as? [String: Any])?["columns"] as? [String] == ["Sepal.Length", "Sepal.Width"])
    }
  }

  @Test func rowsThatAreLeftOutKeepTheirPlaces() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n0,0\nNA,1\n0,2\n10,0\n,\n10,2\n", to: "x.csv")
      let arguments = [
        "fit", "x.csv", "-k", "2", "--drop-bad-rows", "-o", "m.safetensors", "--labels-output", "l.csv.npy",
      ]
      let finished = try tool.run(arguments + ["--json"])
      #expect(finished.exitCode == 0)
      #expect(finished.errors.hasPrefix("x.csv: dropped 2 rows with values that are missing or not finite\n"))
      let data = try #require(finished.json["data"] as? [String: Any])
      #expect(data["droppedRows"] as? [Int] == [1, 4] && data["rows"] as? Int == 4)
      let labels = try VectorFileReader().readLabels(tool.path(of: "l.csv.npy"))
      #expect(labels.map { $0 == -1 } == [false, true, false, false, true, false])
      #expect(labels[0] == labels[2] && labels[3] == labels[5] && labels[0] != labels[3])

      let assigned = try tool.run(
        "assign", "x.csv", "--drop-bad-rows", "--model", "m.safetensors", "-o", "a.npy", "--distances-output", "d.npy")
      #expect(assigned.exitCode == 0)
      #expect(try VectorFileReader().readLabels(tool.path(of: "a.npy")) == labels)
      let distances = try tool.bytes(of: "d.npy").suffix(48)
      let values = distances.withUnsafeBytes { bytes in
        (0..<6).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self) }
      }
      #expect(values.map(\.isNaN) == [false, true, false, false, true, false] && values[0] == 1)
    }
  }

  @Test func centroidsAreATableWithTheNames() throws {
    try Tool.withTool { tool throws in
      try tool.write("\"a, \"\"b\"\"\",x\n0,0.1\n0,0.3\n5,1e-7\n", to: "x.csv")
      #expect(try tool.run("fit", "x.csv", "-k", "2", "-o", "c.csv", "--labels-output", "l.npy").exitCode == 0)
      #expect(try tool.text("c.csv") == "\"a, \"\"b\"\"\",\"x\"\n0.0,0.2\n5.0,1e-07\n")
      #expect(try ModelFile(contentsOf: tool.path(of: "c.csv")).columns == ["a, \"b\"", "x"])
      #expect(try tool.run("assign", "x.csv", "--model", "c.csv", "-o", "a.npy").exitCode == 0)
      #expect(try tool.bytes(of: "a.npy") == tool.bytes(of: "l.npy"))
      try tool.write("0,1\n5,2\n", to: "y.csv")
      #expect(try tool.run("fit", "y.csv", "-k", "1", "-o", "c.csv").exitCode == 0)
      #expect(try tool.text("c.csv") == "2.5,1.5\n")
    }
  }

  /// A model and start centroids are matrices: nothing in them is guessed away.
  @Test func aModelOfRowsThatCountIsWhole() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0.5\n1,1.5\n2,2.5\n3,3.5\n4,4.5\n", to: "c.csv")
      try tool.write("0.1,0.5\n3.9,4.5\n", to: "x.csv")
      let finished = try tool.run("assign", "x.csv", "--model", "c.csv", "-o", "l.npy")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(try VectorFileReader().readLabels(tool.path(of: "l.npy")) == [0, 4])
    }
  }

  @Test func optionsDecideWhatIsRead() throws {
    try Tool.withTool { tool throws in
      try tool.write("title\na:b:c\n1,5:2:x\n2,5:7:y\n3,5:n.d.:z\n", to: "x.txt")
      let options = ["--skip-rows", "1", "--separator", ":", "--decimal-comma", "--missing", "n.d.", "--drop-bad-rows"]
      let finished = try tool.run(["fit", "x.txt", "-k", "1", "--json"] + options + ["--columns", "b,a"])
      let data = try #require(finished.json["data"] as? [String: Any], "\(finished.errors)")
      #expect(data["columns"] as? [String] == ["b", "a"] && data["rows"] as? Int == 2)
      #expect(finished.json["inertia"] as? Double == 13)
      try tool.write("a,b\n1,2\n-999,3\n4,4\n", to: "y.csv")
      let marked = try tool.run("fit", "y.csv", "-k", "1", "--missing", "-999", "--drop-bad-rows", "--json")
      #expect((marked.json["data"] as? [String: Any])?["droppedRows"] as? [Int] == [1], "\(marked.errors)")
      for wrong in [
        ["--header", "perhaps"], ["--separator", "ab"], ["--columns", "a,,b"], ["--encoding", "ebcdic"],
        ["--skip-rows", "-1"],
      ] {
        #expect(try tool.run(["fit", "x.txt", "-k", "1"] + wrong).exitCode == 64, "\(wrong)")
      }
    }
  }

  @Test func missingValuesAreGivenOnceForEachOrInAList() throws {
    try Tool.withTool { tool throws in
      try tool.write("a;b\n1,5;2\n99,9;3\n2,5;x\n?;n.d.\n4,5;5\n", to: "x.csv")
      let options = ["--decimal-comma", "--drop-bad-rows", "--missing", "\"99,9\"", "--missing", "x,n.d.", "--json"]
      let finished = try tool.run(["fit", "x.csv", "-k", "1"] + options)
      let data = try #require(finished.json["data"] as? [String: Any], "\(finished.errors)")
      #expect(data["droppedRows"] as? [Int] == [1, 2, 3])
      #expect(try tool.run("fit", "x.csv", "-k", "1", "--missing", "a,,b").exitCode == 64)
      #expect(try tool.run("fit", "x.csv", "-k", "1", "--decimal-comma", "--missing", "99,9").exitCode == 64)
    }
  }

  @Test func startCentroidsAreFoundByName() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n0,10\n1,11\n50,2\n51,3\n", to: "x.csv")
      try tool.write("y,x\n10,0\n2,50\n", to: "c.csv")
      let arguments = ["fit", "x.csv", "-k", "2", "--max-iterations", "0", "-o", "m.csv", "--initializer"]
      #expect(try tool.run(arguments + ["c.csv"]).exitCode == 0)
      #expect(try tool.text("m.csv") == "\"x\",\"y\"\n0.0,10.0\n50.0,2.0\n")
      try tool.write("y,z\n10,0\n2,50\n", to: "other.csv")
      let finished = try tool.run(arguments + ["other.csv"])
      #expect(finished.exitCode == 65)
      #expect(
        finished.errors.contains(
          "other.csv: there is no column “x”, which the data have; call the columns what they are called there, or leave the "
            + "headings out"), "\(finished.errors)")
      // Without names, places count.
      try tool.write("0,10\n50,2\n", to: "plain.csv")
      #expect(try tool.run(arguments + ["plain.csv"]).exitCode == 0)
      #expect(try tool.text("m.csv") == "\"x\",\"y\"\n0.0,10.0\n50.0,2.0\n")
    }
  }

  /// Whole numbers that count may be headings of start centroids: k tells.
  @Test func startCentroidsKeepTheirFirstRow() throws {
    try Tool.withTool { tool throws in
      try tool.write("0.5,1,2,3\n0.25,1,2,3\n9.5,8,7,6\n9.25,8,7,6\n", to: "x.csv")
      try tool.write("0,1,2,3\n9.5,8.5,7.5,6.5\n", to: "c.csv")
      let arguments = ["fit", "x.csv", "--initializer", "c.csv", "--max-iterations", "0", "-o", "m.csv"]
      #expect(try tool.run(arguments + ["-k", "2"]).exitCode == 0)
      #expect(try tool.text("m.csv") == "0.0,1.0,2.0,3.0\n9.5,8.5,7.5,6.5\n")
      #expect(try tool.run(arguments + ["-k", "1"]).exitCode == 0)
      let finished = try tool.run("assign", "x.csv", "--model", "c.csv", "-o", "l.npy")
      #expect(finished.exitCode == 65 && finished.errors.contains("c.csv:1: the line may hold headings"))
    }
  }
}
