public import Matrices

extension NumericMatrix {
  /// The share of each column in the sum of the columns' variances: who decides squared distances.
  ///
  /// - Parameters:
  ///   - weights: one per row; nil for 1 each.
  ///   - limit: of more rows, so many are looked at, evenly spread.
  /// - Returns: one per column, 1 in all; 0 throughout where nothing varies.
  /// - Complexity: O(min(n, limit) d).
  public func varianceShares(weights: [Double]? = nil, atMost limit: Int = 1 << 16) -> [Double] {
    guard rows > 0 else { return Array(repeating: 0, count: columns) }
    let chosen = rows <= limit ? nil : (0..<limit).map { $0 * rows / limit }
    let weights = chosen.flatMap { rows in weights.map { weights in rows.map { weights[$0] } } } ?? weights
    if let weights, !weights.contains(where: { $0 > 0 }) { return Array(repeating: 0, count: columns) }
    switch self {
    case .float(let matrix): return ColumnMoments(chosen.map(matrix.selectingRows) ?? matrix, weights).shares
    case .double(let matrix): return ColumnMoments(chosen.map(matrix.selectingRows) ?? matrix, weights).shares
    }
  }
}
