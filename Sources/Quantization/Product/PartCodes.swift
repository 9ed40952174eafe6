internal import Clustering
internal import Matrices
internal import TesseraKernels

/// The nearest codes of one part of many rows: a codebook that is prepared once.
///
/// Short parts of few codes go through a kernel of their own, whose scores in Float prove most codes: the engine of `Clustering` keeps
/// bounds and chooses paths, which is not worth its while there (on one core a third of its speed in 16 dimensions). Both are argmin of the
/// canonical distance, ties to the lowest code.
struct PartCodes: Sendable {
  private let codebook: Matrix<Double>
  private let parallel: ParallelRows
  private let level: KernelLevels?

  private static let mostColumns = 128
  private static let mostCodes = 4096

  init(_ codebook: Matrix<Double>, _ parallel: ParallelRows) {
    (self.codebook, self.parallel) = (codebook, parallel)
    level =
      codebook.columns <= Self.mostColumns && codebook.rows <= Self.mostCodes
      ? KernelLevels([codebook], .best, parallel) : nil
  }

  /// - Parameter rows: finite, as wide as the codebook.
  func codes(of rows: NumericMatrix) throws(ClusteringError) -> [Int32] {
    guard let level else { return try rows.assigned(to: codebook, threadCount: parallel.threads).labels }
    return switch rows {
    case .float(let rows): level.nearest(to: rows, parallel)
    case .double(let rows): level.nearest(to: rows, parallel)
    }
  }
}
