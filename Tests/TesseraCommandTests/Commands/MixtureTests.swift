import Foundation
import TesseraTestSupport
import Testing

@Suite struct MixtureTests {
  @Test func aMixtureOfIrisIsThatOfScikitLearn() throws {
    try Tool.withTool { tool throws in
      let start = Places.path("Tests/MixturesTests/Resources/iris/k3.init.npy")
      let data = Places.path("Tests/MixturesTests/Resources/iris/X.npy")
      let finished = try tool.run(
        "mixture", data, "-k", "3", "--covariance", "diagonal", "--initializer", start, "--tolerance", "1e-12",
        "--json",
        "-o", "m.safetensors", "--labels-output", "l.npy", "--responsibilities-output", "r.csv")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let json = finished.json
      #expect(json["schema"] as? String == "tessera.mixture/1")
      let value = try #require(json["logLikelihood"] as? Double)
      #expect((value + 2.0457364043080584).magnitude < 1e-9)
      // 26 numbers.
      let bic = try #require(json["bic"] as? Double)
      #expect((bic - (300 * 2.0457364043080584 + 26 * log(150))).magnitude < 1e-6)
      let weights = try #require(json["weights"] as? [Double])
      #expect((weights[1] - 0.30514764040418946).magnitude < 1e-5)
      #expect((json["iterations"] as? Int).map { abs($0 - 131) <= 1 } == true)
      #expect((json["means"] as? [[Double]])?.map(\.count) == [4, 4, 4])

      let again = try tool.run(
        "assign", data, "--model", "m.safetensors", "-o", "again.npy", "--log-densities-output", "d.npy", "--json")
      #expect(again.exitCode == 0, "\(again.errors)")
      #expect(try tool.bytes(of: "again.npy") == tool.bytes(of: "l.npy"))
      let mean = try #require(again.json["logLikelihood"] as? Double)
      #expect((mean - value).magnitude < 1e-12)
    }
  }

  @Test func threadsChangeNoByte() throws {
    try Tool.withTool { tool throws in
      let outputs = try ["1", "2", "5"].map { threads in
        try tool.run("mixture", Tool.example("iris.csv"), "-k", "3", "--threads", threads).output
      }
      #expect(Set(outputs).count == 1 && outputs[0].contains("BIC"))
    }
  }

  @Test func fuzzyAndSoftClustersAreFittedAndAssigned() throws {
    try Tool.withTool { tool throws in
      for kind in [["--kind", "fuzzy"], ["--kind", "soft", "--stiffness", "2"]] {
        let finished = try tool.run(
          ["mixture", Tool.example("iris.csv"), "-k", "3", "-o", "m.safetensors", "--labels-output", "l.csv", "--json"]
            + kind)
        #expect(finished.exitCode == 0, "\(finished.errors)")
        #expect(finished.json["objective"] is Double && finished.json["logLikelihood"] is NSNull)
        let again = try tool.run("assign", Tool.example("iris.csv"), "--model", "m.safetensors", "-o", "again.csv")
        #expect(again.exitCode == 0, "\(again.errors)")
        #expect(try tool.bytes(of: "again.csv") == tool.bytes(of: "l.csv"))
      }
    }
  }

