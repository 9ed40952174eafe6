import Clustering
import Testing

@testable import TesseraCommand

/// An error names the file that it is about.
@Suite struct BlameTests {
  @Test func weightsThatAreAllZero() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      try tool.write("0\n0\n0\n0\n", to: "weights.csv")
      for command in ["fit", "compare"] {
        let finished = try tool.run(command, "points.csv", "-k", "2", "--weights", "weights.csv")
        #expect(finished.exitCode == 65)
        #expect(finished.errors.hasPrefix("error: weights.csv: "), "\(finished.errors)")
      }
    }
  }

  @Test(
    arguments: [
      (.weightCount(given: 2, rows: 3), "w"), (.weightNotUsable(row: 1), "w"), (.noPositiveWeight, "w"),
      (.dimensionMismatch(points: 2, centroids: 3), "c"), (.startCentroidCount(given: 2, clusterCount: 3), "c"),
      (.startCentroidNotFinite(row: 0, column: 0), "c"), (.notFinite(row: 0, column: 0), "d"),
      (.tooFewDistinctRows(distinct: 1, clusterCount: 2), "d"), (.diverged(step: 1), "d"),
    ] as [(ClusteringError, String)]) func everyFileHasItsErrors(_ error: ClusteringError, _ blamed: String)
  {
    #expect(CommandFailure(error, data: "d", centroids: "c", weights: "w").message.hasPrefix("\(blamed): "))
    // Without such a file it is the data's.
    #expect(CommandFailure(error, data: "d").message.hasPrefix("d: "))
  }
}
