import Foundation
import Tessera
import TesseraTestSupport
import Testing

/// `tessera search`.
@Suite struct SearchTests {
  /// Of four points, two to a code: what is nearest by codes is nearest but for the order, which reranking mends.
  @Test func recallAndReranking() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n0,1\n0,0\n8,9\n8,8\n", to: "points.csv")
      try tool.write("x,y\n0,0\n", to: "q.csv")
      try tool.write("0,0.5\n8,8.5\n", to: "book.csv")
      let base = ["search", "q.csv", "--codebook", "book.csv", "--data", "points.csv", "-n", "1", "--json"]
      let plain = try tool.run(base + ["-o", "n.npy", "--distances-output", "d.npy"])
      #expect(plain.exitCode == 0, "\(plain.errors)")
      #expect(plain.json["schema"] as? String == "tessera.search/1" && plain.json["recall"] as? Double == 0)
      #expect(plain.json["rows"] as? Int == 4 && plain.json["count"] as? Int == 1)
      #expect(try VectorFileReader().readLabels(tool.folder.appending(path: "n.npy").path) == [0])
      let distances = try VectorFileReader().read(tool.folder.appending(path: "d.npy").path)
      #expect(distances.points == .double([[0.5]]))
      let reranked = try tool.run(base + ["--rerank", "2", "-o", "n.npy"])
      #expect(reranked.json["recall"] as? Double == 1 && reranked.json["reranked"] as? Int == 2)
      #expect(try VectorFileReader().readLabels(tool.folder.appending(path: "n.npy").path) == [1])
      let text = try tool.run("search", "q.csv", "--codebook", "book.csv", "--data", "points.csv", "-n", "2")
      #expect(
        text.output.hasPrefix("q.csv: 1 query\nbook.csv: 4 rows, 2 nearest each\nrecall@2: 1\nsearch: "),
        "\(text.output)")
    }
  }

  @Test func queriesThatAreLeftOutHaveNoNeighbours() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\nnan,1\n8,8\n", to: "q.csv")
      try tool.write("0,0\n8,8\n", to: "book.csv")
      let finished = try tool.run(
        "search", "q.csv", "--codebook", "book.csv", "--data", "book.csv", "-n", "2", "--drop-bad-rows", "-o", "n.npy")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let rows = try VectorFileReader().read(tool.folder.appending(path: "n.npy").path)
      #expect(rows.points.inDoublePrecision == [[0, 1], [-1, -1], [1, 0]])
    }
  }

  @Test func rowsThatAreLeftOutKeepTheNumbersOfTheOthers() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\n9,9\n", to: "q.csv")
      try tool.write("0,0\n8,8\n", to: "book.csv")
      try tool.write("8,nan\n8,8\n0,inf\n0,1\n", to: "points.csv")
      let search = ["search", "q.csv", "--codebook", "book.csv", "--data", "points.csv", "-n", "2", "-o", "n.npy"]
      let refused = try tool.run(search)
      #expect(
        refused.exitCode == 65 && refused.errors.contains("points.csv:1:2")
          && refused.errors.contains("leave them out (--drop-bad-rows)"), "\(refused.errors)")
      let finished = try tool.run(search + ["--drop-bad-rows", "--json"])
      #expect(finished.exitCode == 0 && finished.errors.contains("dropped 2 rows"), "\(finished.errors)")
      #expect(finished.json["rows"] as? Int == 2 && finished.json["recall"] as? Double == 1)
      #expect((finished.json["data"] as? [String: Any])?["droppedRows"] as? [Int] == [0, 2], "\(finished.output)")
      let rows = try VectorFileReader().read(tool.folder.appending(path: "n.npy").path)
      #expect(rows.points.inDoublePrecision == [[3, 1], [1, 3]])
    }
  }

  /// Options of tables are those of the queries: advice about another file names none of them.
  @Test func adviceNamesNoOptionThatTheRowsDoNotHave() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\n", to: "q.csv")
      try tool.write("0,0\n8,8\n", to: "book.csv")
      try tool.write("0,0\n1,1\n1,2,3\n2,2\n", to: "ragged.csv")
      let refused = try tool.run("search", "q.csv", "--codebook", "book.csv", "--data", "ragged.csv", "--drop-bad-rows")
      #expect(refused.exitCode == 65 && !refused.errors.contains("--skip-rows"), "\(refused.errors)")
      #expect(refused.errors.contains("write it as .npy"), "\(refused.errors)")
    }
  }

  @Test(
    arguments: [
      (["--codebook", "book.csv"], 64, "Say what is searched"),
      (["--codebook", "book.csv", "--codes", "c.npy", "--rerank", "20"], 64, "name them with --data"),
      (["--codebook", "book.csv", "--data", "book.csv", "--rerank", "2"], 64, "--rerank is at least -n"),
      (["--codebook", "book.csv", "--data", "book.csv", "-n", "0"], 64, "-n is at least 1"),
      (["--codebook", "book.csv", "--data", "book.csv", "-o", "n.csv"], 64, "end in .npy"),
      (
        ["--codebook", "wide.csv", "--data", "wide.csv"], 65, "wide.csv: its rows have 3 columns, and those of q.csv 2;"
      ),
      (["--codebook", "wide.csv", "--data", "book.csv"], 65, "wide.csv: its rows have 3 columns, and those of"),
      (
        ["--codebook", "book.csv", "--data", "wide.csv"], 65,
        "book.csv: its rows have 2 columns, and those of wide.csv 3;"
      ),
      (
        ["--codebook", "book.csv", "--codes", "codes.csv", "--data", "wide.csv"], 65,
        "book.csv: its rows have 2 columns, and those of wide.csv 3;"
      ),
      (
        ["--codebook", "book.csv", "--codes", "holes.csv"], 65,
        "column “code1”, byte 16; use what tessera codebook encode wrote with this codebook"
      ),
      (["--codebook", "missing.safetensors", "--data", "book.csv"], 66, "missing.safetensors"),
    ] as [([String], Int, String)]) func whatCannotBeIsRefused(options: [String], code: Int, problem: String) throws
  {
    try Tool.withTool { tool throws in
      try tool.write("0,0\n", to: "q.csv")
      try tool.write("0,0\n8,8\n", to: "book.csv")
      try tool.write("0,0,1\n8,8,1\n", to: "wide.csv")
      try tool.write("row,code1\n0,0\n1,1\n", to: "codes.csv")
      try tool.write("row,code1\n0,0\n1,nan\n", to: "holes.csv")
      let finished = try tool.run(["search", "q.csv"] + options)
      #expect(
        finished.exitCode == code && finished.errors.contains(problem), "\(finished.exitCode): \(finished.errors)")
    }
  }
}
