/// A matrix in the precision of the file that it came from.
///
/// ```swift
/// let rows = switch numericMatrix {
/// case .float(let points): points.rows
/// case .double(let points): points.rows
/// }
/// ```
public enum NumericMatrix: Sendable, Equatable {
  case float(Matrix<Float>)
  case double(Matrix<Double>)

  /// The number of rows.
  public var rows: Int {
    switch self {
    case .float(let matrix): matrix.rows
    case .double(let matrix): matrix.rows
    }
  }

  /// The number of columns.
  public var columns: Int {
    switch self {
    case .float(let matrix): matrix.columns
    case .double(let matrix): matrix.columns
    }
  }

  /// The same values in Double (exact).
  public var inDoublePrecision: Matrix<Double> {
    switch self {
    case .float(let matrix): matrix.converted()
    case .double(let matrix): matrix
    }
  }
}
