internal import Matrices
internal import TesseraKernels

extension FitProblem {
  /// The region around `centroids` (data units), whose labels are known.
  func region(
    of centroids: Matrix<Double>, labels: [Int32]
  ) throws(ClusteringError) -> LocalityRegion {
    if let missing = points.partial?.missing { return partialRegion(of: centroids, labels: labels, missing) }
    let engine = engine()
    engine.mayBeGivenUp = true
    engine.move(to: points.scale.scaled(centroids))
    let margins = engine.margins()
    let tightest = clusterCount > 1 ? tightest(margins, labels, engine) : nil
    let angle =
      constraint == .unitLength
      ? points.turningAngle(labels: labels, centroids: centroids, margins: margins, kernels) : nil
    try reduction.check()
    return LocalityRegion(
      labels: labels, margins: points.scale == .identity ? margins : margins.map(points.scale.unscaled),
      tightest: tightest, angle: angle, isOfDirections: constraint == .unitLength,
      clusterCount: clusterCount)
  }

  /// The same by the elements that rows have: a centroid that moves by less than the radius moves by less in these, too.
  private func partialRegion(
    of centroids: Matrix<Double>, labels: [Int32], _ missing: MissingCells
  ) -> LocalityRegion {
    let scaled = points.scale.scaled(centroids)
    let margins = points.margins(missing, at: scaled, kernels)
    var tightest: LocalityRegion.Constraint?
    if clusterCount > 1 {
      let row = Self.smallest(margins)
      let owner = Int(labels[row])
      tightest = .init(
        row: row, owner: owner, rival: points.rival(of: row, owner: owner, missing, at: scaled),
        margin: points.scale.unscaled(margins[row]))
    }
    return LocalityRegion(
      labels: labels, margins: margins.map(points.scale.unscaled), tightest: tightest, leavesOutMissing: true,
      clusterCount: clusterCount)
  }

  /// Of all members' rows.
  private func tightest(
    _ margins: [Double], _ labels: [Int32], _ engine: AssignmentEngine<Scalar>
  ) -> LocalityRegion.Constraint? {
    let own = Self.smallest(margins)
    let margin = reduction.minimum(margins[own])
    let first = margins[own] == margin ? Double(reduction.firstRow + own) : .infinity
    let row = Int(exactly: reduction.minimum(first)) ?? 0
    let isHere = Double(row) == first
    let owner = isHere ? Int(labels[own]) : 0
    let rival = isHere ? engine.rival(of: own, owner: owner) ?? owner : 0
    let pair = reduction.filled([UInt64(owner), UInt64(rival)])
    return .init(row: row, owner: Int(pair[0]), rival: Int(pair[1]), margin: points.scale.unscaled(margin))
  }

  /// Where the smallest value is; the first of several.
  private static func smallest(_ values: [Double]) -> Int {
    var (index, smallest) = (0, Double.infinity)
    for (position, value) in values.enumerated() where value < smallest { (index, smallest) = (position, value) }
    return index
  }
}
