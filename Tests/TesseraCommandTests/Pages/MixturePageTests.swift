import TesseraTestSupport
import Testing

/// The page of a mixture, fitted or applied.
@Suite struct MixturePageTests {
  @Test func aMixtureHasAPage() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run("mixture", Tool.example("iris.csv"), "-k", "3", "--report", "out.html")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(finished.output.hasSuffix("\nwrote out.html\n"))
      let page = try tool.text("out.html")
      for part in [
        "150\u{A0}rows, 4\u{A0}columns, 3\u{A0}components", "normal distributions with full covariances", "BIC",
        "class=\"ell\"", "How firmly rows belong", "Rows that fit least", "How it got there",
        "mixture", "-k 3 --seed 0 --report out.html",
      ] { #expect(page.contains(part), "\(part)") }
      #expect(page.split(separator: "<use class=\"c").count - 1 == 150 + 3)
    }
  }

  @Test func threadsChangeNoByteOfIt() throws {
    try Tool.withTool { tool throws in
      let pages = try ["1", "3"].map { threads in
        let arguments = ["mixture", Tool.example("iris.csv"), "-k", "3", "--threads", threads, "--report", "o.html"]
        #expect(try tool.run(arguments).exitCode == 0)
        return try tool.text("o.html").replacing("--threads \(threads)", with: "")
      }
      #expect(pages[0] == pages[1])
    }
  }

  @Test func softClustersHaveNoEllipsesAndNoDensity() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(
        "mixture", Tool.example("iris.csv"), "-k", "3", "--kind", "fuzzy", "--report", "out.html")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let page = try tool.text("out.html")
      #expect(page.contains("Fuzzy c-means") && page.contains("3\u{A0}clusters"))
      #expect(!page.contains("class=\"ell\"") && !page.contains("Rows that fit least"))
    }
  }

  @Test func oneColumnHasItsDensity() throws {
    try Tool.withTool { tool throws in
      try tool.write("waiting\n" + (0..<60).map { "\($0 % 2 * 30 + $0 * $0 % 11)\n" }.joined(), to: "d.csv")
      #expect(try tool.run("mixture", "d.csv", "-k", "2", "--report", "o.html").exitCode == 0)
      let page = try tool.text("o.html")
      #expect(page.contains("class=\"plot tall den\"") && page.contains("class=\"ln c1\""))
    }
  }

  /// One value throughout: there is no histogram, and no page without a picture.
  @Test func aColumnOfOneValueHasAPage() throws {
    try Tool.withTool { tool throws in
      try tool.write("x\n5\n5\n5\n", to: "d.csv")
      let finished = try tool.run("mixture", "d.csv", "-k", "1", "--report", "o.html")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(try tool.text("o.html").contains("class=\"soft\""))
    }
  }

  @Test func aModelOnOtherRowsHasAPage() throws {
    try Tool.withTool { tool throws in
      try tool.write("name,x,y\na,1,2\nb,2,1\nc,1,1\nd,9,9\ne,8,9\nf,9,8\n", to: "d.csv")
      let fitted = try tool.run("mixture", "d.csv", "-k", "2", "--covariance", "tied", "-o", "m.safetensors")
      #expect(fitted.exitCode == 0, "\(fitted.errors)")
      try tool.write("y,id,x\n2,Peru,1\n9,Oman,9\n", to: "new.csv")
      let finished = try tool.run("report", "m.safetensors", "new.csv", "--id-column", "id", "-o", "o.html", "--json")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(finished.json["schema"] as? String == "tessera.report/1")
      #expect(finished.json["report"] as? String == "o.html" && finished.json["counts"] as? [Int] == [1, 1])
      let page = try tool.text("o.html")
      #expect(page.contains("Shared among the components of m.safetensors"))
      #expect(page.contains("Peru: component") && !page.contains("How it got there"))
      let weighted = try tool.run("report", "m.safetensors", "new.csv", "-o", "o.html", "--weights", "w.csv")
      #expect(weighted.exitCode == 64 && weighted.errors.contains("leave the weights out"))
    }
  }

  @Test func aReportEndsInHTML() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run("mixture", Tool.example("iris.csv"), "-k", "3", "--report", "out.pdf")
      #expect(finished.exitCode == 64 && finished.errors.contains(".html"))
    }
  }
}
