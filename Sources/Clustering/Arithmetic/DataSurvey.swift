internal import Matrices
internal import TesseraKernels

/// One pass over the data at the public door: finite, and how large.
struct DataSurvey {
  /// The largest magnitude of each column.
  let columnBounds: [Double]
  /// The largest magnitude of all.
  var bound: Double { columnBounds.max() ?? 0 }

  init<Scalar: KernelScalar>(_ points: Matrix<Scalar>) throws(ClusteringError) {
    guard points.rows > 0, points.columns > 0 else {
      throw .noPoints(rows: points.rows, columns: points.columns)
    }
    let columns = points.columns
    var bounds = [Scalar](repeating: 0, count: columns)
    // NaN and infinity times zero is NaN: one sum tells whether any element is not finite.
    var witness: Scalar = 0
    points.withUnsafeElements { elements in
      bounds.withUnsafeMutableBufferPointer { bounds in
        for start in stride(from: 0, to: elements.count, by: columns) {
          for column in 0..<columns {
            let element = elements[start + column]
            witness += element * 0
            let magnitude = element.magnitude
            bounds[column] = bounds[column] < magnitude ? magnitude : bounds[column]
          }
        }
      }
    }
    guard witness == 0 else { throw Self.firstBadElement(of: points) }
    columnBounds = bounds.map { Double($0) }
  }

  private static func firstBadElement<Scalar>(of points: Matrix<Scalar>) -> ClusteringError {
    points.withUnsafeElements { elements in
      let index = elements.firstIndex { !$0.isFinite } ?? 0
      return .notFinite(row: index / points.columns, column: index % points.columns)
    }
  }
}
