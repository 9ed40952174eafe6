import TesseraTestSupport
import Testing

@testable import TesseraCommand

/// The page of `--report`, from every command that has one.
@Suite struct PageTests {
  private static let penguins = Tool.example("penguins.csv")

  @Test func aFitHasAPage() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run("fit", Self.penguins, "-k", "3", "--standardize", "--report", "out.html")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(finished.output.hasSuffix("\nwrote out.html\n"))
      let page = try tool.text("out.html")
      #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
      #expect(page.contains("342\u{A0}rows, 4\u{A0}columns"))
      #expect(page.contains("-k 3 --standardize --seed 0"))
      #expect(page.contains("bill length") && !page.contains("x0"))
    }
  }

  /// The command on the page makes the page again.
  @Test func theCommandOnThePageMakesItAgain() throws {
    try Tool.withTool { tool throws in
      try tool.write("a b,c\n1,2\n2,1\n9,9\n8,9\n", to: "it's $1.csv")
      #expect(try tool.run("fit", "it's $1.csv", "-k", "2", "--report", "one.html").exitCode == 0)
      let page = try tool.text("one.html")
      let line = try #require(page.split(separator: "data-line=\"").last?.split(separator: "\"").first)
      let command = line.split(separator: "&#39;", omittingEmptySubsequences: false).joined(separator: "'")
      #expect(command == #"tessera fit 'it'\''s $1.csv' -k 2 --seed 0 --report one.html"#)
      #expect(try tool.shell("mv one.html two.html; tessera() { \"$TESSERA\" \"$@\"; }; \(command)").exitCode == 0)
      // Seconds are not on the page.
      #expect(try tool.text("two.html").filter { $0 != "0" } == tool.text("one.html").filter { $0 != "0" })
    }
  }

  @Test func rowsAreCalledByTheirIds() throws {
    try Tool.withTool { tool throws in
      try tool.write("name,x,y\nKenya,1,2\nPeru,2,1\nFiji,9,9\nOman,8,9\n", to: "d.csv")
      #expect(try tool.run("fit", "d.csv", "-k", "2", "--id-column", "name", "--report", "o.html").exitCode == 0)
      let page = try tool.text("o.html")
      for name in ["Kenya", "Peru", "Fiji", "Oman"] { #expect(page.contains("<th scope=row class=id>\(name)<td>")) }
    }
  }

  /// Rows that were left out keep their numbers to themselves.
  @Test func rowsHaveTheirNumberInTheFile() throws {
    try Tool.withTool { tool throws in
      try tool.write("1,2\nnan,1\n9,9\n8,9\n", to: "d.csv")
      #expect(try tool.run("fit", "d.csv", "-k", "2", "--drop-bad-rows", "--report", "o.html").exitCode == 0)
      let page = try tool.text("o.html")
      #expect(page.contains("class=id>0<td>") && !page.contains("class=id>1<td>") && page.contains("class=id>3<td>"))
    }
  }

  @Test func aModelOnPointsHasAPage() throws {
    try Tool.withTool { tool throws in
      let fit = ["fit", Self.penguins, "-k", "3", "--standardize", "-o", "m.safetensors"]
      #expect(try tool.run(fit).exitCode == 0)
      let finished = try tool.run("report", "m.safetensors", Self.penguins, "-o", "out.html")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(finished.output.contains("3 clusters\n") && finished.output.hasSuffix("wrote out.html\n"))
      let page = try tool.text("out.html")
      #expect(page.contains("assigned exactly to the centroids of m.safetensors") && !page.contains("How it got there"))
      let json = try tool.run("report", "m.safetensors", Self.penguins, "-o", "out.html", "--json").json
      #expect(json["schema"] as? String == "tessera.report/1" && json["report"] as? String == "out.html")
    }
  }

  /// Fewer rows than centroids, and rows that are alike, are no fault of the points.
  @Test func aModelOnFewRowsHasAPage() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n0,0\n5,5\n9,9\n", to: "m.csv")
      try tool.write("x,y\n1,1\n1,1\n", to: "d.csv")
      let finished = try tool.run("report", "m.csv", "d.csv", "-o", "out.html")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(try tool.text("out.html").contains("2\u{A0}rows, 2\u{A0}columns"))
    }
  }

  @Test func aComparisonHasAPage() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run("compare", Self.penguins, "-k", "3", "--report", "out.html", "--quiet")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let page = try tool.text("out.html")
      for part in ["Side by side", ">lloyd<", ">newton<", ">gradient<"] { #expect(page.contains(part), "\(part)") }
    }
  }

  @Test func anEvaluationHasItsMetricsOnThePage() throws {
    try Tool.withTool { tool throws in
      try tool.write("5,3,1,0\n6,3,4,1\n7,3,6,2\n", to: "m.csv")
      let finished = try tool.run(
        "evaluate", Tool.example("iris.csv"), "--model", "m.csv", "--labels", Tool.example("iris_species.csv"),
        "--report", "out.html")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let page = try tool.text("out.html")
      for part in ["How good it is", ">adjusted Rand<", ">silhouette<", "The map"] {
        let isThere = page.contains(part)
        #expect(isThere, "\(part)")
      }
    }
  }

  @Test func aChoiceHasAPage() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(
        "choose", Tool.example("iris.csv"), "-k", "2..4", "--references", "2", "--resamples", "2", "--criterion", "bic",
        "--report", "out.html")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let page = try tool.text("out.html")
      for part in [
        "Recommended of 2, 3, 4: its mixture", "Silhouette", "BIC, above the least", "<th scope=\"col\">AIC</th>",
        "-k 2..4",
        "--seed 0",
      ] {
        let isThere = page.contains(part)
        #expect(isThere, "\(part)")
      }
    }
  }

  /// Another suffix, an input, another output: refused before anything is read.
  @Test(arguments: [
    ["--report", "out.txt"], ["--report", "-"], ["--report", "/dev/stdout"], ["--report", "m.html", "-o", "m.html"],
  ])
  func otherPlacesAreRefused(_ options: [String]) throws {
    try Tool.withTool { tool throws in
      #expect(try tool.run(["fit", "missing.csv", "-k", "2"] + options).exitCode == 64)
      #expect(try tool.run("fit", "missing.csv", "-k", "2", "--report", "none/o.html").exitCode == 73)
      #expect(try tool.files.isEmpty)
    }
  }

  @Test func theSeedStandsBeforeTheReport() {
    func line(_ arguments: [String], _ seed: UInt64?) -> [String] { PageOutput.commandLine(arguments, seed: seed) }
    #expect(line(["fit", "d", "--report", "o"], 0) == ["tessera", "fit", "d", "--seed", "0", "--report", "o"])
    #expect(line(["fit", "d", "--report=o", "--seed=4"], 4) == ["tessera", "fit", "d", "--report=o", "--seed=4"])
    #expect(line(["report", "m", "d"], nil) == ["tessera", "report", "m", "d"])
  }
}
