internal import Clustering
internal import Tessera
internal import VectorFiles

/// What `evaluate` says beside what `assign` says.
struct EvaluateReport {
  let evaluation: EvaluationSummary
  let data: DataSummary
  /// Of the ambiguous rows, from the id column.
  let ids: [String?]
  /// Where it was asked for.
  var stability: LabelStability?

  var metrics: EvaluationSummary.Metrics { evaluation.metrics }

  var json: [JSONValue.Member] {
    // The keys of the first version, where there are known labels.
    let first: [JSONValue.Member] =
      metrics.adjustedRand == nil
      ? []
      : [
        .init(key: "adjustedRandIndex", value: .number(metrics.adjustedRand)),
        .init(key: "normalizedMutualInformation", value: .number(metrics.normalizedMutualInformation)),
      ]
    let last: [JSONValue.Member] =
      stability.map { stability in
        let rows = stability.leastStable(10).map { row -> JSONValue in
          ["row": .integer(data.fileRow(of: row)), "survived": .number(stability.survival[row])]
        }
        return [.init(key: "stability", value: .stability(stability, rows: rows))]
      } ?? []
    return first + [
      .init(key: "metrics", value: .metrics(metrics)),
      .init(key: "silhouetteSample", value: evaluation.silhouetteSample.map { .integer($0) } ?? .null),
      .init(
        key: "region",
        value: ["radius": .number(evaluation.radius), "medianMargin": .number(evaluation.medianMargin)]),
      .init(key: "perCluster", value: .array(evaluation.clusters.enumerated().map(JSONValue.cluster))),
      .init(key: "ambiguous", value: .array(zip(evaluation.ambiguous, ids).map(ambiguous))),
    ] + last
  }

  private func ambiguous(_ row: LocalityRegion.Constraint, _ id: String?) -> JSONValue {
    [
      "row": .integer(data.fileRow(of: row.row)), "id": id.map { .string($0) } ?? .null, "margin": .number(row.margin),
      "cluster": .integer(row.owner),
      "rival": .integer(row.rival),
    ]
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
