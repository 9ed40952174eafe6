internal import Matrices
internal import TesseraKernels

/// What of the rows does not count.
struct PartialRows: Sendable {
  /// nil where nothing is missing.
  var missing: MissingCells?
  /// How many rows are left out of the means.
  var trimmedCount = 0
}

extension KMeans {
  /// What of so many rows does not count; nil where all does.
  func partialRows(of count: Int) throws(ClusteringError) -> PartialRows? {
    let trimmed = FarthestShare.count(trimmedShare, of: count)
    guard trimmed > 0 || missingCells != nil else { return nil }
    guard trimmed == 0 || count - trimmed >= clusterCount else {
      throw .tooManyTrimmed(kept: count - trimmed, clusterCount: clusterCount)
    }
    return PartialRows(missing: missingCells, trimmedCount: trimmed)
  }

  /// These options and points for a fit that leaves missing values out: zeros stand where they are.
  func leavingOutMissing<Scalar: KernelScalar>(
    of points: Matrix<Scalar>
  ) throws(ClusteringError) -> (options: KMeans, points: Matrix<Scalar>) {
    var options = self
    options.missingValues = .refused
    guard points.lacksValues else { return (options, points) }
    let missing = try MissingCells(of: points)
    options.missingCells = missing
    return (options, missing.filled(points))
  }
}

extension FitProblem {
  /// Means of all rows by the elements that are there: where a start row lacks one, its column's stands in.
  func filledStart(_ rows: [Int], _ start: Matrix<Double>) -> Matrix<Double> {
    guard let missing = points.partial?.missing, rows.contains(where: { !missing.columns(of: $0).isEmpty }) else {
      return start
    }
    var sums = PartialSums(self, clusterCount: 1)
    sums.apply((0..<points.rows).map { RowMove(row: Int32($0), source: -1, target: 0) })
    let means = sums.statistics(loss: 0, at: Matrix(rows: 1, columns: points.dimensions) { $0.update(repeating: 0) })
      .means
    var filled = start
    filled.withUnsafeMutableElements { elements in
      for (position, row) in rows.enumerated() {
        for column in missing.columns(of: row) {
          elements[position * points.dimensions + Int(column)] = means[0, Int(column)]
        }
      }
    }
    return filled
  }
}
