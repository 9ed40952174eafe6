import Foundation
import Testing

#if os(Linux)
  /// What stands on a terminal while the command works: one line that is drawn over, and is gone in the end.
  @Suite struct TerminalTests {
    /// Two megabytes of text, several blocks for one thread.
    private static func write(to tool: Tool) throws {
      try tool.write(String(repeating: "1.25,2.75\n3.5,4.25\n", count: 110_000), to: "x.csv")
      try tool.write("1,2\n3,4\n", to: "m.csv")
    }

    private static let start = "\r\u{1B}[K[", end = "\r\u{1B}[K"

    @Test(arguments: [
      (["assign", "x.csv", "--model", "m.csv", "-o", "l.csv"], ["read x.csv", "assign x.csv", "write l.csv"]),
      (["assign", "x.csv", "--model", "m.csv", "--annotate", "a.csv"], ["write a.csv"]),
      (["assign", "x.csv", "--model", "m.csv", "-o", "l.npy"], ["write l.npy"]),
      (["evaluate", "x.csv", "--model", "m.csv"], ["measure the silhouette"]),
      (
        ["fit", "x.csv", "-k", "2", "--max-iterations", "1", "--initializer", "k-means++"],
        ["choose start centroids", "0/1  inertia"]
      ),
    ])
    func whatTakesLongIsShown(_ arguments: [String], _ steps: [String]) throws {
      try Tool.withTool { tool throws in
        try Self.write(to: tool)
        let finished = try tool.run(onTerminal: arguments + ["--threads", "1"])
        #expect(finished.exitCode == 0)
        for step in steps { #expect(finished.errors.contains(step), "\(step): \(finished.errors)") }
        #expect(finished.errors.contains(Self.start))
        #expect(finished.output.contains("x.csv: 220000 rows") && !finished.output.contains("\u{1B}"))
        // Nothing but notes is left behind the last line that was removed.
        let rest = finished.errors.range(of: Self.end, options: .backwards).map { finished.errors[$0.upperBound...] }
        #expect(rest?.contains("[") == false, "\(finished.errors)")
      }
    }

    /// Nobody knows beforehand how much comes through it.
    @Test func whatComesThroughAPipeIsShown() throws {
      try Tool.withTool { tool throws in
        try Self.write(to: tool)
        let (bytes, path) = (try tool.bytes(of: "x.csv"), tool.path(of: "pipe"))
        #expect(mkfifo(path, 0o600) == 0)
        Thread.detachNewThread { FileHandle(forWritingAtPath: path)?.write(bytes) }
        let finished = try tool.run(onTerminal: ["assign", "pipe", "--model", "m.csv", "-o", "l.csv"])
        #expect(finished.exitCode == 0 && finished.errors.contains("read pipe  0.0"), "\(finished.errors)")
        #expect(finished.errors.contains(" MB so far"))
      }
    }

    @Test(
      arguments: [
        (["--quiet"], [:]), ([], ["TERM": "dumb"]),
      ] as [([String], [String: String])])
    func nothingIsDrawnWhereItIsNotWanted(_ options: [String], _ environment: [String: String]) throws {
      try Tool.withTool { tool throws in
        try Self.write(to: tool)
        let finished = try tool.run(
          onTerminal: ["assign", "x.csv", "--model", "m.csv", "-o", "l.csv"] + options, environment: environment)
        #expect(finished.exitCode == 0 && !finished.errors.contains("\u{1B}"), "\(finished.errors)")
      }
    }
  }
#endif
