internal import Matrices
internal import TesseraKernels

extension NumericMatrix {
  /// The least and the largest value of each column, of at least one row.
  var extents: [ClosedRange<Double>] {
    switch self {
    case .float(let points): points.extents()
    case .double(let points): points.extents()
    }
  }
}

extension Matrix where Scalar: KernelScalar {
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  fileprivate func extents() -> [ClosedRange<Double>] {
    var (least, most) = (row(0), row(0))
    withRows { view in
      view.forEachRow(in: 0..<rows) { _, x in
        for column in 0..<columns {
          least[column] = Swift.min(least[column], x[column])
          most[column] = Swift.max(most[column], x[column])
        }
      }
    }
    return zip(least, most).map { Double($0)...Double($1) }
  }
}
