internal import Clustering
internal import Matrices
internal import VectorFiles

extension FitReport {
  /// A summary for people.
  var text: String {
    let rows = points.data.points.rows
    var text = """
      \(points.path.shown): \(rows) rows x \(points.data.points.columns) dimensions (\(points.data.elementType.rawValue))
      \(options.clusterCount) clusters by \(options.solver.name) from \(command.start.initializer.text.shown), \
      seed \(options.seed)
      inertia \(model.inertia.significant(10)) after \(model.iterations) update\(model.iterations == 1 ? "" : "s") (\(stop))\(points.scaleNote)
      \(minimum)

      """
    if let rate = model.learningRate { text += "learning rate \(rate.significant(6))\(lowered(rate))\n" }
    if options.restarts > 1 { text += "run \(model.restart + 1) of \(options.restarts) was the best\n" }
    text += "\n" + clusters.text
    let written = [command.output, command.labelsOutput].compactMap { $0?.shown }
    if !written.isEmpty { text += "\nwrote \(written.joined(separator: ", "))\n" }
    return text
  }

  private func lowered(_ rate: Double) -> String {
    guard let final = model.finalLearningRate, final < rate else { return "" }
    return ", lowered to \(final.significant(6))"
  }

  private var stop: String {
    switch model.stopReason {
    case .fixedPoint: "fixed point: the assignment repeats"
    case .tolerance: "the inertia falls by less than the tolerance"
    case .maxIterations: "the limit of --max-iterations"
    case .interrupted: "interrupted"
    }
  }

  private var minimum: String {
    let kind = model.isLocalMinimum ? "a local minimum" : "not proved a local minimum"
    guard let radius = model.region.radius else { return "\(kind); one cluster: no move changes a label" }
    return "\(kind); every centroid may move by \(radius.significant(4)) before a label changes"
  }

  /// One line per cluster, with as many coordinates as fit a line.
  private var clusters: TextTable {
    let centroids = points.restored(model.centroids)
    let columns = centroids.columns
    let shown = columns <= 8 ? columns : 6
    let more = shown < columns ? ["..."] : []
    return TextTable(
      headings: ["cluster", "rows"] + points.data.headings.prefix(shown) + more,
      rows: model.counts.indices.map { cluster in
        ["\(cluster)", "\(model.counts[cluster])"]
          + (0..<shown).map { centroids[cluster, $0].significant(5) } + more
      })
  }
}

extension VectorData {
  /// What columns are called in a table: by their names, else by their places; in a file without names of which all
  /// columns are points, x0, x1 and so on.
  fileprivate var headings: [String] {
    hasNames || !leftAside.isEmpty ? columns.map { $0.title.shortened(to: 16).shown } : columns.indices.map { "x\($0)" }
  }
}

extension String {
  /// The beginning of a long name, with a sign that there is more.
  fileprivate func shortened(to count: Int) -> String { self.count > count ? prefix(count - 1) + "…" : self }
}
