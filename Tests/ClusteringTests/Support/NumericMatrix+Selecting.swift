import Matrices

extension NumericMatrix {
  /// Some rows that follow each other.
  func selecting(_ rows: Range<Int>) -> NumericMatrix {
    switch self {
    case .float(let matrix): .float(matrix.selectingRows(Array(rows)))
    case .double(let matrix): .double(matrix.selectingRows(Array(rows)))
    }
  }
}
