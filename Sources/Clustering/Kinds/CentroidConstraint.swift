internal import Matrices
internal import TesseraKernels

/// Where centroids may lie.
enum CentroidConstraint {
  case none
  /// At distance 1 from the origin.
  case unitLength
}

extension CentroidConstraint {
  /// Moves centroids to the nearest place where they may lie; one that has none, the mean of rows that cancel out, stays where
  /// it was.
  ///
  /// What is nearest to the mean is best for the frozen loss, too: with n rows of mean m, sum of |x - c|^2 is n |c - m|^2 and a term
  /// that does not depend on c.
  ///
  /// - Parameters:
  ///   - old: where they were, in scaled units.
  ///   - masses: clusters without weight stay; nil: all have some.
  func apply(to centroids: Matrix<Double>, from old: Matrix<Double>, masses: [Double]?, _ kernels: Kernels) -> Matrix<
    Double
  > {
    guard self == .unitLength else { return centroids }
    let d = centroids.columns
    return centroids.withUnsafeElements { centroids in
      old.withUnsafeElements { old in
        Matrix(rows: old.count / d, columns: d) { target in
          for cluster in 0..<(old.count / d) {
            let (place, first) = (target.baseAddress! + cluster * d, cluster * d)
            let moves = masses.map { $0[cluster] > 0 } ?? true
            if !moves || !Direction.write(centroids.baseAddress! + first, to: place, dimensions: d, kernels) {
              place.update(from: old.baseAddress! + first, count: d)
            }
          }
        }
      }
    }
  }

  /// Start centroids, moved to where they may lie.
  ///
  /// - Throws: ``ClusteringError/startCentroidZero(row:)``.
  func applied(toStart start: Matrix<Double>, _ kernels: Kernels) throws(ClusteringError) -> Matrix<Double> {
    guard self == .unitLength else { return start }
    do throws(ClusteringError) {
      return try start.directions(kernels, in: ParallelRows(threads: 1))
    } catch {
      guard case .zeroRow(let row) = error else { throw error }
      throw .startCentroidZero(row: row)
    }
  }
}

extension KMeans {
  var constraint: CentroidConstraint { metric == .cosine ? .unitLength : .none }
}
