import Foundation
import TesseraTestSupport
import Testing

/// Names are bytes to the system, and one line to whoever reads messages.
@Suite struct NameTests {
  /// APFS and others refuse such names.
  #if os(Linux)
    @Test func namesThatAreNotUTF8AreOpenedAndWritten() throws {
      try Tool.withTool { tool throws in
        let finished = try tool.shell(
          #"""
          data=$(printf 'd\351.csv'); model=$(printf 'm\377.npy')
          printf '0\n1\n5\n' > "$data"
          "$TESSERA" fit "$data" -k 2 -o "$model" --json && "$TESSERA" assign "$data" --model "$model" -o /dev/null
          test -s "$model" && ls | wc -l
          """#)
        #expect(finished.exitCode == 0, "\(finished.errors)")
        #expect(finished.output.contains(#""path":"d\\xE9.csv""#))
        #expect(finished.output.contains("\nd\\xE9.csv: 3 rows x 1 dimension\nm\\xFF.npy: 2 clusters\n"))
        #expect(finished.output.hasSuffix("4\n"), "\(finished.output)")  // and the two streams
      }
    }
  #endif

  private static let hostile = "x\n\u{1B}[2J\u{9B}\u{202E}.csv"
  private static let shown = #"x\n\x1B[2J\x9B\u{202E}.csv"#

  @Test func messagesAndReportsAreOfOneLine() throws {
    try Tool.withTool { tool throws in
      let missing = try tool.run("fit", Self.hostile, "-k", "2")
      #expect(missing.exitCode == 66)
      #expect(missing.errors == "error: \(Self.shown): No such file or directory; name a readable file\n")
      try tool.write("0\nnan\n1\n5\n", to: Self.hostile)
      let dropped = try tool.run(
        "fit", Self.hostile, "-k", "2", "--drop-bad-rows", "--labels-output", "l\u{1B}.npy", "--initializer",
        Self.hostile)
      #expect(dropped.errors.hasPrefix("error: \(Self.shown):2:1: "), "\(dropped.errors)")
      let fitted = try tool.run("fit", Self.hostile, "-k", "2", "--drop-bad-rows", "--labels-output", "l\u{1B}.npy")
      #expect(fitted.errors == "\(Self.shown): dropped 1 row with values that are missing or not finite\n")
      #expect(fitted.output.hasPrefix("\(Self.shown): 3 rows") && fitted.output.hasSuffix("wrote l\\x1B.npy\n"))
    }
  }

  @Test func aReportIsJSONWhateverTheNames() throws {
    try Tool.withTool { tool throws in
      try tool.write("0\n1\n5\n", to: Self.hostile)
      let finished = try tool.run("compare", Self.hostile, "-k", "1", "--initializer", "./" + Self.hostile, "--json")
      #expect(finished.exitCode == 65)  // three centroids for one cluster
      let report = try tool.run("compare", Self.hostile, "-k", "3", "--initializer", "./" + Self.hostile, "--json")
      #expect((report.json["data"] as? [String: Any])?["path"] as? String == Self.hostile)
      #expect(report.json["initializer"] as? String == "./" + Self.hostile)
      for raw in ["\u{1B}", "\u{9B}", "\u{202E}"] as [Unicode.Scalar] {
        #expect(!report.output.unicodeScalars.contains(raw))
      }
    }
  }

  /// What the parser quotes of the command line.
  @Test(arguments: [
    ["fit", "x", "-k", "3\n\u{1B}[2J"], ["fit", "x", "--\u{1B}[2J\n", "-k", "3"],
    ["fit", "x", "-k", "3", "-o", "\u{1B}[2J\n"],
    ["\u{1B}[2J\n"], ["fit", "x", "-k", "3", "--solver=\u{1B}[2J\n"], ["fit", "x", "y\n\u{1B}[2J", "-k", "3"],
  ])
  func theParserQuotesNothingRaw(_ arguments: [String]) throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(arguments)
      #expect(finished.exitCode == 64)
      #expect(!finished.errors.contains("\u{1B}") && finished.errors.contains(#"\x1B[2J"#), "\(finished.errors)")
      #expect(!finished.errors.contains("[2J\n'") && finished.errors.contains(#"\n"#), "\(finished.errors)")
    }
  }

  @Test func theEnvironmentIsShownEscaped() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(
        "fit", Tool.example("iris.csv"), "-k", "2", environment: ["TESSERA_INSTRUCTION_SET": "a\n\u{1B}[2J"])
      #expect(finished.exitCode == 64)
      #expect(finished.errors.hasPrefix(#"error: TESSERA_INSTRUCTION_SET=a\n\x1B[2J: "#))
      #expect(finished.errors.split(separator: "\n").count == 1)
    }
  }

  #if os(Linux)
    @Test func helpIsWrittenWholeOrAnError() throws {
      try Tool.withTool { tool throws in
        let finished = try tool.shell(#""$TESSERA" --help > /dev/full"#)
        #expect(finished.exitCode == 74)
        #expect(finished.errors.hasPrefix("error: standard output: writing failed: "))
      }
    }
  #endif
}
