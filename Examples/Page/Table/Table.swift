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
  /// Whether the first line has the columns' names.
  var hasHeading: Bool
  var rows: Int { columns.first?.values.count ?? 0 }

  /// Columns of numbers side by side, [rows, indices.count]; nil where it has no such columns.
  func points(of indices: [Int]) -> Matrix<Double>? {
    guard indices.allSatisfy({ columns.indices.contains($0) && columns[$0].isNumbers }) else { return nil }
    return Matrix(rows: rows, columns: indices.count) { elements in
      for (place, index) in indices.enumerated() {
        for row in 0..<rows { elements[row * indices.count + place] = columns[index].values[row] }
      }
    }
  }
}
