import Foundation
import Testing

/// `--clusters-output`: a file per cluster, whole or not at all.
@Suite struct ClusterFilesTests {
  @Test func rowsLieFromTheCentroidOutwards() throws {
    try Tool.withTool { tool throws in
      try tool.write("id,x\na,0\nb,4\nc,1\nd,20\ne,\nf,1\n", to: "points.csv")
      try tool.write("x\n2\n20\n90\n", to: "model.csv")
      let assigned = try tool.run(
        "assign", "points.csv", "--model", "model.csv", "--drop-bad-rows", "--id-column", "id", "--clusters-output",
        "out/")
      #expect(assigned.exitCode == 0 && assigned.output.contains("wrote out/"), "\(assigned.errors)")
      func cells(_ cluster: Int) throws -> [[Substring]] {
        try tool.text("out/centroid=\(cluster)/part-0.csv").split(separator: "\n").map { $0.split(separator: ",") }
      }
      let first = try cells(0)
      let second = try cells(1)
      #expect(first.map { $0[0] } == ["id", "c", "f", "a", "b"])
      #expect(first.map { $0[1] } == ["distance", "1.0", "1.0", "2.0", "2.0"])
      // (18 - 2) / 2 for a, (16 - 2) / 2 for b, rounded down.
      #expect(first[3...].compactMap { Double($0[2])?.rounded() } == [9, 7])
      #expect(second.count == 2 && second[1][..<2] == ["d", "0.0"])
      // A cluster without rows is told from one that was forgotten.
      #expect(try tool.text("out/centroid=2/part-0.csv") == "id,distance,margin\n")
      let fit = try tool.run(
        "fit", "points.csv", "-k", "2", "--drop-bad-rows", "--clusters-output", "fitted", "--clusters-format", "tsv")
      #expect(fit.output.hasSuffix("wrote fitted\n"), "\(fit.output)\(fit.errors)")
      let texts = try (0..<2).map { try tool.text("fitted/centroid=\($0)/part-0.tsv") }
      #expect(texts.joined().split(separator: "\n").count == 7)
      #expect(try tool.files == ["fitted", "model.csv", "out", "points.csv"])
    }
  }

  @Test func whatIsThereAlreadyStays() throws {
    try Tool.withTool { tool throws in
      try tool.write("0\n1\n9\n", to: "points.csv")
      try FileManager.default.createDirectory(
        at: tool.folder.appending(path: "empty"), withIntermediateDirectories: false)
      let fit = ["fit", "points.csv", "-k", "2", "--clusters-output"]
      #expect(try tool.run(fit + ["empty"]).exitCode == 0)
      for path in ["empty", "points.csv", "missing/folder"] {
        let refused = try tool.run(fit + [path])
        #expect(refused.exitCode == 73 && refused.errors.contains("name a new folder"), "\(refused.errors)")
      }
      #expect(try tool.run("fit", "points.csv", "-k", "2", "--clusters-format", "tsv").exitCode == 64)
      #expect(try tool.files == ["empty", "points.csv"])
    }
  }
}
