internal import Matrices
internal import TesseraKernels

extension FitRun {
  /// Whether every centroid with weight is the mean of its rows: in each coordinate to 1e-12 of the column's spread and
  /// 1e-9 of the spread of the cluster's own rows.
  func isAtMeans() -> Bool {
    let statistics = frozenStatistics()
    offMean = statistics.firstCoordinate(of: centroids) { distance, _ in distance != 0 }
    guard offMean != nil else { return true }
    // No spread exceeds twice the magnitude: far from the end that spares the pass over the rows.
    let bound = 2e-12 * (problem.points.columnBounds.max() ?? 0)
    offMean = statistics.firstCoordinate(of: centroids) { distance, _ in distance > bound }
    guard offMean == nil else { return false }
    let extents =
      extents
      ?? ClusterExtents(
        of: engine.labels, problem.points, clusterCount: problem.clusterCount, in: problem.parallel)
    self.extents = extents
    offMean = statistics.firstCoordinate(of: centroids) { $0 > extents.tolerance(at: $1) }
    return offMean == nil
  }

  /// Where a step's rounding has left a coordinate no nearer to its mean than before, one unit in the last place towards
  /// it: a faithful rounding of the step too, but one that arrives.
  ///
  /// - Parameters:
  ///   - old: the centroids before the step.
  ///   - frozen: what it was made by.
  ///   - contracts: whether the step brings a cluster of this weight nearer to its mean.
  func arrive(
    from old: Matrix<Double>, _ frozen: ClusterStatistics, contracts: (_ mass: Double) -> Bool = { _ in true }
  ) {
    guard let offMean, !frozen.isNearer(centroids, than: old, at: offMean) else { return }
    let d = centroids.columns
    var elements = centroids.elements
    for cluster in 0..<centroids.rows where frozen.masses[cluster] > 0 && contracts(frozen.masses[cluster]) {
      for index in (cluster * d)..<((cluster + 1) * d) where !frozen.isNearer(centroids, than: old, at: index) {
        let mean = frozen.means.element(index)
        if elements[index] != mean {
          elements[index] = elements[index] < mean ? elements[index].nextUp : elements[index].nextDown
        }
      }
    }
    centroids = Matrix(rows: centroids.rows, columns: d, elements: elements)
  }
}

extension ClusterStatistics {
  /// The first coordinate (row-major) of a centroid with weight whose distance to the mean is as asked for.
  fileprivate func firstCoordinate(
    of centroids: Matrix<Double>, where isFound: (_ distance: Double, _ index: Int) -> Bool
  ) -> Int? {
    means.withUnsafeElements { means in
      centroids.withUnsafeElements { centroids in
        for cluster in 0..<clusterCount where masses[cluster] > 0 {
          for index in (cluster * self.means.columns)..<((cluster + 1) * self.means.columns)
          where isFound((centroids[index] - means[index]).magnitude, index) {
            return index
          }
        }
        return nil
      }
    }
  }

  fileprivate func isNearer(_ new: Matrix<Double>, than old: Matrix<Double>, at index: Int) -> Bool {
    let mean = means.element(index)
    return (new.element(index) - mean).magnitude < (old.element(index) - mean).magnitude
  }
}

extension Matrix<Double> {
  fileprivate func element(_ index: Int) -> Double { withUnsafeElements { $0[index] } }
}
