internal import Clustering
internal import Matrices
internal import TesseraKernels

/// The scale that a fit works on, (x - shift) 2^-exponent: no offset costs digits, and no square overflows.
struct UnitFrame {
  /// Per column the median of some rows: an outlier does not move it.
  var shift: [Double]
  var exponent: Int

  /// The data themselves.
  static func units(_ columns: Int) -> UnitFrame { UnitFrame(shift: Array(repeating: 0, count: columns), exponent: 0) }

  /// What is added to variances, on this scale.
  func scaledSquare(_ value: Double) -> Double { scaled(value, by: -2 * exponent) }
}

extension UnitFrame {
  /// - Parameter regularization: its root is no more than the unit.
  init<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, regularization: Double, in parallel: ParallelRows
  ) throws(MixtureError) {
    let (rows, columns) = (points.rows, points.columns)
    guard rows > 0, columns > 0 else { throw .data(.noPoints(rows: rows, columns: columns)) }
    guard rows <= Int(Int32.max), columns <= Int(Int32.max) else {
      throw .data(.tooLarge(rows: rows, columns: columns))
    }
    let bounds = try Self.bounds(of: points, in: parallel)
    let count = min(rows, 1025)
    shift = (0..<columns).map { column in
      (0..<count).map { Double(points[$0 * rows / count, column]) }.sorted()[count / 2]
    }
    var bound = regularization.squareRoot()
    for (range, middle) in zip(bounds, shift) {
      // Halves: the difference may be infinite.
      bound = max(bound, 2 * max(range.upper / 2 - middle / 2, middle / 2 - range.lower / 2))
    }
    guard bound.isFinite else { throw .data(.inertiaNotRepresentable) }
    exponent = bound > 0 ? Int(bound.exponent) : 0
  }

  /// The extremes of each column.
  private static func bounds<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, in parallel: ParallelRows
  ) throws(MixtureError) -> [(lower: Double, upper: Double)] {
    let columns = points.columns
    let parts: [(lower: [Scalar], upper: [Scalar], bad: Int?)] = points.withUnsafeElements { elements in
      nonisolated(unsafe) let elements = elements.baseAddress!
      return parallel.mapChunks(of: points.rows, chunk: max(1024, (1 << 18) / columns)) { _, _, rows in
        var lower = [Scalar](repeating: .infinity, count: columns)
        var upper = [Scalar](repeating: -.infinity, count: columns)
        for row in rows {
          let row = elements + row * columns
          // x - x is 0 for what is finite.
          var check: Scalar = 0
          for column in 0..<columns {
            let x = row[column]
            check += x - x
            lower[column] = x < lower[column] ? x : lower[column]
            upper[column] = x > upper[column] ? x : upper[column]
          }
          if check != 0 { return (lower, upper, (row - elements) / columns) }
        }
        return (lower, upper, nil)
      }
    }
    if let row = parts.lazy.compactMap({ $0.bad }).first {
      throw .data(.notFinite(row: row, column: points.row(row).firstIndex { !$0.isFinite } ?? 0))
    }
    return (0..<columns).map { column in
      (
        Double(parts.lazy.map { $0.lower[column] }.reduce(.infinity) { min($0, $1) }),
        Double(parts.lazy.map { $0.upper[column] }.reduce(-.infinity) { max($0, $1) })
      )
    }
  }
}
