public import Clustering

/// Why centroids or codebooks are not written as another program's files. Rows, parts and columns are counted from 0.
public enum IndexFileError: Error, Equatable, Sendable {
  /// A number is too large for the 32 bits that the format has, or all are too small.
  case beyondSinglePrecision(row: Int, column: Int, value: Double)
  /// The parts of a product quantizer have other numbers of columns than the format allows: one for all.
  case unequalParts(columns: [Int])
  /// The codes have other numbers of bits than the format allows.
  case codeBits([Int], allowed: String)
  /// Rows, centroids or codebooks have other numbers of columns.
  case columnCount(Int, expected: Int)
  /// The index cannot be used as what was asked for.
  case unusable(index: String, reason: String)
  /// What is wrong with the rows.
  case data(ClusteringError)
}

extension IndexFileError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .beyondSinglePrecision(let row, let column, let value):
      "row \(row), column \(column) is \(value), beyond the numbers of 32 bits; multiply the data by a constant that brings them to about 1"
    case .unequalParts(let columns):
      "the parts have \(columns.map(String.init).joined(separator: ", ")) columns; train with a number of parts that divides the dimensions"
    case .codeBits(let bits, let allowed):
      "the codes have \(Set(bits).sorted().map(String.init).joined(separator: " and ")) bits, and \(allowed)"
    case .columnCount(let count, let expected):
      "there are \(count) columns, and \(expected) are expected; give what was made for the same columns"
    case .unusable(let index, let reason): "the \(index) \(reason)"
    case .data(let error): error.description
    }
  }
}
