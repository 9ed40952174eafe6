public import Matrices

/// The codes of a codebook as rows of a table: the part or level, the code, and its vector.
///
/// With the codes of items in a table of their own (`codebook encode -o 'shop.sqlite?table=codes'`), a join has their approximate vectors: those of
/// the parts one behind the other, or the sum of those of the levels.
public struct CodebookTable: Sendable, Equatable {
  /// A row of the table.
  public struct Row: Sendable, Equatable {
    /// The part or level, from 1 as in the columns `code1`, `code2` of codes.
    public var part: Int
    /// From 0.
    public var code: Int
    /// float32.
    public var vector: [Float]
  }

  /// Part after part, code after code.
  public let rows: [Row]

  /// - Parameter codebooks: of each part or level, [codes, columns], finite.
  /// - Throws: ``IndexFileError``, where parts have several numbers of columns, there are none, or a number is beyond 32 bits.
  public init(codebooks: [Matrix<Double>]) throws(IndexFileError) {
    guard !codebooks.isEmpty else {
      throw .unusable(
        index: "codebook", reason: "has no vectors, but a grid per column; train a product or a residual quantizer")
    }
    guard Set(codebooks.map(\.columns)).count == 1 else { throw .unequalParts(columns: codebooks.map(\.columns)) }
    var rows: [Row] = []
    for (part, codebook) in codebooks.enumerated() {
      let vectors = try codebook.inSinglePrecision()
      rows += (0..<vectors.rows).map { Row(part: part + 1, code: $0, vector: vectors.row($0)) }
    }
    self.rows = rows
  }
}
