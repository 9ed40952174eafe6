internal import Matrices
internal import Tessera
internal import TesseraKernels

/// The profiles of clusters.
struct Profiles {
  private let source: ReportSource
  private let pass: PointPass
  private let spread: ColumnSpread
  private let rows: ClusterRows
  private let units: Units

  init(_ source: ReportSource, _ pass: PointPass, _ spread: ColumnSpread, _ rows: ClusterRows, _ units: Units) {
    (self.source, self.pass, self.spread, self.rows, self.units) = (source, pass, spread, rows, units)
  }

  /// Those of some clusters that have rows.
  ///
  /// - Complexity: O(rows) per column shown.
  func profiles(of clusters: [Int]) -> [Int: ClusterProfile] {
    let columns = source.centroids.columns
    var tasks: [(cluster: Int, column: Int, score: Double)] = []
    for cluster in clusters where !rows[cluster].isEmpty {
      let scores = (0..<columns).map { column in
        let deviation = spread.deviations[column]
        return deviation > 0 ? (source.centroids[cluster, column] - spread.means[column]) / deviation : 0
      }
      var shown = Array(0..<columns)
      if columns > ReportLimits.columns {
        shown.sort { (scores[$1].magnitude, $0) < (scores[$0].magnitude, $1) }
        shown = Array(shown.prefix(ReportLimits.farthestColumns))
      }
      tasks += shown.map { (cluster, $0, scores[$0]) }
    }
    let list = tasks
    let (centroids, pass, rows, units) = (source.centroids, pass, rows, units)
    let found = pass.parallel.mapChunks(of: list.count, chunk: 1) { _, index, _ in
      let (cluster, column, score) = list[index]
      var values = rows[cluster].map { pass.value(Int($0), column) }
      let (low, high) = (Selection.quantile(0.1, of: &values), Selection.quantile(0.9, of: &values))
      return ClusterProfile.Column(
        index: column, mean: units.restored(centroids[cluster, column], column),
        low: units.restored(low, column), high: units.restored(high, column), score: score)
    }
    var profiles: [Int: [ClusterProfile.Column]] = [:]
    for (task, column) in zip(list, found) { profiles[task.cluster, default: []].append(column) }
    return profiles.mapValues { ClusterProfile(columns: $0) }
  }
}
