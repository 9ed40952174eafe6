import Foundation
import Testing

@Suite struct ChooseTests {
  @Test func candidatesAreComparedAndOneRecommended() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run("choose", Tool.example("iris.csv"), "-k", "2..4,6", "--json")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let candidates = try #require(finished.json["candidates"] as? [[String: Any]])
      #expect(candidates.map { $0["k"] as? Int } == [2, 3, 4, 6])
      let recommended = try #require(finished.json["recommended"] as? [String: Any])
      #expect(recommended["k"] as? Int == 2)
      #expect((recommended["reason"] as? String)?.hasPrefix("the silhouette is largest, 0.681") == true)
      let silhouette = try #require(candidates[1]["silhouette"] as? Double)
      // scikit-learn's, of the best partition known.
      #expect((silhouette - 0.5528190123564095).magnitude < 1e-12)
      #expect(candidates.allSatisfy { ($0["gapError"] as? Double ?? 0) > 0 && ($0["stability"] as? Double ?? 0) > 0.3 })

      let text = try tool.run("choose", Tool.example("iris.csv"), "-k", "2..4,6")
      #expect(text.output.contains("\nk = 2 is recommended: the silhouette is largest, 0.681"))
      #expect(text.output.contains("\n2 <") && !text.output.contains("a sample"))
    }
  }

  @Test func theResultDoesNotDependOnThreads() throws {
    try Tool.withTool { tool throws in
      let outputs = try [1, 2, 5].map { threads in
        try tool.run("choose", Tool.example("iris.csv"), "-k", "2,5", "--threads", "\(threads)").output
      }
      #expect(Set(outputs).count == 1)
    }
  }

  @Test(arguments: [
    ("20..2", "the smaller number comes first: 2..20."), ("0..3", "write a range such as 2..20"),
    ("two", "write a range such as 2..20"),
    ("2..", "write a range such as 2..20"), ("2,,3", "write a range such as 2..20"),
    ("1..1000000000", "at most 1000 numbers are compared."),
  ])
  func candidatesThatAreNoneAreRefused(_ text: String, _ message: String) throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run("choose", Tool.example("iris.csv"), "-k", text)
      #expect(finished.exitCode == 64 && finished.errors.contains(message), "\(finished.errors)")
    }
  }

  @Test(arguments: [
    (
      ["-k", "2..3", "--initializer", "start.csv"], Int32(64),
      "start centroids in a file are for one number of clusters"
    ),
    (["-k", "2..3", "--restarts", "0"], 64, "--restarts lies in 1 ... 1000."),
    (["-k", "2..200"], 65, "iris.csv: 200 clusters need 200 distinct rows"),
  ])
  func whatCannotBeChosenIsSaid(_ options: [String], _ code: Int32, _ message: String) throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(["choose", Tool.example("iris.csv")] + options)
      #expect(finished.exitCode == code && finished.errors.contains(message), "\(finished.errors)")
    }
  }

  @Test func anInterruptEndsItWithoutAResult() throws {
    try Tool.withTool { tool throws in
      let process = try tool.start([
        "choose", Tool.example("digits.npy"), "-k", "2..200", "--restarts", "1000", "--json",
      ])
      try Tool.waitUntilBusy(process)
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      #expect(try tool.text("stdout") == "")
      #expect(try tool.text("stderr").contains("interrupted before there was a result"))
    }
  }
}
