internal import Clustering
internal import Matrices
internal import TesseraKernels

extension NumericMatrix {
  /// Refuses the first element that is NaN or infinite.
  func requireFinite() throws(ClusteringError) {
    let place =
      switch self {
      case .float(let points): points.firstNotFinite
      case .double(let points): points.firstNotFinite
      }
    if let place { throw .notFinite(row: place.row, column: place.column) }
  }
}

extension Matrix where Scalar: KernelScalar {
  /// The first element that is NaN or infinite.
  var firstNotFinite: (row: Int, column: Int)? {
    ParallelRows(threads: ParallelRows.processorCount).mapChunks(of: rows, chunk: 4096) { _, _, rows in
      firstNotFinite(in: rows)
    }.lazy.compactMap { $0 }.first
  }

  private func firstNotFinite(in rows: Range<Int>) -> (row: Int, column: Int)? {
    withRows { view in
      var found: (row: Int, column: Int)?
      view.forEachRow(in: rows) { row, x in
        guard found == nil else { return }
        // 0 * x is 0 for what is finite, and NaN else; four sums do not wait for each other.
        var (sum, second, third, fourth): (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
        var column = 0
        while column + 4 <= columns {
          sum += x[column] * 0
          second += x[column + 1] * 0
          third += x[column + 2] * 0
          fourth += x[column + 3] * 0
          column += 4
        }
        while column < columns {
          sum += x[column] * 0
          column += 1
        }
        sum += second + third + fourth
        guard !(sum == 0) else { return }
        found = (0..<columns).first { !x[$0].isFinite }.map { (row, $0) }
      }
      return found
    }
  }
}
