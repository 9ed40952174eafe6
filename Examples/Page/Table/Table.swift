import Matrices

/// A table as it was read.
struct Table {
  struct Column {
    /// UTF-8, as in the heading, or its number counted from 1.
    var name: [UInt8]
    /// Whether its cells are numbers; else it is left aside.
    var isNumbers: Bool
    /// One per row; NaN where a cell is no number.
    var values: [Double]
  }

  var columns: [Column]
  var rows: Int { columns.first?.values.count ?? 0 }

  /// Columns of numbers side by side, [rows, indices.count].
  func points(of indices: [Int]) -> Matrix<Double> {
    Matrix(rows: rows, columns: indices.count) { elements in
      for (place, index) in indices.enumerated() {
        for row in 0..<rows { elements[row * indices.count + place] = columns[index].values[row] }
      }
    }
  }
}
