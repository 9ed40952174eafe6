internal import Matrices

/// The smallest and the largest value of every column among rows with weight.
struct ColumnExtents {
  private var minima: [Double]
  private var maxima: [Double]

  init<Scalar>(_ matrix: Matrix<Scalar>, _ weights: [Double]?) {
    let columns = matrix.columns
    minima = Array(repeating: .infinity, count: columns)
    maxima = Array(repeating: -.infinity, count: columns)
    matrix.withRows { rows in
      rows.forEachRow(in: 0..<matrix.rows) { row, x in
        guard weights.map({ $0[row] > 0 }) ?? true else { return }
        for column in 0..<columns {
          let value = Double(x[column])
          minima[column] = min(minima[column], value)
          maxima[column] = max(maxima[column], value)
        }
      }
    }
  }

  var range: (offsets: [Double], scales: [Double]) {
    let scales = zip(minima, maxima).map { least, most in
      let extent = most - least
      return extent > 0 ? min(extent, .greatestFiniteMagnitude) : 1
    }
    return (minima.map { $0.isFinite ? $0 : 0 }, scales)
  }
}
