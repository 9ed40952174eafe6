internal import Clustering
internal import Tessera
internal import VectorFiles

extension FitReport {
  /// A summary for people.
  var text: String {
    var text = """
      \(InputPath.title(of: summary.data.path).shown): \(summary.data.rows.counted("row")) x \
      \(summary.data.dimensions.counted("dimension")) (\(summary.data.elementType.rawValue))
      \(summary.clusterCount.counted("cluster")) by \(summary.way) from \(summary.initializer.shown), seed \(summary.seed)
      inertia \(summary.inertia.significant(10)) after \
      \(summary.iterations.counted("update")) (\(stop))\(summary.scaling.note)
      \(minimum)

      """
    if let cosine = summary.meanCosine {
      text += "by direction: mean cosine to the centroid \(cosine.significant(6))\n"
    }
    if summary.missingCount > 0 {
      text += "\(summary.missingCount.counted("missing value")) left out of distances and means\n"
    }
    if let trimmed = summary.trimmed { text += "\(outliers(trimmed.rows))\n" }
    if let bound = summary.optimality?.text { text += bound + "\n" }
    text += lossText
    if lacksBound { text += "no lower bound: interrupted\n" }
    if let rate = summary.learningRate { text += "learning rate \(rate.significant(6))\(lowered(rate))\n" }
    if let balance = summary.balance { text += balance.line + "\n" }
    if summary.restarts > 1 { text += "run \(summary.restart + 1) of \(summary.restarts) was the best\n" }
    text += summary.search?.line ?? ""
    text +=
      "\n"
      + ClusterTable(
        clusters: summary.clusters, headings: summary.data.headings, width: Terminal.outputColumns
      ).text
    if !written.isEmpty { text += "\nwrote \(written.map(OutputPlace.shown).joined(separator: ", "))\n" }
    return text
  }

  /// The first few by their rows in the file.
  private func outliers(_ rows: [Int]) -> String {
    guard !rows.isEmpty else { return "no row is left out: the share is less than one" }
    let named = rows.prefix(10).map { "\(summary.data.fileRow(of: $0))" }.joined(separator: ", ")
    let more = rows.count > 10 ? ", ... (--json names all)" : ""
    return "\(rows.count.counted("row")) left out as outliers, counted from 0: \(named)\(more)"
  }

  private func lowered(_ rate: Double) -> String {
    guard let final = summary.finalLearningRate, final < rate else { return "" }
    return ", lowered to \(final.significant(6))"
  }

  private var stop: String {
    switch summary.stopReason {
    case .fixedPoint: "fixed point: the assignment repeats"
    case .tolerance: "the inertia falls by less than the tolerance"
    case .maxIterations:
      summary.refinement.map { $0 < summary.maximumIterations } ?? false
        ? "the limit of --refine" : "the limit of --max-iterations"
    case .interrupted: "interrupted"
    }
  }

  private var minimum: String {
    if summary.balance != nil {
      return "labels depend on all rows together: how far centroids may move before one changes is not known"
    }
    let kind = summary.isLocalMinimum ? "a local minimum" : "not proved a local minimum"
    if summary.centroid.distance == .manhattan, let radius = summary.radius {
      return
        "\(kind); every centroid may move by \(radius.significant(4)) in the sum of differences before a label changes"
    }
    guard let radius = summary.radius else { return "\(kind); one cluster: no move changes a label" }
    if let angle = summary.angle {
      return "\(kind); every centroid may turn by \((angle * 180 / .pi).significant(4)) degrees before a label changes"
    }
    return "\(kind); every centroid may move by \(radius.significant(4)) before a label changes"
  }
}

extension ClusterBalance {
  fileprivate var line: String {
    let sizes = minimum == maximum ? "\(minimum)" : "\(minimum) to \(maximum)"
    let proof =
      isOptimal
      ? "proved: no assignment within them is better at these centroids" : "not proved the best assignment within them"
    return "sizes of \(sizes); \(proof)"
  }
}
