import Foundation
import Testing

/// The kinds of k-means by the command.
@Suite struct KindTests {
  private static let directions = "x,y\n3,4\n6,8\n4,3\n-5,0\n-4,-3\n"
  private static let holes = "x,y\n0,0\n2,\nNA,4\n10,10\n12,nan\n,14\n"

  @Test func rowsAreClusteredByDirection() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.directions, to: "points.csv")
      let fit = try tool.run(
        "fit", "points.csv", "-k", "2", "--metric", "cosine", "-o", "model.safetensors", "--labels-output",
        "labels.csv",
        "--report", "page.html", "--json")
      #expect(fit.exitCode == 0, "\(fit.errors)")
      #expect(fit.json["metric"] as? String == "cosine")
      let inertia = 2 * (5 - 8.84.squareRoot() - 3.6.squareRoot())
      #expect(((fit.json["inertia"] as? Double ?? 0) - inertia).magnitude < 1e-14)
      let region = try #require(fit.json["region"] as? [String: Any])
      #expect((region["angle"] as? Double ?? 0) >= (region["radius"] as? Double ?? .infinity))
      #expect(try tool.text("page.html").contains("unless a centroid turns by"))
      // The model says how rows are to be compared.
      let assign = try tool.run("assign", "points.csv", "--model", "model.safetensors", "-o", "again.csv", "--json")
      #expect(
        assign.json["metric"] as? String == "cosine"
          && assign.json["inertia"] as? Double == fit.json["inertia"] as? Double)
      #expect(try tool.text("again.csv") == tool.text("labels.csv"))
      let evaluate = try tool.run("evaluate", "points.csv", "--model", "model.safetensors", "--json")
      #expect(evaluate.json["inertia"] as? Double == fit.json["inertia"] as? Double)
      let text = try tool.run("fit", "points.csv", "-k", "2", "--metric", "cosine")
      #expect(text.output.contains("degrees before a label changes\nby direction: mean cosine to the centroid 0.974"))
    }
  }

  @Test func rowsOfZerosAreRefusedByLineOrLeftOut() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.directions + "0,0\n1,2\n", to: "points.csv")
      let refused = try tool.run("fit", "points.csv", "-k", "2", "--metric", "cosine")
      #expect(refused.exitCode == 65)
      #expect(
        refused.errors.contains("error: points.csv:7: the row has zeros only, and so no direction"), "\(refused.errors)"
      )
      let fit = try tool.run(
        "fit", "points.csv", "-k", "2", "--metric", "cosine", "--drop-bad-rows", "--labels-output", "labels.csv",
        "--json")
      #expect((fit.json["data"] as? [String: Any])?["droppedRows"] as? [Int] == [5])
      let lines = try tool.text("labels.csv").split(separator: "\n")
      #expect(lines.count == 8 && lines[6] == "5,-1,,")
      let choose = try tool.run("choose", "points.csv", "-k", "2,3", "--metric", "cosine", "--drop-bad-rows", "--json")
      #expect(choose.exitCode == 0 && choose.json["metric"] as? String == "cosine", "\(choose.errors)")
    }
  }

  @Test func missingValuesAreLeftOut() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.holes, to: "points.csv")
      try tool.write("0,0\n10,10\n", to: "start.csv")
      let fit = try tool.run(
        "fit", "points.csv", "-k", "2", "--initializer", "./start.csv", "--with-missing", "-o", "model.safetensors",
        "--labels-output", "labels.csv", "--report", "page.html", "--json")
      #expect(fit.exitCode == 0, "\(fit.errors)")
      #expect(fit.json["inertia"] as? Double == 20 && fit.json["missingCells"] as? Int == 4)
      #expect(fit.json["counts"] as? [Int] == [3, 3])
      #expect(try tool.text("page.html").contains("4 missing values were left out"))
      let assign = try tool.run(
        "assign", "points.csv", "--model", "model.safetensors", "--with-missing", "-o", "again.csv")
      #expect(assign.exitCode == 0, "\(assign.errors)")
      #expect(try tool.text("again.csv") == tool.text("labels.csv"))
      let refused = try tool.run("assign", "points.csv", "--model", "model.safetensors", "-o", "-")
      #expect(
        refused.exitCode == 65 && refused.errors.contains("points.csv:3:2: the cell is empty"), "\(refused.errors)")
    }
  }

  @Test(arguments: [
    ("1,2\n,NA\n3,4\n", "points.csv:2:1: the row has no value (the only bad row of 3)"),
    ("1,2\n,inf\n3,4\n5,6\n", "points.csv:2:2: “inf” is not a finite number"),
  ])
  func whatIsNoMissingValueIsABadRow(_ text: String, _ message: String) throws {
    try Tool.withTool { tool throws in
      try tool.write(text, to: "points.csv")
      let refused = try tool.run("fit", "points.csv", "-k", "1", "--with-missing")
      #expect(refused.exitCode == 65 && refused.errors.contains(message), "\(refused.errors)")
      // A word is no missing value either.
      try tool.write("1,2\n,abc\n3,4\n5,6\n", to: "words.csv")
      #expect(try tool.run("fit", "words.csv", "-k", "1", "--with-missing").errors.contains("“abc” is not a number"))
      let fit = try tool.run("fit", "points.csv", "-k", "1", "--with-missing", "--drop-bad-rows", "--json")
      #expect((fit.json["data"] as? [String: Any])?["droppedRows"] as? [Int] == [1], "\(fit.errors)")
    }
  }

  /// Which column decides is not said of what decides by something else, or of what nothing is known.
  @Test func noColumnIsSaidToDecideWhereNoneDoes() throws {
    try Tool.withTool { tool throws in
      try tool.write("a,b\n1000,10\n0,1\n0.1,2\n1,0.01\n5,0.1\n0,1.5\n", to: "points.csv")
      try tool.write("a,b\n1000,1\n,2\n2000,1\n9000,3\n8000,2\n", to: "gaps.csv")
      #expect(try tool.run("fit", "points.csv", "-k", "2").errors.contains("“a” carries 99 %"))
      for options in [["points.csv", "--metric", "cosine"], ["gaps.csv", "--with-missing"]] {
        let fit = try tool.run(["fit", "-k", "2"] + options)
        #expect(fit.exitCode == 0 && !fit.errors.contains("carries"), "\(fit.errors)")
      }
      let choose = try tool.run("choose", "points.csv", "-k", "2..3", "--metric", "cosine")
      #expect(!choose.errors.contains("carries"), "\(choose.errors)")
    }
  }

  @Test func assigningToATrimmedModelSaysThatAllRowsCount() throws {
    try Tool.withTool { tool throws in
      try tool.write("0\n1\n10\n11\n50\n", to: "points.csv")
      #expect(try tool.run("fit", "points.csv", "-k", "2", "--trim", "20%", "-o", "m.safetensors").exitCode == 0)
      let evaluate = try tool.run("evaluate", "points.csv", "--model", "m.safetensors")
      #expect(evaluate.errors.contains("m.safetensors: the fit left outliers out; here every row goes to"))
    }
  }

  @Test(arguments: ["30%", "0.3"]) func theFarthestRowsAreNamed(_ share: String) throws {
    try Tool.withTool { tool throws in
      try tool.write("x\n0\n2\n100\n10\n14\nNA\n-60\n12\n", to: "points.csv")
      try tool.write("0\n10\n", to: "start.csv")
      let fit = try tool.run(
        "fit", "points.csv", "-k", "2", "--initializer", "./start.csv", "--trim", share, "--drop-bad-rows",
        "--labels-output", "labels.csv", "--report", "page.html", "--json")
      #expect(fit.exitCode == 0, "\(fit.errors)")
      let trimmed = try #require(fit.json["trimmed"] as? [String: Any])
      // Rows of the file.
      #expect(trimmed["rows"] as? [Int] == [2, 6] && trimmed["share"] as? Double == 0.3)
      #expect(fit.json["inertia"] as? Double == 10 && fit.json["counts"] as? [Int] == [2, 3])
      let labels = try tool.text("labels.csv").split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }
      #expect(labels == ["0", "0", "-1", "1", "1", "-1", "-1", "1"])
      #expect(try tool.text("page.html").contains("2 more, the farthest ones, were left out as outliers"))
      let text = try tool.run(
        "fit", "points.csv", "-k", "2", "--initializer", "./start.csv", "--trim", share, "--drop-bad-rows")
      #expect(text.output.contains("\n2 rows left out as outliers, counted from 0: 2, 6\n"))
    }
  }

  @Test(arguments: [
    (["--trim", "100%"], "--trim"), (["--trim", "-1"], "--trim"), (["--trim", "many"], "--trim"),
    (["--trim", "90%"], "the trimmed data have only 1; trim fewer"),
    (["--metric", "manhattan"], "--metric"),
    (["--metric", "cosine", "--solver", "newton"], "--metric cosine and --solver newton cannot be used together"),
    (["--with-missing", "--metric", "cosine"], "--with-missing and --metric cosine cannot be used together"),
    (["--trim", "5%", "--solver", "nested"], "--trim and --solver nested cannot be used together"),
    (
      ["--with-missing", "--initializer", "k-means-parallel"],
      "--with-missing and --initializer k-means-parallel cannot be used together"
    ),
  ])
  func whatDoesNotGoTogetherIsSaid(_ options: [String], _ message: String) throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.directions, to: "points.csv")
      let finished = try tool.run(["fit", "points.csv", "-k", "2"] + options)
      #expect(finished.exitCode == (message.contains("trim fewer") ? 65 : 64), "\(finished.exitCode)")
      #expect(finished.errors.contains(message), "\(finished.errors)")
    }
  }
}
