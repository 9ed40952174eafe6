internal import Refusals

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

  /// One element, in Double (exact).
  ///
  /// - Precondition: it exists.
  public subscript(row: Int, column: Int) -> Double {
    switch self {
    case .float(let matrix): Double(matrix[row, column])
    case .double(let matrix): matrix[row, column]
    }
  }

  /// Some neighbouring rows, without a copy.
  ///
  /// - Precondition: the rows exist.
  public subscript(rows range: Range<Int>) -> NumericMatrix {
    switch self {
    case .float(let matrix): .float(matrix[rows: range])
    case .double(let matrix): .double(matrix[rows: range])
    }
  }

  /// Some neighbouring columns, without a copy.
  ///
  /// - Precondition: the columns exist.
  public subscript(columns range: Range<Int>) -> NumericMatrix {
    switch self {
    case .float(let matrix): .float(matrix[columns: range])
    case .double(let matrix): .double(matrix[columns: range])
    }
  }

  /// Several matrices of one precision, one below the other, without a copy; see ``Matrix/init(joining:)``.
  package init(joining matrices: [NumericMatrix]) {
    let floats = matrices.compactMap { if case .float(let matrix) = $0 { matrix } else { nil } }
    let doubles = matrices.compactMap { if case .double(let matrix) = $0 { matrix } else { nil } }
    require(floats.isEmpty || doubles.isEmpty, "matrices that are joined have one precision")
    self = floats.isEmpty ? .double(Matrix(joining: doubles)) : .float(Matrix(joining: floats))
  }
}
