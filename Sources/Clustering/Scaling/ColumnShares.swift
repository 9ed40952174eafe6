public import Matrices
internal import TesseraKernels

extension NumericMatrix {
  /// The share of each column in the sum of the columns' variances: who decides squared distances.
  ///
  /// - Parameters:
  ///   - weights: one per row; nil for 1 each.
  ///   - limit: of more elements, as many rows as make up so many are looked at, evenly spread (256 or more).
  /// - Returns: one per column, 1 in all; 0 throughout where nothing varies, or a value is missing among those that are looked at.
  /// - Complexity: O(min(n d, limit)), from 256 rows on.
  public func varianceShares(weights: [Double]? = nil, atMost limit: Int = 1 << 13) -> [Double] {
    guard rows > 0 else { return Array(repeating: 0, count: columns) }
    let most = max(256, limit / max(1, columns))
    let chosen = rows <= most ? nil : (0..<most).map { $0 * rows / most }
    let weights = chosen.flatMap { rows in weights.map { weights in rows.map { weights[$0] } } } ?? weights
    if let weights, !weights.contains(where: { $0 > 0 }) { return Array(repeating: 0, count: columns) }
    switch self {
    case .float(let matrix): return (chosen.map(matrix.selectingRows) ?? matrix).varianceShares(weights)
    case .double(let matrix): return (chosen.map(matrix.selectingRows) ?? matrix).varianceShares(weights)
    }
  }
}

extension Matrix where Scalar: KernelScalar {
  /// Of a column that lacks values nothing is known, nor what the others are beside it.
  fileprivate func varianceShares(_ weights: [Double]?) -> [Double] {
    lacksValues ? Array(repeating: 0, count: columns) : ColumnMoments(self, weights).shares
  }
}