  /// A column of few values: components without variance there have any likelihood.
  @Test func aCriterionOfCollapsedComponentsSaysLittle() throws {
    try Tool.withTool { tool throws in
      let rows = (0..<60).map { "\(Double($0 * 37 % 41) / 7 + Double($0 % 2) * 9),\($0 % 3)" }
      try tool.write("x,kids\n" + rows.joined(separator: "\n") + "\n", to: "points.csv")
      let options = ["-k", "5..6", "--references", "1", "--resamples", "1"]
      let choose = try tool.run(["choose", "points.csv", "--criterion", "bic"] + options)
      #expect(
        choose.errors.contains("more than half of the variance of “kids”")
          && choose.errors.contains("its BIC and AIC say little"), "\(choose.errors)")
      let cosine = try tool.run(["choose", "points.csv", "--mixture", "full", "--metric", "cosine"] + options)
      #expect(cosine.exitCode == 64 && cosine.errors.contains("mixtures describe the points"))
      #expect(try tool.run("mixture", "points.csv", "-k", "2", "-o", "m.safetensors").exitCode == 0)
      let gaps = try tool.run("assign", "points.csv", "--model", "m.safetensors", "--with-missing", "-o", "l.csv")
      #expect(gaps.exitCode == 64 && gaps.errors.contains("--with-missing: a mixture"))
    }
  }

  @Test func chooseRecommendsByTheCriterion() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(
        "choose", Tool.example("iris.csv"), "-k", "1..4", "--criterion", "bic", "--references", "1", "--resamples", "1",
        "--json")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      let candidates = try #require(finished.json["candidates"] as? [[String: Any]])
      let values = candidates.compactMap { $0["bic"] as? Double }
      #expect(values.count == 4 && candidates.allSatisfy { $0["aic"] is Double })
      // Fraley and Raftery's result for iris: two components of free covariances.
      #expect(values.firstIndex(of: values.min() ?? 0) == 1)
      let recommended = try #require(finished.json["recommended"] as? [String: Any])
      #expect(recommended["k"] as? Int == 2)
      #expect((recommended["reason"] as? String)?.contains("smallest BIC") == true)
    }
  }

  @Test(arguments: [
    (["--covariance", "diag"], Int32(64), "diag"),
    (["--kind", "fuzzy", "--covariance", "full"], 64, "--covariance belongs to --kind gaussian."),
    (["--kind", "soft"], 64, "--kind soft needs --stiffness"),
    (["--fuzzifier", "2"], 64, "--fuzzifier belongs to --kind fuzzy."),
    (["--kind", "fuzzy", "--fuzzifier", "1"], 64, "--fuzzifier lies in"),
    (["--regularization", "-1"], 64, "--regularization is at least 0"),
    (["--initializer", "none.npy"], 66, "none.npy"),
    (["--initializer", "two.csv"], 65, "two.csv"),
    (["--initializer", "two.csv", "--restarts", "2"], 64, "--restarts: all runs from two.csv are the same"),
    (["--labels-output", "l.pdf"], 64, "l.pdf"),
  ])
  func whatCannotBeFittedIsSaid(_ options: [String], _ code: Int32, _ message: String) throws {
    try Tool.withTool { tool throws in
      try tool.write("1,2,3,4\n5,6,7,8\n", to: "two.csv")
      let finished = try tool.run(["mixture", Tool.example("iris.csv"), "-k", "3"] + options)
      #expect(finished.exitCode == code && finished.errors.contains(message), "\(finished.errors)")
    }
  }

  @Test func aSingularCovarianceNamesItsComponentAndTheCure() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\n1,2\n2,4\n3,6\n", to: "line.csv")
      let finished = try tool.run("mixture", "line.csv", "-k", "1", "--regularization", "0")
      #expect(finished.exitCode == 65, "\(finished.output)")
      #expect(finished.errors.contains("component 0 is singular") && finished.errors.contains("--regularization"))
    }
  }

  @Test func aModelOfOneKindIsNotReadAsAnother() throws {
    try Tool.withTool { tool throws in
      _ = try tool.run("mixture", Tool.example("iris.csv"), "-k", "2", "-o", "m.safetensors")
      let evaluated = try tool.run("evaluate", Tool.example("iris.csv"), "--model", "m.safetensors")
      #expect(evaluated.exitCode == 65 && evaluated.errors.contains("is a mixture"))
      _ = try tool.run("fit", Tool.example("iris.csv"), "-k", "2", "-o", "k.safetensors")
      let assigned = try tool.run(
        "assign", Tool.example("iris.csv"), "--model", "k.safetensors", "-o", "l.npy", "--log-densities-output", "d.npy"
      )
      #expect(assigned.exitCode == 64 && assigned.errors.contains("belongs to a mixture"))
      let distances = try tool.run(
        "assign", Tool.example("iris.csv"), "--model", "m.safetensors", "-o", "l.npy", "--distances-output", "d.npy")
      #expect(distances.exitCode == 64 && distances.errors.contains("a mixture has not"))
    }
  }
}
