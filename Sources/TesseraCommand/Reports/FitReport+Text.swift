internal import Clustering
internal import Tessera
internal import VectorFiles

extension FitReport {
  /// A summary for people.
  var text: String {
    var text = """
      \(InputPath.title(of: summary.data.path).shown): \(summary.data.rows) rows x \(summary.data.dimensions) dimensions \
      (\(summary.data.elementType.rawValue))
      \(summary.clusterCount) clusters by \(summary.solver) from \(summary.initializer.shown), seed \(summary.seed)
      inertia \(summary.inertia.significant(10)) after \(summary.iterations) \
      update\(summary.iterations == 1 ? "" : "s") (\(stop))\(summary.scaling.note)
      \(minimum)

      """
    if let rate = summary.learningRate { text += "learning rate \(rate.significant(6))\(lowered(rate))\n" }
    if summary.restarts > 1 { text += "run \(summary.restart + 1) of \(summary.restarts) was the best\n" }
    text += "\n" + clusters.text
    if !written.isEmpty { text += "\nwrote \(written.map(OutputPlace.shown).joined(separator: ", "))\n" }
    return text
  }

  private func lowered(_ rate: Double) -> String {
    guard let final = summary.finalLearningRate, final < rate else { return "" }
    return ", lowered to \(final.significant(6))"
  }

  private var stop: String {
    switch summary.stopReason {
    case .fixedPoint: "fixed point: the assignment repeats"
    case .tolerance: "the inertia falls by less than the tolerance"
    case .maxIterations: "the limit of --max-iterations"
    case .interrupted: "interrupted"
    }
  }

  private var minimum: String {
    let kind = summary.isLocalMinimum ? "a local minimum" : "not proved a local minimum"
    guard let radius = summary.radius else { return "\(kind); one cluster: no move changes a label" }
    return "\(kind); every centroid may move by \(radius.significant(4)) before a label changes"
  }

  /// One line per cluster, with as many coordinates as fit a line.
  private var clusters: TextTable {
    let columns = summary.data.dimensions
    let shown = columns <= 8 ? columns : 6
    let more = shown < columns ? ["..."] : []
    return TextTable(
      headings: ["cluster", "rows"] + summary.data.headings.prefix(shown).map { $0.shortened(to: 16).shown } + more,
      rows: summary.clusters.enumerated().map { index, cluster in
        ["\(index)", "\(cluster.rows)"] + cluster.centroid.prefix(shown).map { $0.significant(5) } + more
      })
  }
}

extension String {
  /// The beginning of a long name, with a sign that there is more.
  fileprivate func shortened(to count: Int) -> String { self.count > count ? prefix(count - 1) + "…" : self }
}
