internal import Clustering

/// The last part of the demo: where every way ends.
struct QuestionSummary {
  private let startInertia: Double
  /// All points around one centroid.
  private let single: KMeansModel
  private let runs: [(name: String, path: DescentPath)]

  init(_ story: QuestionStory, _ whole: FullBatches, _ parts: MiniBatches) throws {
    startInertia = whole.lloyd.steps[0].inertia
    single = try KMeans(clusterCount: 1).fitted(to: story.points)
    runs = [
      ("gradient, mini-batch (the question)", parts.plain), ("gradient, all points", whole.gradient),
      ("gradient, mini-batch, scaled by count", parts.scaled), ("Newton", whole.newton),
      ("EM (Lloyd)", whole.lloyd),
    ]
  }

  var headings: [String] { ["", "updates", "inertia", "largest cluster", "of one point", "local minimum"] }

  var rows: [[String]] {
    [
      ["the start", "0", startInertia.fixed(1), "", "", ""],
      ["one centroid", "1", single.inertia.fixed(1), "\(single.counts[0])", "0", minimum(single)],
    ]
      + runs.map { name, path in
        [
          name, "\(path.steps[path.steps.count - 1].iteration)", path.end.inertia.fixed(1),
          "\(path.end.counts.max() ?? 0)", "\(path.end.counts.count { $0 == 1 })", minimum(path.end),
        ]
      }
  }

  var text: String { "4. All of it from one start\n\n\(TextTable(headings: headings, rows: rows).text)" }

  private func minimum(_ model: KMeansModel) -> String {
    guard model.isLocalMinimum else { return "no" }
    return model.region.radius.map { "yes, radius \($0.significant(3))" } ?? "yes"
  }
}
