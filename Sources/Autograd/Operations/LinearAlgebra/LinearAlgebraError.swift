/// Why a matrix has no such decomposition or solution; `matrix` counts those of a batch from 0, the last leading axis running fastest.
public enum LinearAlgebraError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An element is infinite or NaN.
  case notFinite(matrix: Int)
  /// A pivot is 0: no inverse, and a system has no single solution.
  case singular(matrix: Int)
  /// The leading minor of this order is not positive.
  case notPositiveDefinite(matrix: Int, order: Int)
  /// A diagonal element of R is 0 up to rounding: least squares have no single solution.
  case rankDeficient(matrix: Int)

  public var description: String {
    switch self {
    case .notFinite(let matrix): "matrix \(matrix) holds elements that are infinite or NaN"
    case .singular(let matrix): "matrix \(matrix) is singular: it has no inverse"
    case .notPositiveDefinite(let matrix, let order):
      "matrix \(matrix) is not positive definite: its leading minor of order \(order) is not positive"
    case .rankDeficient(let matrix): "matrix \(matrix) does not have full rank: least squares have no single solution"
    }
  }
}
