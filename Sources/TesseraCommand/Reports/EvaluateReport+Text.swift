internal import Clustering
internal import Tessera
internal import VectorFiles

extension EvaluateReport {
  /// A summary for people.
  var text: String {
    var parts: [String] = []
    if let agreement = agreementTable { parts.append("agreement with the known labels\n" + agreement.text) }
    parts.append("the clusters by themselves" + sampleNote + "\n" + qualityTable.text)
    parts.append(clusterTable.text + moreClusters + border)
    if !evaluation.ambiguous.isEmpty { parts.append("the most ambiguous rows, counted from 0\n" + ambiguousTable.text) }
    if let stability { parts.append(stability.text) }
    return parts.map { "\n" + $0 }.joined()
  }

  private var sampleNote: String {
    evaluation.silhouetteSample.map { " (the silhouette of a sample of \($0) rows)" } ?? ""
  }

  private var agreementTable: TextTable? {
    guard metrics.adjustedRand != nil else { return nil }
    return table([
      ("adjusted Rand", metrics.adjustedRand), ("Rand", metrics.rand),
      ("normalized mutual information", metrics.normalizedMutualInformation),
      ("adjusted mutual information", metrics.adjustedMutualInformation), ("homogeneity", metrics.homogeneity),
      ("completeness", metrics.completeness), ("V-measure", metrics.vMeasure),
      ("Fowlkes-Mallows", metrics.fowlkesMallows), ("normalised clustering accuracy", metrics.accuracy),
    ])
  }

  private var qualityTable: TextTable {
    table([
      ("silhouette", metrics.silhouette), ("Calinski-Harabasz", metrics.calinskiHarabasz),
      ("Davies-Bouldin", metrics.daviesBouldin),
    ])
  }

  private func table(_ metrics: [(name: String, value: Double?)]) -> TextTable {
    let lines = metrics.map { ["  " + $0.name, $0.value.map { $0.fixed(4) } ?? "-"] }
    return TextTable(headings: lines[0], rows: Array(lines.dropFirst()))
  }

  private static func text(_ value: Double?, _ digits: Int) -> String { value.map { $0.significant(digits) } ?? "-" }

  /// More would hide what comes after them.
  private static let shownClusters = 40

  private var clusterTable: TextTable {
    TextTable(
      headings: [
        "cluster", "rows", "radius", "mean distance", "smallest margin", "nearest", "away", "near the border",
      ],
      rows: evaluation.clusters.prefix(Self.shownClusters).enumerated().map { index, cluster in
        [
          "\(index)", "\(cluster.rows)", Self.text(cluster.radius, 5), Self.text(cluster.meanDistance, 5),
          Self.text(cluster.smallestMargin, 4), cluster.nearest.map { "\($0.index)" } ?? "-",
          Self.text(cluster.nearest?.distance, 5), cluster.nearBoundary.map { ($0 * 100).fixed(1) + " %" } ?? "-",
        ]
      })
  }

  private var moreClusters: String {
    let more = evaluation.clusters.count - Self.shownClusters
    return more > 0 ? "... and \(more) more; --json has all\n" : ""
  }

  private var border: String {
    guard let median = evaluation.medianMargin, let radius = evaluation.radius else { return "" }
    return """
      near the border: a margin below \((median / 10).significant(4)), a tenth of the median
      every centroid may move by \(radius.significant(4)) before a label changes

      """
  }

  private var ambiguousTable: TextTable {
    let hasIds = ids.contains { $0 != nil }
    return TextTable(
      headings: ["  row"] + (hasIds ? ["id"] : []) + ["margin", "cluster", "or"],
      rows: zip(evaluation.ambiguous, ids).map { row, id in
        ["  \(data.fileRow(of: row.row))"] + (hasIds ? [id.map { String($0.shown.prefix(30)) } ?? "-"] : [])
          + [row.margin.significant(4), "\(row.owner)", "\(row.rival)"]
      })
  }
}
