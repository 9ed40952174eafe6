internal import Matrices
internal import TesseraKernels

/// One pass over the data at the public door: finite, and how large and small.
struct DataSurvey {
  /// The largest magnitude of each column.
  let columnBounds: [Double]
  /// The smallest magnitude above 0 of each column; infinity where there is none.
  let columnLeasts: [Double]
  /// The largest magnitude of all.
  var bound: Double { columnBounds.max() ?? 0 }
  /// The smallest above 0 of all.
  var least: Double { columnLeasts.min() ?? .infinity }

  init<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, kernels: Kernels = Kernels(.best), in parallel: ParallelRows = ParallelRows(threads: 1)
  ) throws(ClusteringError) {
    try self.init(points, kernels: kernels, in: Reduction(parallel, rows: points.rows))
  }

  /// Of all members' rows.
  init<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, kernels: Kernels, in reduction: Reduction
  ) throws(ClusteringError) {
    let (bounds, leasts) = try reduction.agreeing { () throws(ClusteringError) in
      guard points.rows > 0, points.columns > 0 else {
        throw .noPoints(rows: points.rows, columns: points.columns)
      }
      let found = Self.extremes(of: points, kernels, reduction.parallel)
      // Not below infinity: NaN shows as itself.
      guard found.bounds.allSatisfy({ $0.isFinite }) else { throw Self.firstBadElement(of: points) }
      return found
    }
    columnBounds = reduction.maximum(bounds.map { Double($0) })
    columnLeasts = reduction.minimum(leasts.map { Double($0) })
  }

  private static func extremes<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, _ kernels: Kernels, _ parallel: ParallelRows
  ) -> (bounds: [Scalar], leasts: [Scalar]) {
    let columns = points.columns
    let chunk = max(ParallelRows.defaultChunk, 1 << 18 / columns)
    let chunks = (points.rows + chunk - 1) / chunk
    var bounds = [Scalar](repeating: 0, count: chunks * columns)
    var leasts = [Scalar](repeating: .infinity, count: chunks * columns)
    points.withRows { view in
      bounds.withUnsafeMutableBufferPointer { bounds in
        leasts.withUnsafeMutableBufferPointer { leasts in
          nonisolated(unsafe) let (bounds, leasts) = (bounds.baseAddress!, leasts.baseAddress!)
          parallel.forEachChunk(of: points.rows, chunk: chunk) { index, rows in
            view.withElements(of: rows) { elements in
              kernels.survey(
                elements, rows: rows.count, dimensions: columns, bounds: bounds + index * columns,
                leasts: leasts + index * columns)
            }
          }
        }
      }
    }
    func column(_ column: Int, of values: [Scalar]) -> some Sequence<Scalar> {
      stride(from: column, to: values.count, by: columns).lazy.map { values[$0] }
    }
    return (
      (0..<columns).map {
        // The largest by its bits: NaN wins over all others.
        column($0, of: bounds).reduce(0) { $0.isFinite && !($1 <= $0) ? $1 : $0 }
      }, (0..<columns).map { column($0, of: leasts).reduce(.infinity) { min($0, $1) } }
    )
  }

  private static func firstBadElement<Scalar>(of points: Matrix<Scalar>) -> ClusteringError {
    let place = points.firstPlace { !$0.isFinite }
    return .notFinite(row: place?.row ?? 0, column: place?.column ?? 0)
  }
}
