internal import Matrices
internal import TesseraKernels

extension FitProblem {
  /// The region around `centroids` (data units), whose labels are known.
  func region(
    of centroids: Matrix<Double>, labels: [Int32], points original: Matrix<Scalar>
  ) throws(ClusteringError) -> LocalityRegion {
    let engine = engine()
    engine.mayBeGivenUp = true
    engine.move(to: points.scale.scaled(centroids))
    let margins = engine.margins()
    var tightest: LocalityRegion.Constraint?
    if clusterCount > 1 {
      let row = Self.smallest(margins)
      let owner = Int(labels[row])
      if let rival = engine.rival(of: row, owner: owner) {
        tightest = .init(row: row, owner: owner, rival: rival, margin: points.scale.unscaled(margins[row]))
      }
    }
    return LocalityRegion(
      labels: labels, margins: points.scale == .identity ? margins : margins.map(points.scale.unscaled),
      tightest: tightest,
      points: NumericMatrix(original), dimensions: points.dimensions, clusterCount: clusterCount)
  }

  /// Where the smallest value is; the first of several.
  private static func smallest(_ values: [Double]) -> Int {
    var (index, smallest) = (0, Double.infinity)
    for (position, value) in values.enumerated() where value < smallest { (index, smallest) = (position, value) }
    return index
  }
}
