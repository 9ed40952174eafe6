import Foundation
import Tessera
import TesseraTestSupport
import Testing

/// `tessera export`, and the indexes that come back.
@Suite struct ExportTests {
  private static func fitted(_ tool: Tool) throws {
    try tool.write("x,y\n0,0\n0,2\n8,8\n8,10\n", to: "points.csv")
    let options = ["-k", "2", "--seed", "1", "-o", "m.safetensors", "--quiet"]
    #expect(try tool.run(["fit", "points.csv"] + options).exitCode == 0)
  }

  @Test func anIndexOfListsIsAModelAgain() throws {
    try Tool.withTool { tool throws in
      try Self.fitted(tool)
      let finished = try tool.run(
        "export", "m.safetensors", "--to", "faiss", "--data", "points.csv", "-o", "index.faiss", "--json")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let report = finished.json
      #expect(report["schema"] as? String == "tessera.export/1" && report["kind"] as? String == "IndexIVFFlat")
      #expect(report["lists"] as? Int == 2 && report["rows"] as? Int == 4)
      #expect(report["files"] as? [String] == ["index.faiss"])
      let index = try FaissIndex(contentsOf: tool.folder.appending(path: "index.faiss").path)
      guard case .lists(let lists) = index.content else { return #expect(Bool(false)) }
      #expect(lists.sizes == [2, 2] && lists.probes == 2)
      for model in ["m.safetensors", "index.faiss"] {
        let labels = try tool.run("assign", "points.csv", "--model", model, "-o", "-", "--quiet")
        #expect(labels.exitCode == 0, "\(labels.errors)")
        let first = labels.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }
        #expect(first[0] == first[1] && first[2] == first[3] && first[0] != first[2], "\(model): \(labels.output)")
      }
      let text = try tool.run("export", "m.safetensors", "--to", "faiss", "-o", "empty.faiss", "--probes", "1")
      #expect(text.output == "wrote empty.faiss: IndexIVFFlat, 2 lists\n")
    }
  }

