/// What can be wrong with a codebook or with codes. Positions, codes and columns are counted from 0.
public enum QuantizationError: Error, Equatable, Sendable {
  /// The codebook has no row or no column.
  case emptyCodebook(rows: Int, columns: Int)
  /// An element of the codebook is NaN or infinite.
  case codebookNotFinite(code: Int, column: Int)
  /// There is no codebook, where at least one is needed.
  case noCodebooks
  /// A residual quantizer's codebook has other columns than the first.
  case codebookColumns(level: Int, columns: Int, expected: Int)
  /// A rotation is not square, not as large as the vectors, or not orthogonal: |R Rᵀ - 1| has an element so large.
  case notARotation(rows: Int, columns: Int, dimensions: Int, error: Double)
  /// A code is negative or not below the number of codes.
  case codeOutOfRange(position: Int, code: Int32, codeCount: Int)
  /// A row's code is not below the number of codes at its position.
  case rowCodeOutOfRange(row: Int, position: Int, code: Int, codeCount: Int)
  /// Integers of no bit, or of more than ``Codes/mostBits``.
  case codeBits(position: Int, bits: Int)
  /// As many bytes are not those of so many rows.
  case codeBytes(given: Int, rows: Int, bytesPerRow: Int)
  /// As many integers are no whole number of rows.
  case codeCount(given: Int, positions: Int)
  /// A row's length, which is part of its codes, is NaN or infinite.
  case lengthNotFinite(row: Int)
  /// There are more rows than sequences of codes.
  case tooFewIdentifiers(rows: Int, identifiers: Int)
  /// The codes have other integers than the quantizer's.
  case foreignCodes(bits: [Int], expected: [Int])
}

extension QuantizationError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .emptyCodebook(let rows, let columns):
      "the codebook has shape \(rows) x \(columns); give at least one row and one column"
    case .codebookNotFinite(let code, let column):
      "codebook vector \(code), column \(column) is NaN or infinite; give finite vectors"
    case .noCodebooks:
      "there is no codebook; give at least one"
    case .codebookColumns(let level, let columns, let expected):
      "the codebook of level \(level) has \(columns) columns, and that of level 0 has \(expected); give all as many"
    case .notARotation(let rows, let columns, let dimensions, let error):
      rows == dimensions && columns == dimensions
        ? "the matrix is no rotation: its rows are off orthonormal by \(error); give an orthogonal matrix"
        : "the rotation has shape \(rows) x \(columns); for vectors of \(dimensions) it is \(dimensions) x \(dimensions)"
    case .codeOutOfRange(let position, let code, let codeCount):
      "code \(code) at position \(position) is outside 0 ..< \(codeCount); decode with the codebook that encoded"
    case .rowCodeOutOfRange(let row, let position, let code, let codeCount):
      "code \(code) of row \(row), position \(position), is outside 0 ..< \(codeCount); decode with the codebook that encoded"
    case .codeBits(let position, let bits):
      "codes of \(bits) bits at position \(position) are not possible; give 1 to \(Codes.mostBits)"
    case .codeBytes(let given, let rows, let bytesPerRow):
      "\(given) bytes are not \(rows) rows of \(bytesPerRow); give all bytes, and no others"
    case .codeCount(let given, let positions):
      "\(given) codes are no whole number of rows of \(positions); give all of every row"
    case .lengthNotFinite(let row):
      "the length of row \(row) is NaN or infinite; decode codes as they were encoded"
    case .tooFewIdentifiers(let rows, let identifiers):
      "\(rows) rows cannot have identifiers of their own: there are \(identifiers); give more levels or codes"
    case .foreignCodes(let bits, let expected):
      "the codes have \(Self.text(bits)), and this quantizer's have \(Self.text(expected)); decode with the codebook that encoded"
    }
  }

  /// “8 x 4 bits”, “2 + 4 bits”.
  private static func text(_ bits: [Int]) -> String {
    guard let first = bits.first else { return "no bits" }
    return bits.allSatisfy { $0 == first }
      ? "\(bits.count) x \(first) bits" : bits.map(String.init).joined(separator: " + ") + " bits"
  }
}
