internal import Clustering
internal import Tessera
internal import VectorFiles

/// What `evaluate` says beside what `assign` says.
struct EvaluateReport {
  let evaluation: EvaluationSummary
  let data: DataSummary
  /// Of the ambiguous rows, from the id column.
  let ids: [String?]

  private var metrics: EvaluationSummary.Metrics { evaluation.metrics }

  var json: [JSONValue.Member] {
    // The keys of the first version, where there are known labels.
    let first: [JSONValue.Member] =
      metrics.adjustedRand == nil
      ? []
      : [
        .init(key: "adjustedRandIndex", value: .number(metrics.adjustedRand)),
        .init(key: "normalizedMutualInformation", value: .number(metrics.normalizedMutualInformation)),
      ]
    return first + [
      .init(key: "metrics", value: .metrics(metrics)),
      .init(key: "silhouetteSample", value: evaluation.silhouetteSample.map { .integer($0) } ?? .null),
      .init(
        key: "region",
        value: ["radius": .number(evaluation.radius), "medianMargin": .number(evaluation.medianMargin)]),
      .init(key: "perCluster", value: .array(evaluation.clusters.enumerated().map(JSONValue.cluster))),
      .init(key: "ambiguous", value: .array(zip(evaluation.ambiguous, ids).map(ambiguous))),
    ]
  }

  private func ambiguous(_ row: LocalityRegion.Constraint, _ id: String?) -> JSONValue {
    [
      "row": .integer(data.fileRow(of: row.row)), "id": id.map { .string($0) } ?? .null, "margin": .number(row.margin),
      "cluster": .integer(row.owner),
      "rival": .integer(row.rival),
    ]
  }

  var text: String {
    var parts: [String] = []
    if let agreement = agreementTable { parts.append("agreement with the known labels\n" + agreement.text) }
    parts.append("the clusters by themselves" + sampleNote + "\n" + qualityTable.text)
    parts.append(clusterTable.text + moreClusters + border)
    if !evaluation.ambiguous.isEmpty { parts.append("the most ambiguous rows, counted from 0\n" + ambiguousTable.text) }
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

extension JSONValue {
  fileprivate static func metrics(_ metrics: EvaluationSummary.Metrics) -> JSONValue {
    [
      "adjustedRand": .number(metrics.adjustedRand), "rand": .number(metrics.rand),
      "normalizedMutualInformation": .number(metrics.normalizedMutualInformation),
      "adjustedMutualInformation": .number(metrics.adjustedMutualInformation),
      "homogeneity": .number(metrics.homogeneity), "completeness": .number(metrics.completeness),
      "vMeasure": .number(metrics.vMeasure), "fowlkesMallows": .number(metrics.fowlkesMallows),
      "silhouette": .number(metrics.silhouette), "calinskiHarabasz": .number(metrics.calinskiHarabasz),
      "daviesBouldin": .number(metrics.daviesBouldin), "accuracy": .number(metrics.accuracy),
    ]
  }

  fileprivate static func cluster(_ index: Int, _ cluster: EvaluationSummary.Cluster) -> JSONValue {
    [
      "cluster": .integer(index), "rows": .integer(cluster.rows), "radius": .number(cluster.radius),
      "meanDistance": .number(cluster.meanDistance), "smallestMargin": .number(cluster.smallestMargin),
      "nearest": cluster.nearest.map { .integer($0.index) } ?? .null,
      "nearestDistance": .number(cluster.nearest?.distance), "nearBoundary": .number(cluster.nearBoundary),
    ]
  }
}