  @Test func centroidsThatBecomeOneIn32BitsAreTold() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n1000000000,1\n1000000001,1\n3,1\n", to: "far.csv")
      #expect(try tool.run("fit", "far.csv", "-k", "3", "-o", "m.safetensors", "--quiet").exitCode == 0)
      let export = try tool.run("export", "m.safetensors", "--to", "faiss", "-o", "far.faiss")
      #expect(export.exitCode == 0)
      #expect(export.errors.contains(/centroids [0-2] and [0-2] differ, but not in 32 bits/), "\(export.errors)")
      try Self.fitted(tool)
      #expect(try tool.run("export", "m.safetensors", "--to", "faiss", "-o", "near.faiss").errors == "")
    }
  }

  @Test func severalArraysAreAFolder() throws {
    try Tool.withTool { tool throws in
      try Self.fitted(tool)
      try tool.write((0..<16).map { "\($0),\(-$0)\n" }.joined(), to: "book.csv")
      let arguments = ["export", "m.safetensors", "--codebook", "book.csv", "--residuals"]
      let lance = try tool.run(arguments + ["--to", "lance", "-o", "lance", "--json"])
      #expect(
        lance.json["files"] as? [String] == ["lance/ivf_centroids.arrow", "lance/pq_codebook.arrow"], "\(lance.errors)")
      let arrays = try tool.run(arguments + ["--to", "npy", "-o", "cuvs"])
      #expect(arrays.exitCode == 0, "\(arrays.errors)")
      let names = ["centers.npy", "centers_rot.npy", "pq_centers.npy", "rotation_matrix.npy"]
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: tool.folder.appending(path: "cuvs").path).sorted() == names)
      // What is there already stays.
      let again = try tool.run(arguments + ["--to", "npy", "-o", "cuvs"])
      #expect(again.exitCode == 73 && again.errors.contains("is there already"))
      #expect(try tool.run("export", "m.safetensors", "--to", "npy", "-o", "c.npy").exitCode == 0)
      #expect(try VectorFileReader().read(tool.folder.appending(path: "c.npy").path).points.rows == 2)
    }
  }

  /// What fills the codebooks up is nobody's code, nor in anybody's beam.
  @Test(arguments: [["--residual", "3x20"], ["--product", "4x20"]])
  func codebooksThatArePaddedGiveTheSameCodes(kind: [String]) throws {
    try Tool.withTool { tool throws in
      let example = Tool.example("digits.npy")
      let train = try tool.run(["codebook", "train", example, "-o", "b.safetensors", "--max-iterations", "5"] + kind)
      #expect(train.exitCode == 0, "\(train.errors)")
      let export = try tool.run("export", "b.safetensors", "--to", "faiss", "-o", "b.faiss")
      #expect(export.exitCode == 0, "\(export.errors)")
      let (own, theirs) = try (
        tool.run("codebook", "encode", example, "--codebook", "b.safetensors", "-o", "own.csv"),
        tool.run("codebook", "encode", example, "--codebook", "b.faiss", "-o", "theirs.csv")
      )
      #expect(own.exitCode == 0 && theirs.exitCode == 0, "\(theirs.errors)")
      // (Codebooks of 32 bits: distances differ, codes of a few rows between two might.)
      func codes(_ name: String) throws -> [String] {
        String(decoding: try tool.bytes(of: name), as: UTF8.self).split(separator: "\n").map { line in
          line.split(separator: ",").dropLast().joined(separator: ",")
        }
      }
      let differing = zip(try codes("own.csv"), try codes("theirs.csv")).filter { $0 != $1 }.count
      #expect(differing <= 2)
    }
  }

  @Test func aTableHasParents() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\n9,9\n1,1\n", to: "m.csv")
      try tool.write("10,10\n0,1\n", to: "upper.csv")
      let finished = try tool.run(
        "export", "m.csv", "--to", "vectorchord", "--parents", "upper.csv", "-o", "t.csv")
      #expect(finished.output == "wrote t.csv: table, 5 rows\n", "\(finished.errors)")
      #expect(try tool.text("t.csv").hasPrefix("id,parent,vector\n0,4,\"[0.0,0.0]\"\n1,3,"))
    }
  }

  /// Ids are the numbers of the rows in their file, of lists and of codes alone.
  @Test func rowsThatAreLeftOutKeepTheIdsOfTheOthers() throws {
    try Tool.withTool { tool throws in
      try Self.fitted(tool)
      try tool.write("x,y\n0,nan\n8,8\n,1\n0,1\n", to: "gaps.csv")
      #expect(
        try tool.run("codebook", "train", "points.csv", "-k", "2", "--seed", "1", "-o", "b.safetensors").exitCode == 0)
      for model in ["m.safetensors", "b.safetensors"] {
        let export = ["export", model, "--to", "faiss", "--data", "gaps.csv", "-o", "i.faiss"]
        let refused = try tool.run(export)
        #expect(refused.exitCode == 65 && refused.errors.contains("(--drop-bad-rows)"), "\(refused.errors)")
        let finished = try tool.run(export + ["--drop-bad-rows", "--json"])
        #expect(finished.exitCode == 0 && finished.json["rows"] as? Int == 2, "\(finished.errors)")
        switch try FaissIndex(contentsOf: tool.path(of: "i.faiss")).content {
        case .lists(let lists): #expect(lists.ids.sorted() == [1, 3] && model == "m.safetensors")
        case .numbered(let ids, let index): #expect(ids == [1, 3] && index.name == "IndexPQ")
        case let other: Issue.record("\(model): \(other)")
        }
      }
      // The codebook is found behind the ids.
      #expect(try tool.run("codebook", "evaluate", "points.csv", "--codebook", "i.faiss").exitCode == 0)
    }
  }

  @Test func whatGoesToStandardOutputIsCalledSo() throws {
    try Tool.withTool { tool throws in
      try Self.fitted(tool)
      let finished = try tool.run("export", "m.safetensors", "--to", "vectorchord", "-o", "-")
      #expect(finished.output.hasPrefix("id,parent,vector\n"), "\(finished.output)")
      #expect(finished.errors == "wrote standard output: table, 2 rows\n")
    }
  }

  @Test(
    arguments: [
      ("npy", "c.csv", "ends in .npy: c.csv."), ("vectorchord", "c", "ends in .csv: c."),
      ("lance", "c.npy", "ends in .arrow: c.npy."), ("faiss", "c.npy", "c.npy is no name of an index of faiss"),
      ("faiss", "c.safetensors", "c.safetensors is no name of an index of faiss"),
      ("table", "c.csv", "A table is named behind its database: 'shop.sqlite?table=centroids'"),
      ("vectorchord", "x.sqlite?table=c", "VectorChord is a part of PostgreSQL"),
      ("vectorchord", "mysql://me:secret@h/d?table=c", "or say --to table, not mysql://me@h/d?table=c."),
      ("lance", "x.sqlite?table=c", "ends in .arrow"), ("faiss", "x.db?table=c", "is no name of an index of faiss"),
    ]) func namesSayWhatIsWritten(format: String, name: String, problem: String) throws
  {
    try Tool.withTool { tool throws in
      try Self.fitted(tool)
      let finished = try tool.run("export", "m.safetensors", "--to", format, "-o", name)
      #expect(finished.exitCode == 64 && finished.errors.contains(problem), "\(finished.errors)")
      let book = try tool.run(
        "export", "m.safetensors", "--to", "npy", "--codebook", "points.csv", "--residuals", "-o", "c.npy")
      #expect(book.exitCode == 64 && book.errors.contains("name a folder"), "\(book.errors)")
    }
  }

  @Test func aCodebookHasNoListsToLookInto() throws {
    try Tool.withTool { tool throws in
      try Self.fitted(tool)
      #expect(try tool.run("codebook", "train", "points.csv", "-k", "2", "-o", "b.safetensors").exitCode == 0)
      let refused = try tool.run("export", "b.safetensors", "--to", "faiss", "--probes", "2", "-o", "i.faiss")
      #expect(
        refused.exitCode == 64 && refused.errors.contains("--probes: b.safetensors is a codebook"), "\(refused.errors)")
    }
  }

  @Test(
    arguments: [
      (["--to", "npy", "--data", "points.csv"], 64, "--data goes with --to faiss."),
      (["--to", "faiss", "--parents", "m.safetensors"], 64, "--parents goes with --to vectorchord."),
      (["--to", "vectorchord", "--codebook", "b.csv"], 64, "--codebook goes with --to faiss, lance or npy."),
      (["--to", "lance", "--codebook", "points.csv"], 64, "Lance encodes residuals"),
      (["--to", "faiss", "--residuals"], 64, "--residuals says what --codebook is of"),
      (["--to", "hnsw"], 64, "hnsw"),
      (["--to", "faiss", "--data", "wide.csv"], 65, "wide.csv"),
      (["--to", "npy", "--drop-bad-rows"], 64, "--drop-bad-rows is for the rows of --data"),
      (
        ["--to", "faiss", "--codebook", "wide.csv"], 65,
        "m.safetensors: its rows have 2 columns, and those of wide.csv 3"
      ),
      (["--to", "faiss", "--data", "wide.npy"], 65, "m.safetensors: its rows have 2 columns, and those of wide.npy 3"),
      (
        ["--to", "vectorchord", "--parents", "wide.csv", "-o", "t.csv"], 65,
        "m.safetensors: its rows have 2 columns, and those of wide.csv 3"
      ),
      (["--to", "lance", "--codebook", "points.csv", "--residuals"], 65, "Lance has 4 or 8"),
      (["--to", "faiss", "--data", "missing.csv"], 66, "missing.csv"),
      (["--to", "table", "--data", "points.csv", "-o", "x.db?table=t"], 64, "--data goes with --to faiss."),
      (["--to", "table", "-o", "x.db"], 73, "the name of a table is missing; name one: 'x.db?table=clusters'"),
    ] as [([String], Int, String)]) func whatCannotBeIsRefused(options: [String], code: Int, problem: String) throws
  {
    try Tool.withTool { tool throws in
      try Self.fitted(tool)
      try tool.write("1,2,3\n4,5,6\n", to: "wide.csv")
      try NumPyFile.write([1.0, 2, 3], columns: 3, to: tool.path(of: "wide.npy"))
      let finished = try tool.run(["export", "m.safetensors", "-o", "out"] + options)
      #expect(
        finished.exitCode == code && finished.errors.contains(problem), "\(finished.exitCode): \(finished.errors)")
    }
  }

  @Test func onlyFaissHasAScale() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n0,0\n0,200\n8,800\n8,1000\n", to: "points.csv")
      #expect(try tool.run("fit", "points.csv", "-k", "2", "--standardize", "-o", "z.safetensors").exitCode == 0)
      let refused = try tool.run("export", "z.safetensors", "--to", "npy", "-o", "c.npy")
      #expect(refused.exitCode == 65 && refused.errors.contains("common scale"), "\(refused.errors)")
      let finished = try tool.run("export", "z.safetensors", "--to", "faiss", "--data", "points.csv", "-o", "z.faiss")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      guard
        case .transformed(let maps, let inner) = try FaissIndex(contentsOf: tool.folder.appending(path: "z.faiss").path)
          .content
      else { return #expect(Bool(false)) }
      #expect(maps.count == 1 && maps[0].bias.count == 2 && inner.count == 4)
      #expect(try tool.run("fit", "points.csv", "-k", "2", "--centroid", "median", "-o", "m.safetensors").exitCode == 0)
      let medians = try tool.run("export", "m.safetensors", "--to", "faiss", "-o", "m.faiss")
      #expect(medians.exitCode == 65 && medians.errors.contains("Manhattan"), "\(medians.errors)")
    }
  }
}
