import Foundation
import Testing

@Suite struct OptimalityCommandTests {
  @Test func theOptimumOfOneColumnIsProved() throws {
    try Tool.withTool { tool throws in
      try tool.write("0\n11\n1\n10\n", to: "line.csv")
      let finished = try tool.run("fit", "line.csv", "-k", "2", "--optimal", "--json")
      #expect(finished.json["inertia"] as? Double == 1)
      #expect(finished.json["initializer"] as? String == "optimum")
      let optimality = try #require(finished.json["optimality"] as? [String: Any])
      #expect(optimality["lowerBound"] as? Double == 1 && optimality["gap"] as? Double == 0)
      #expect(optimality["method"] as? String == "segmentation")
      let text = try tool.run("fit", "line.csv", "-k", "2", "--optimal")
      #expect(text.output.contains("the best possible: no centroids have a smaller inertia (proved)\n"))
    }
  }

  @Test func whatHasNoOptimumIsRefused() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      let wide = try tool.run("fit", "points.csv", "-k", "2", "--optimal")
      #expect(wide.exitCode == 65 && wide.errors.contains("data of one column, and these have 2"))
      let repeated = try tool.run("fit", "points.csv", "-k", "2", "--optimal", "--restarts", "3")
      #expect(repeated.exitCode == 64 && repeated.errors.contains("--optimal and --restarts cannot be used together"))
    }
  }

  @Test func aLowerBoundIsToldInPercent() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      let finished = try tool.run("fit", "points.csv", "-k", "2", "--lower-bound")
      #expect(finished.output.contains("% above the best possible, which is at least"))
    }
  }

  @Test func theBestSaysHowFarItIsFromTheBestPossible() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      let best = ["fit", "points.csv", "-k", "2", "--quality", "best"]
      #expect(try tool.run(best).output.contains("% above the best possible, which is at least"))
      // Who has no time for more has none for this.
      #expect(try !tool.run(best + ["--time-limit", "9"]).output.contains("best possible"))
      let page = try tool.run(best + ["--report", "page.html"])
      #expect(page.exitCode == 0, "\(page.errors)")
      #expect(try tool.text("page.html").contains("Before it a search from the best start: breathing ("))
      try tool.write("0\n11\n1\n10\n", to: "line.csv")
      let line = try tool.run("fit", "line.csv", "-k", "2", "--quality", "best")
      #expect(line.output.contains("the best possible: no centroids have a smaller inertia (proved)\n"))
      #expect(line.output.contains("segmentation 1 run"))
    }
  }

  /// Squares of 1e-340 are zero in a Double, which proves nothing.
  @Test func anInertiaThatIsTooSmallForADoubleIsNotProved() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y\n1e-170,2e-170\n3e-170,1e-170\n9e-170,4e-170\n5e-170,7e-170\n", to: "points.csv")
      let tiny = try tool.run("fit", "points.csv", "-k", "2", "--lower-bound", "--json")
      #expect(tiny.json["inertia"] as? Double == 0 && tiny.json["optimality"] is NSNull, "\(tiny.errors)")
      try tool.write("x,y\n1,2\n3,1\n1,2\n", to: "equal.csv")
      let exact = try tool.run("fit", "equal.csv", "-k", "2", "--lower-bound")
      #expect(exact.output.contains("the best possible: no centroids have a smaller inertia (proved)"))
    }
  }

  @Test func noiseIsMeasuredWhereItIsAskedFor() throws {
    try Tool.withTool { tool throws in
      try tool.write("x\n1\n4\n4.9\n9\n", to: "points.csv")
      try tool.write("x\n0\n10\n", to: "model.csv")
      let finished = try tool.run("evaluate", "points.csv", "--model", "model.csv", "--noise", "0.5", "--json")
      let stability = try #require(finished.json["stability"] as? [String: Any])
      #expect(stability["certified"] as? Double == 0.75 && stability["certifiedRows"] as? Int == 3)
      #expect(stability["source"] as? String == "rows")
      let idle = try tool.run("evaluate", "points.csv", "--model", "model.csv", "--noise-in", "rows")
      #expect(idle.exitCode == 64 && idle.errors.contains("--noise-in belongs to --noise"))
    }
  }
}
