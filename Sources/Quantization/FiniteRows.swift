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
    withRows { view in
      var found: (row: Int, column: Int)?
      view.forEachRow(in: 0..<rows) { row, x in
        guard found == nil else { return }
        // 0 * x is 0 for what is finite, and NaN else.
        var sum: Scalar = 0
        for column in 0..<columns { sum += x[column] * 0 }
        guard !(sum == 0) else { return }
        found = (0..<columns).first { !x[$0].isFinite }.map { (row, $0) }
      }
      return found
    }
  }
}
