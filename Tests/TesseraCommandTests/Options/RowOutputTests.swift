import Foundation
import TesseraTestSupport
import Testing

/// Labels, distances and annotated tables from the commands.
@Suite struct RowOutputTests {
  private static let table = "name;x;y\na;0;0\nb;NA;1\nc;0;2\nd;9;1\n"

  @Test func fitAndAssignSayTheSameOfEveryRow() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.table, to: "t.csv")
      let start = ["--id-column", "name", "--drop-bad-rows", "--annotate", "a.csv"]
      let fitted = try tool.run(
        ["fit", "t.csv", "-k", "2", "-o", "m.safetensors", "--labels-output", "l.csv"] + start)
      #expect(fitted.exitCode == 0, "\(fitted.errors)")
      #expect(fitted.output.hasSuffix("\nwrote m.safetensors, l.csv, a.csv\n"))
      // (sqrt 82 - 1) / 2, rounded down; 8 of 9 from the other centroid.
      let labels = try tool.text("l.csv")
      #expect(labels.hasPrefix("name,label,distance,margin\na,0,1.0,4.0276925690") && labels.contains("\nb,-1,,\nc,0,"))
      #expect(labels.contains("\nd,1,0.0,4.499999999") || labels.hasSuffix("\nd,1,0.0,4.5\n"), "\(labels)")
      let annotated = try tool.text("a.csv")
      #expect(
        annotated == "name;x;y;cluster;distance\na;0;0;0;1.0\nb;NA;1;-1;\nc;0;2;0;1.0\nd;9;1;1;0.0\n")

      let assigned = try tool.run(
        ["assign", "t.csv", "--model", "m.safetensors", "-o", "k.csv", "--distances-output", "d.tsv"] + start)
      #expect(assigned.exitCode == 0, "\(assigned.errors)")
      #expect(try tool.text("k.csv") == labels)
      #expect(try tool.text("a.csv") == annotated)
      #expect(try tool.text("d.tsv") == "name\tdistance\na\t1.0\nb\t\nc\t1.0\nd\t0.0\n")
      // An annotated table alone will do.
      #expect(
        try tool.run("assign", "t.csv", "--model", "m.safetensors", "--drop-bad-rows", "--annotate", "b.txt").exitCode
          == 0)
      #expect(try tool.text("b.txt") == annotated)
    }
  }

  /// On a common scale, too, and for several threads.
  @Test func distancesAreThoseOfTheScale() throws {
    try Tool.withTool { tool throws in
      let iris = Tool.example("iris.csv")
      let fit = ["fit", iris, "-k", "3", "--standardize", "-o", "m.safetensors", "--labels-output"]
      #expect(try tool.run(fit + ["l.csv", "--threads", "1"]).exitCode == 0)
      #expect(try tool.run(fit + ["t.csv", "--threads", "3"]).exitCode == 0)
      #expect(try tool.run("assign", iris, "--model", "m.safetensors", "-o", "k.csv").exitCode == 0)
      #expect(try tool.text("k.csv") == tool.text("l.csv") && tool.text("t.csv") == tool.text("l.csv"))
      #expect(try tool.text("l.csv").split(separator: "\n").count == 151)
    }
  }

  /// Nothing is computed: the data that are not there would be 66.
  @Test(arguments: [
    ("fit no.csv -k 2 --labels-output l.xlsx", "The name of the labels ends in .npy, .csv, .tsv or .parquet: l.xlsx."),
    ("assign no.csv --model m.npy -o l.json", "The name of the labels ends in .npy, .csv, .tsv or .parquet: l.json."),
    (
      "assign no.csv --model m.npy -o l --distances-output d.txt",
      "The name of the distances ends in .npy, .csv, .tsv or .parquet: d.txt."
    ),
    (
      "fit no.csv -k 2 --annotate a.npy", "The name of the annotated table ends in .csv, .tsv, .txt or .parquet: a.npy."
    ),
    ("fit no.csv -k 2 -o m.pkl", "The name of the model ends in .safetensors, .npy, .csv, .tsv or .parquet: m.pkl."),
    (
      "assign no.csv --model m.npy",
      "Say where the labels go: --output labels.csv (or -o - to print them), --annotate table.csv or --clusters-output folder."
    ),
    ("fit no.csv -k 2 --labels-output - --json", "--json prints on standard output: give the output a name."),
    ("fit no.csv -k 2 --labels-output - --annotate -", "Two outputs go to standard output: give one of them a name."),
    ("fit no.csv -k 2 --annotate /dev/stderr", "Notes go to standard error: give /dev/stderr another name."),
    ("fit no.csv -k 2 --annotate no.csv", "no.csv would be overwritten: give every output a name of its own."),
  ]) func whatCannotBeWrittenIsRefusedAtOnce(_ arguments: String, _ message: String) throws {
    try Tool.withTool { tool throws in
      if arguments.hasSuffix("no.csv") { try tool.write("1\n", to: "no.csv") }
      let finished = try tool.run(arguments.split(separator: " ").map(String.init))
      #expect(finished.exitCode == 64)
      #expect(finished.errors.hasPrefix("error: \(message)\n"), "\(finished.errors)")
    }
  }

  /// Bytes and report never share a stream.
  @Test(arguments: ["--annotate -", "--annotate /dev/stdout", "--annotate /dev/fd/1", "--annotate /dev/fd/3 3>&1"])
  func theReportGivesWayOnStandardOutput(_ option: String) throws {
    try Tool.withTool { tool throws in
      try tool.write("x;y\n0;1\n4;1\n", to: "t.csv")
      let finished = try tool.shell("(\"$TESSERA\" fit t.csv -k 2 \(option)) 2> report | cat")
      let lines = finished.output.split(separator: "\n")
      #expect(
        lines.count == 3 && lines[0] == "x;y;cluster;distance" && lines[1].hasPrefix("0;1;"), "\(finished.output)")
      #expect(try tool.text("report").contains("2 clusters by lloyd"))
      #expect(try tool.shell("\"$TESSERA\" fit t.csv -k 2 -o - 2> report | cat").output.hasPrefix("\"x\",\"y\"\n"))
      #expect(try tool.shell("\"$TESSERA\" fit t.csv -k 2 --labels-output - 2> report | cat").output.hasPrefix("row,"))
    }
  }

  /// Parquet is written by the name of a file, which a pipe has not.
  @Test func parquetNeedsAFile() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.shell(
        "mkfifo l.parquet; \"$TESSERA\" fit no.csv -k 2 --labels-output l.parquet")
      #expect(finished.exitCode == 73)
      #expect(
        finished.errors.hasPrefix(
          "error: l.parquet: is no file that another takes the place of; name a file in a folder"),
        "\(finished.errors)")
    }
  }

  #if os(Linux)
    @Test(arguments: ["l.csv", "a.csv"]) func aDiskThatIsFullKeepsTheOldFile(_ name: String) throws {
      try Tool.withTool { tool throws in
        try tool.write("old", to: name)
        let option = name == "l.csv" ? "-o" : "--annotate"
        let iris = Tool.example("iris.csv")
        let finished = try tool.shell("ulimit -f 1; \"$TESSERA\" assign '\(iris)' --model '\(iris)' \(option) \(name)")
        #expect(finished.exitCode == 74)
        #expect(finished.errors.hasPrefix("error: \(name): writing failed: File too large;"), "\(finished.errors)")
        #expect(try tool.text(name) == "old" && tool.files == [name])
      }
    }
  #endif

  @Test func aFolderThatMayNotBeWrittenIsFoundBeforeTheData() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run("fit", "no.csv", "-k", "2", "--annotate", "none/a.csv")
      #expect(finished.exitCode == 73 && finished.errors.hasPrefix("error: none/a.csv:"))
    }
  }

  /// What is said of a table that is not as one may expect.
  @Test func notesOfAnAnnotatedTable() throws {
    try Tool.withTool { tool throws in
      try tool.write("cluster\n1\n2\n", to: "t.csv")
      let finished = try tool.run("fit", "t.csv", "-k", "2", "--annotate", "a.csv")
      #expect(
        finished.errors == """
          a.csv: there is a column “cluster” already: the new one is called “cluster_2”
          a.csv: there was no separator: the new columns are set off by “,”

          """)
    }
  }
}
