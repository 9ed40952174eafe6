internal import Matrices
internal import TesseraKernels

/// One pass over the data at the public door: finite, and how large.
struct DataSurvey {
  /// The largest magnitude of each column.
  let columnBounds: [Double]
  /// The largest magnitude of all.
  var bound: Double { columnBounds.max() ?? 0 }

  init<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, kernels: Kernels = Kernels(.best), in parallel: ParallelRows = ParallelRows(threads: 1)
  ) throws(ClusteringError) {
    guard points.rows > 0, points.columns > 0 else {
      throw .noPoints(rows: points.rows, columns: points.columns)
    }
    let bounds = Self.bounds(of: points, kernels, parallel)
    // Not below infinity: NaN shows as itself.
    guard bounds.allSatisfy(\.isFinite) else { throw Self.firstBadElement(of: points) }
    columnBounds = bounds.map { Double($0) }
  }

  private static func bounds<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, _ kernels: Kernels, _ parallel: ParallelRows
  ) -> [Scalar] {
    let columns = points.columns
    let chunk = max(ParallelRows.defaultChunk, 1 << 18 / columns)
    let chunks = (points.rows + chunk - 1) / chunk
    var bounds = [Scalar](repeating: 0, count: chunks * columns)
    points.withUnsafeElements { elements in
      bounds.withUnsafeMutableBufferPointer { bounds in
        nonisolated(unsafe) let (elements, bounds) = (elements.baseAddress!, bounds.baseAddress!)
        parallel.forEachChunk(of: points.rows, chunk: chunk) { index, rows in
          Scalar.survey(
            kernels, elements + rows.lowerBound * columns, rows: rows.count, dimensions: columns,
            bounds: bounds + index * columns)
        }
      }
    }
    return (0..<columns).map { column in
      // The largest by its bits: NaN wins over all others.
      stride(from: column, to: bounds.count, by: columns).lazy.map { bounds[$0] }
        .reduce(0) { $0.isFinite && !($1 <= $0) ? $1 : $0 }
    }
  }

  private static func firstBadElement<Scalar>(of points: Matrix<Scalar>) -> ClusteringError {
    points.withUnsafeElements { elements in
      let index = elements.firstIndex { !$0.isFinite } ?? 0
      return .notFinite(row: index / points.columns, column: index % points.columns)
    }
  }
}
