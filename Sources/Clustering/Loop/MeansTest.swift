internal import Matrices
internal import TesseraKernels

/// Whether centroids are the means of their rows, as far as digits go: in each coordinate to 1e-12 of the column's spread and
/// 1e-9 of the spread of the cluster's own rows.
struct MeansTest<Scalar: KernelScalar> {
  /// Of the rows as they are labelled, where they were asked for.
  private var extents: ClusterExtents?
  /// A coordinate (row-major) that the last test has found off its mean.
  private var offMean: Int?

  /// To be called where labels have changed.
  mutating func forget() { extents = nil }

  mutating func holds(
    at centroids: Matrix<Double>, _ frozen: ClusterStatistics, _ labels: [Int32], _ problem: FitProblem<Scalar>
  ) -> Bool {
    offMean = frozen.firstCoordinate(of: centroids) { distance, _ in distance != 0 }
    guard offMean != nil else { return true }
    // No spread exceeds twice the magnitude: far from the end that spares the pass over the rows.
    let bound = 2e-12 * (problem.points.columnBounds.max() ?? 0)
    offMean = frozen.firstCoordinate(of: centroids) { distance, _ in distance > bound }
    guard offMean == nil else { return false }
    let extents =
      extents
      ?? ClusterExtents(of: labels, problem.points, clusterCount: problem.clusterCount)
    self.extents = extents
    offMean = frozen.firstCoordinate(of: centroids) { $0 > extents.tolerance(at: $1) }
    return offMean == nil
  }

  /// Where a step's rounding has left a coordinate no nearer to its mean than before, one unit in the last place towards
  /// it: a faithful rounding of the step too, but one that arrives. For steps that bring centroids nearer to their means.
  ///
  /// - Parameters:
  ///   - old: the centroids before the step.
  ///   - frozen: what it was made by.
  mutating func arrive(_ state: inout RunState, from old: Matrix<Double>, _ frozen: ClusterStatistics) {
    defer { offMean = nil }
    guard let offMean, state.plain != nil || state.stepper?.nearsMeans ?? false,
      !frozen.isNearer(state.centroids, than: old, at: offMean)
    else { return }
    let (d, plain, step) = (old.columns, state.plain, state.centroids)
    state.centroids.withUnsafeMutableElements { centroids in
      for cluster in 0..<old.rows
      where frozen.masses[cluster] > 0 && plain?.contracts(mass: frozen.masses[cluster]) ?? true {
        for index in (cluster * d)..<((cluster + 1) * d) where !frozen.isNearer(step, than: old, at: index) {
          let mean = frozen.means.element(index)
          if centroids[index] != mean {
            centroids[index] = centroids[index] < mean ? centroids[index].nextUp : centroids[index].nextDown
          }
        }
      }
    }
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
