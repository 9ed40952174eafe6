import Clustering
import Foundation
import TesseraKernels
import TesseraTestSupport
import Testing

@testable import Tessera
@testable import TesseraCommand

/// What people read: counts in words, tables that fit, messages of one form.
struct ReadingOutputTests {
  @Test func oneIsSingular() throws {
    try Tool.withTool { tool throws in
      try tool.write("5\n", to: "x.csv")
      let output = try tool.run("fit", "x.csv", "-k", "1").output
      #expect(output.contains("x.csv: 1 row x 1 dimension (float64)\n1 cluster by lloyd"))
    }
  }

  @Test func manyClustersFillAPage() throws {
    try Tool.withTool { tool throws in
      // Row i has i + 1 copies.
      try tool.write((0..<50).map { String(repeating: "\($0 * $0)\n", count: $0 + 1) }.joined(), to: "x.csv")
      let output = try tool.run("fit", "x.csv", "-k", "50").output
      #expect(output.split(separator: "\n").count < 30)
      #expect(output.contains("the 20 largest of 50 clusters (sizes 1 to 50, median 26)"))
      let sizes = output.split(separator: "\n").compactMap { line -> Int? in
        let words = line.split(separator: " ")
        return words.count == 3 && Int(words[0]) != nil ? Int(words[1]) : nil
      }
      #expect(sizes == Array((31...50).reversed()))
    }
  }

  @Test func tablesFitTheTerminal() {
    let clusters = [ClusterSummary(rows: 5, centroid: [1.5, 2.5, 3.5])]
    let table = ClusterTable(clusters: clusters, headings: ["first", "second", "third"], width: 28)
    #expect(table.text == "cluster  rows  first  ...\n0           5    1.5  ...\n")
    #expect(
      ClusterTable(clusters: clusters, headings: ["first"], width: 3).text == "cluster  rows  ...\n0           5  ...\n"
    )
  }

  @Test func negativeNumbersAreValues() throws {
    #expect(["fit", "-k", "-1", "--seed", "-.5", "x"].joiningNegativeNumbers == ["fit", "-k=-1", "--seed=-.5", "x"])
    #expect(["-1", "--", "-k", "-2"].joiningNegativeNumbers == ["-1", "--", "-k", "-2"])
    try Tool.withTool { tool throws in
      try tool.write("1\n2\n", to: "x.csv")
      for option in ["-k", "--clusters"] {
        let finished = try tool.run("fit", "x.csv", option, "-1")
        #expect(
          finished.exitCode == 64 && finished.errors.hasPrefix("error: -k is at least 1.\n"), "\(finished.errors)")
      }
    }
  }

  @Test func advicesAboutWeightsCanBeFollowed() throws {
    try Tool.withTool { tool throws in
      try tool.write("1\n2\n", to: "x.csv")
      try tool.write("1\nnan\n", to: "w.csv")
      let finished = try tool.run("fit", "x.csv", "-k", "1", "--weights", "w.csv")
      #expect(finished.exitCode == 65)
      #expect(finished.errors.hasPrefix("error: w.csv:2:1: “nan” is not a finite number"))
      #expect(finished.errors.hasSuffix("; write one plain number per row\n"))
    }
  }

  @Test func durationsAreRoundedToMicroseconds() throws {
    try Tool.withTool { tool throws in
      try tool.write("1\n2\n", to: "x.csv")
      let seconds = try #require(try tool.run("fit", "x.csv", "-k", "1", "--json").json["seconds"] as? [String: Double])
      for second in seconds.values { #expect((second * 1e6).rounded() / 1e6 == second) }
    }
  }

  @Test func theDoctorFindsTheSameBitsEverywhere() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run("doctor", "--json")
      #expect(finished.exitCode == 0)
      #expect(finished.json["schema"] as? String == "tessera.doctor/1")
      let test = try #require(finished.json["selfTest"] as? [String: Any])
      #expect(test["fits"] as? Int ?? 0 >= 4 && (test["failures"] as? [String])?.isEmpty == true)
      #expect(try tool.run("doctor").output.contains("all with the same bits"))
    }
  }

  @Test func aDoctorsReportNamesWhatDiffers() {
    let report = DoctorReport(
      instructionSet: .scalar,
      libraries: [
        .init(name: "zlib", purpose: "", advice: LoadableLibrary.zlib.advice, problem: "no such file"),
        .init(name: "zstandard", purpose: "", advice: "", problem: nil),
      ],
      checks: [.init(instructionSet: .scalar, path: .float32, threads: 2, agrees: false)])
    #expect(report.text.contains("self-test: 1 of 1 fits differ from the plain one: scalar float32 2 threads"))
    #expect(report.text.contains("zlib: not found (no such file); Debian: apt-get install zlib1g\n"))
  }
}
