import Foundation
import Testing

@Suite struct EvaluateTests {
  @Test func agreementWithKnownLabels() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      try tool.write("0,1\n10,1\n", to: "model.csv")
      try tool.write("label\n7\n7\n3\n3\n", to: "same.csv")
      let same = try tool.run(
        "evaluate", "points.csv", "--model", "model.csv", "--labels", "same.csv", "--json")
      #expect(same.json["adjustedRandIndex"] as? Double == 1)
      #expect(same.json["normalizedMutualInformation"] as? Double == 1)
      #expect(same.json["inertia"] as? Double == 4)
      let text = try tool.run("evaluate", "points.csv", "--model", "model.csv", "--labels", "same.csv")
      #expect(
        text.output == """
          points.csv: 4 rows x 2 dimensions
          model.csv: 2 clusters
          inertia: 4
          rows per cluster: 2 2

          agreement with the known labels
            adjusted Rand                   1.0000
            Rand                            1.0000
            normalized mutual information   1.0000
            adjusted mutual information     1.0000
            homogeneity                     1.0000
            completeness                    1.0000
            V-measure                       1.0000
            Fowlkes-Mallows                 1.0000
            normalised clustering accuracy  1.0000

          the clusters by themselves
            silhouette          0.8020
            Calinski-Harabasz  50.0000
            Davies-Bouldin      0.2000

          cluster  rows  radius  mean distance  smallest margin  nearest  away  near the border
          0           2       1              1            4.525        1    10            0.0 %
          1           2       1              1            4.525        0    10            0.0 %
          near the border: a margin below 0.4525, a tenth of the median
          every centroid may move by 4.525 before a label changes

          the most ambiguous rows, counted from 0
            row  margin  cluster  or
            0     4.525        0   1
            1     4.525        0   1
            2     4.525        1   0
            3     4.525        1   0

          """)
    }
  }

  /// Two rows of one class and one of another: in the opposite order they would not agree.
  @Test func labelsBelongToTheirRows() throws {
    try Tool.withTool { tool throws in
      try tool.write("x\n0\n1\n9\n", to: "points.csv")
      try tool.write("x\n0\n9\n", to: "model.csv")
      try tool.write("label\na\na\nb\n", to: "truth.csv")
      let report = try tool.run(
        "evaluate", "points.csv", "--model", "model.csv", "--labels", "truth.csv", "--json"
      ).json
      #expect(report["adjustedRandIndex"] as? Double == 1)
    }
  }

  /// Truth 7 7 | 3 7: one of six pairs is together in both, which is what chance gives.
  @Test func disagreementWithKnownLabels() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      try tool.write("0,1\n10,1\n", to: "model.csv")
      try tool.write("7\n7\n3\n7\n", to: "truth.csv")
      let report = try tool.run(
        "evaluate", "points.csv", "--model", "model.csv", "--labels", "truth.csv", "--json"
      ).json
      #expect(report["adjustedRandIndex"] as? Double == 0)
      let information = try #require(report["normalizedMutualInformation"] as? Double)
      // 2 (ln(4/3) / 2 + ln 2 / 4 + ln(2/3) / 4) over the entropies (2 ln 2 - 3/4 ln 3) + ln 2.
      #expect((information - 0.3437110184854508).magnitude < 1e-12)
    }
  }

  /// The first row is 2 from the others of its cluster, and 10 and the root of 104 from those of the other.
  @Test func clustersAreMeasuredByThemselves() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      try tool.write("0,1\n10,1\n", to: "model.csv")
      let report = try tool.run("evaluate", "points.csv", "--model", "model.csv", "--json").json
      let metrics = try #require(report["metrics"] as? [String: Any])
      let away = (10 + 104.0.squareRoot()) / 2
      let silhouette = try #require(metrics["silhouette"] as? Double)
      #expect((silhouette - (away - 2) / away).magnitude < 1e-15)
      #expect(metrics["calinskiHarabasz"] as? Double == 50 && metrics["daviesBouldin"] as? Double == 0.2)
      #expect(metrics["accuracy"] is NSNull && metrics["rand"] is NSNull && report["silhouetteSample"] is NSNull)
      let cluster = try #require((report["perCluster"] as? [[String: Any]])?.last)
      #expect(cluster["nearest"] as? Int == 0 && cluster["nearestDistance"] as? Double == 10)
      #expect(cluster["radius"] as? Double == 1 && cluster["nearBoundary"] as? Double == 0)
    }
  }

  @Test func ofOneClusterNothingCanBeToldApart() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\n3,4\n", to: "points.csv")
      try tool.write("0,0\n", to: "model.csv")
      let report = try tool.run("evaluate", "points.csv", "--model", "model.csv", "--json").json
      #expect((report["metrics"] as? [String: Any])?.values.allSatisfy { $0 is NSNull } == true)
      #expect((report["ambiguous"] as? [Any])?.isEmpty == true)
      #expect((report["region"] as? [String: Any])?["radius"] is NSNull)
      #expect(try tool.run("evaluate", "points.csv", "--model", "model.csv").exitCode == 0)
    }
  }

  /// Words in a file of their own, with a heading or without, in a column of it, or in a column of the data.
  @Test(arguments: [
    ["--labels", "words.txt"], ["--labels", "headed.csv"], ["--labels", "table.csv", "--labels-column", "kind"],
    ["--labels-column", "kind"], ["--labels-column", "4", "--id-column", "name"],
  ])
  func knownLabelsMayBeWords(_ options: [String]) throws {
    try Tool.withTool { tool throws in
      let table = "name,x,y,kind\na,0,0,new york\nb,0,2,new york\nc,10,0,new orleans\nd,10,2,new orleans\n"
      try tool.write(table, to: "table.csv")
      try tool.write("0,1\n10,1\n", to: "model.csv")
      try tool.write("new york\nnew york\nnew orleans\nnew orleans\n", to: "words.txt")
      try tool.write("kind\nnew york\nnew york\nnew orleans\nnew orleans\n", to: "headed.csv")
      let report = try tool.run(["evaluate", "table.csv", "--model", "model.csv", "--json"] + options).json
      #expect((report["metrics"] as? [String: Any])?["accuracy"] as? Double == 1)
      let ids = (report["ambiguous"] as? [[String: Any]])?.map { $0["id"] as? String }
      #expect(ids == (options.contains("--id-column") ? ["a", "b", "c", "d"] : [nil, nil, nil, nil]))
    }
  }

  @Test func aColumnOfNumbersIsNoPointWhereItHoldsTheLabels() throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y,kind\n0,0,7\n0,2,7\n10,0,3\n10,2,3\n", to: "table.csv")
      try tool.write("0,1\n10,1\n", to: "model.csv")
      let finished = try tool.run(
        "evaluate", "table.csv", "--model", "model.csv", "--labels-column", "kind", "--json")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(finished.json["adjustedRandIndex"] as? Double == 1)
      #expect((finished.json["data"] as? [String: Any])?["columns"] as? [String] == ["x", "y"])
    }
  }

  /// Row 1 of the file is bad: neither it nor its label counts, and rows are those of the file.
  @Test func rowsThatWereLeftOutCountInNoMetric() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\nnan,nan\n0,2\n10,0\n10,2\n", to: "points.csv")
      try tool.write("0,1\n10,1\n", to: "model.csv")
      try tool.write("a\nb\na\nb\nb\n", to: "truth.txt")
      let report = try tool.run(
        "evaluate", "points.csv", "--model", "model.csv", "--labels", "truth.txt", "--drop-bad-rows", "--json"
      ).json
      #expect(report["adjustedRandIndex"] as? Double == 1)
      #expect((report["ambiguous"] as? [[String: Any]])?.map { $0["row"] as? Int } == [0, 2, 3, 4])
    }
  }

  @Test(arguments: [
    (["--labels", "missing.txt"], "missing.txt:2:1: the label is missing"),
    (["--labels", "table.csv"], "table.csv: the file has 3 columns instead of 1; write one label per row, or name"),
    (["--labels-column", "z"], "table.csv: --labels-column: there is no column “z”"),
    (["--labels-column", "x,y"], "table.csv: --labels-column names 2 columns"),
    (["--labels", "short.txt"], "short.txt: there are 3 labels, but table.csv has 2 rows"),
  ])
  func whatIsWrongWithKnownLabelsIsSaid(_ options: [String], _ message: String) throws {
    try Tool.withTool { tool throws in
      try tool.write("x,y,kind\n0,0,a\n0,2,b\n", to: "table.csv")
      try tool.write("0,1\n", to: "model.csv")
      try tool.write("a\nNA\nb\n", to: "missing.txt")
      try tool.write("a\nb\na\n", to: "short.txt")
      let finished = try tool.run(["evaluate", "table.csv", "--model", "model.csv", "--quiet"] + options)
      #expect(finished.exitCode == 65 && finished.errors.hasPrefix("error: \(message)"), "\(finished.errors)")
    }
  }

  @Test func distancesAreEuclidean() throws {
    try Tool.withTool { tool throws in
      try tool.write("0,0\n3,4\n", to: "points.csv")
      try tool.write("0,0\n", to: "model.csv")
      let finished = try tool.run(
        "assign", "points.csv", "--model", "model.csv", "-o", "l.npy", "--distances-output", "d.npy")
      #expect(finished.exitCode == 0)
      let distances = try tool.bytes(of: "d.npy").suffix(16).withUnsafeBytes { bytes in
        [0, 8].map { bytes.loadUnaligned(fromByteOffset: $0, as: Double.self) }
      }
      #expect(distances == [0, 5])
    }
  }

  @Test func solversAreComparedFromOneStart() throws {
    try Tool.withTool { tool throws in
      let report = try tool.run("compare", Tool.example("iris.csv"), "-k", "3", "--json").json
      let runs = try #require(report["runs"] as? [[String: Any]])
      #expect(runs.map { $0["solver"] as? String } == ["lloyd", "newton", "gradient"])
      let starts = runs.compactMap { ($0["trace"] as? [[String: Any]])?.first?["inertia"] as? Double }
      #expect(starts.count == 3 && Set(starts).count == 1)
      #expect(runs[0]["inertia"] as? Double == runs[1]["inertia"] as? Double)
    }
  }

  @Test func aDivergingSolverIsAResultOfTheComparison() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(
        "compare", Tool.example("iris.csv"), "-k", "3", "--solver", "lloyd", "--solver", "gradient", "--learning-rate",
        "1")
      #expect(finished.exitCode == 0)
      #expect(finished.output.contains("gradient") && finished.output.contains("diverged"))
    }
  }
}
