import Clustering
import TesseraKernels

extension Client {
  /// Errors arrive with their values.
  static func refusals() {
    fit("not finite", Matrix([[0, 1], [.nan, 2], [3, 4]] as [[Double]]), 2) { _ in }
    fit("not distinct", Matrix([[0, 1], [0, 1], [3, 4]] as [[Float]]), 3) { _ in }
    fit("not clusterCount", Matrix([[0], [1], [2]] as [[Float]]), 2) { $0.initializer = .given(Matrix([[1]])) }
    fit("diverging", Rows(count: 100, columns: 2).matrix(of: Double.self), 3) {
      $0.solver = .gradientDescent(learningRate: 1e3)
    }
  }

  static func reason(_ error: ClusteringError) -> String {
    switch error {
    case .notFinite(let row, let column): "not finite: \(row), \(column)"
    case .tooFewDistinctRows(let distinct, let wanted): "\(distinct) of \(wanted) rows are distinct"
    case .startCentroidCount(let given, let wanted): "\(given) of \(wanted) centroids"
    case .diverged(let step): "diverged at step \(step)"
    default: "another error"
    }
  }

  /// What is generic beside fits.
  static func measures() {
    let points = Rows(count: 400, columns: 3).matrix(of: Float.self)
    do throws(ClusteringError) {
      let model = try KMeans(clusterCount: 4).fitted(to: points)
      let numeric = NumericMatrix.float(points)
      let margins = try RowMargins(of: numeric, at: model.centroids)
      say(["margins", Digest.of(margins.values).text, "\(try model.region.contains(model.centroids, points: numeric))"])
      let rows = try model.rowAssigner()
      say(["row assigner", "\(try rows.nearest(to: points.row(17)).label)"])
      let other = ColumnScaling(.zscore, of: numeric).applied(to: numeric)
      say(["scaled", Digest.of(try KMeans(clusterCount: 4).fitted(to: other).labels).text])
      say(["silhouettes", Digest.of(try Silhouettes(of: numeric, labels: model.labels).values).text])
      let agreement = LabelAgreement(truth: model.labels, predicted: model.labels.map { $0 / 2 })
      say(["agreement", hexadecimal(agreement.adjustedRand.bitPattern)])
      say(["recommended", "\(try ClusterCountSearch(2...5).choice(for: numeric).recommended.clusterCount)"])
    } catch {
      say(["measures", reason(error)])
    }
  }
}
