/// The assignment of least cost: each row gets a column of its own.
///
/// Rows are added one by one along shortest augmenting paths: R. Jonker, A. Volgenant (1987), DOI 10.1007/BF02278710.
///
/// - Complexity: O(rows^2 * columns). Memory: O(rows + columns).
enum LeastAssignment {
  /// The column of each row; no more rows than columns.
  static func columns(rows: Int, columns: Int, _ cost: (_ row: Int, _ column: Int) -> Double) -> [Int] {
    var (rowPrices, columnPrices) = ([Double](repeating: 0, count: rows), [Double](repeating: 0, count: columns))
    var rowOf = [Int](repeating: -1, count: columns)
    for added in 0..<rows {
      var least = [Double](repeating: .infinity, count: columns)
      var before = [Int](repeating: -1, count: columns)
      var isDone = [Bool](repeating: false, count: columns)
      var (row, last) = (added, -1)
      while true {
        var (nearest, change) = (-1, Double.infinity)
        for column in 0..<columns where !isDone[column] {
          let length = cost(row, column) - rowPrices[row] - columnPrices[column]
          if length < least[column] { (least[column], before[column]) = (length, last) }
          if least[column] < change || nearest < 0 { (nearest, change) = (column, least[column]) }
        }
        rowPrices[added] += change
        for column in 0..<columns {
          if isDone[column] {
            rowPrices[rowOf[column]] += change
            columnPrices[column] -= change
          } else {
            least[column] -= change
          }
        }
        isDone[nearest] = true
        last = nearest
        guard rowOf[nearest] >= 0 else { break }
        row = rowOf[nearest]
      }
      // Each column on the way gets the row of the one before it.
      while last >= 0 {
        let former = before[last]
        rowOf[last] = former < 0 ? added : rowOf[former]
        last = former
      }
    }
    var result = [Int](repeating: -1, count: rows)
    for (column, row) in rowOf.enumerated() where row >= 0 { result[row] = column }
    return result
  }
}
