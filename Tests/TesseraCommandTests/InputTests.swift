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
}
