/// What can be wrong with a codebook or with codes. Positions, codes and columns are counted from 0.
public enum QuantizationError: Error, Equatable, Sendable {
  /// The codebook has no row or no column.
  case emptyCodebook(rows: Int, columns: Int)
  /// An element of the codebook is NaN or infinite.
  case codebookNotFinite(code: Int, column: Int)
  /// A code is negative or not below the number of codes.
  case codeOutOfRange(position: Int, code: Int32, codeCount: Int)
}

extension QuantizationError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .emptyCodebook(let rows, let columns):
      "the codebook has shape \(rows) x \(columns); give at least one row and one column"
    case .codebookNotFinite(let code, let column):
      "codebook vector \(code), column \(column) is NaN or infinite; give finite vectors"
    case .codeOutOfRange(let position, let code, let codeCount):
      "code \(code) at position \(position) is outside 0 ..< \(codeCount); decode with the codebook that encoded"
    }
  }
}
