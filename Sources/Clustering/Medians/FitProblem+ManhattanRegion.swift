internal import Matrices
internal import TesseraKernels

extension FitProblem {
  /// The region around `centroids` (data units) in Manhattan distances, whose labels are known: while no centroid moves by the radius
  /// or more, in the sum of absolute differences, no label changes. In any metric (d2 - d1) / 2 says so.
  func manhattanRegion(of centroids: Matrix<Double>, labels: [Int32]) -> LocalityRegion {
    let rows = ManhattanLabels(
      points.matrix, parallel, labels: labels, at: points.scale.scaled(centroids), cancellation: points.cancellation)
    let margins = rows.margins()
    var tightest: LocalityRegion.Constraint?
    if clusterCount > 1 {
      var row = 0
      for index in margins.indices where margins[index] < margins[row] { row = index }
      let owner = Int(labels[row])
      tightest = .init(
        row: row, owner: owner, rival: rows.rival(of: row) ?? owner, margin: points.scale.unscaled(margins[row]))
    }
    var region = LocalityRegion(
      labels: labels, margins: points.scale == .identity ? margins : margins.map(points.scale.unscaled),
      tightest: tightest, clusterCount: clusterCount)
    region.isManhattan = true
    return region
  }
}
