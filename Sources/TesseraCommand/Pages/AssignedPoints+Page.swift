internal import Clustering
internal import Reports
internal import Tessera

extension AssignedPoints {
  /// What a page about the points at the centroids of the model is made of.
  func source(_ options: DataOptions) throws(CommandFailure) -> ReportSource {
    var summary = FitSummary(
      of: assignment, to: centroids, data: points.dataSummary, scaling: points.scaling, metric: metric,
      model: modelPath,
      threads: options.threadCount, instructionSet: try options.instructionSet())
    summary.centroid = kind
    return ReportSource(
      summary, points: points.data.points, assignment: assignment, to: centroids, weights: points.weights)
  }
}

extension EvaluationSummary.Metrics {
  /// Those that are known, for a page.
  var measures: [ReportMeasure] {
    let all: [(String, Double?, String)] = [
      ("silhouette", silhouette, "-1 to 1: how much nearer rows are to their own cluster than to the next"),
      ("Calinski-Harabasz", calinskiHarabasz, "the spread between clusters over that within; more is better"),
      ("Davies-Bouldin", daviesBouldin, "how alike the nearest clusters are; less is better"),
      ("adjusted Rand", adjustedRand, "agreement with the known labels on pairs of rows: 0 by chance, 1 in full"),
      ("Rand", rand, "the share of pairs of rows on which both agree"),
      ("normalized mutual information", normalizedMutualInformation, "0 to 1: what each says about the other"),
      ("adjusted mutual information", adjustedMutualInformation, "the same less what chance gives"),
      ("homogeneity", homogeneity, "1 where each cluster has rows of one class only"),
      ("completeness", completeness, "1 where each class lies in one cluster"),
      ("V-measure", vMeasure, "the harmonic mean of both"),
      ("Fowlkes-Mallows", fowlkesMallows, "the geometric mean of precision and recall on pairs"),
      ("clustering accuracy", accuracy, "normalised: 0 by chance, 1 in full, clusters matched to classes"),
    ]
    return all.compactMap { name, value, meaning in value.map { ReportMeasure(name, $0, meaning: meaning) } }
  }
}
