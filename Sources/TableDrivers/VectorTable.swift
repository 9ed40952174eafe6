public import Matrices

/// Vectors with whole numbers in front of them, as tables of databases that search by vectors have them: centroids, codes of codebooks.
///
/// ```swift
/// let table = VectorTable(keys: [.init("id", [0, 1])], isUniqueBy: 1, vectors: [[0, 1], [2, 3]])
/// let type = try DatabaseOutput().write(table, to: "postgresql://me@localhost/shop?table=centroids")   // "vector(2)"
/// ```
public struct VectorTable: Sendable, Equatable {
  /// A column of whole numbers: `integer`.
  public struct Key: Sendable, Equatable {
    public var name: String
    /// One per row; nil where there is none.
    public var values: [Int32?]

    public init(_ name: String, _ values: [Int32?]) { (self.name, self.values) = (name, values) }
  }

  /// In front of the vectors.
  public var keys: [Key]
  /// How many of the first keys name a row: the database refuses a second row of the same, and one that lacks them.
  public var uniqueKeys: Int
  /// [rows, dimensions], in the column `vector`.
  public var vectors: Matrix<Float>

  public init(keys: [Key], isUniqueBy uniqueKeys: Int, vectors: Matrix<Float>) {
    (self.keys, self.uniqueKeys, self.vectors) = (keys, uniqueKeys, vectors)
  }

  /// The columns as a statement makes them.
  ///
  /// - Parameter type: that of the vectors.
  func definition(vectors type: String) -> String {
    let columns = keys.enumerated().map { index, key in
      "\(SQLText.quoted(key.name, "\"")) integer" + (index < uniqueKeys ? " NOT NULL" : "")
    }
    let unique = keys.prefix(uniqueKeys).map { SQLText.quoted($0.name, "\"") }.joined(separator: ", ")
    return (columns + ["\"vector\" \(type) NOT NULL"] + (unique.isEmpty ? [] : ["UNIQUE (\(unique))"]))
      .joined(separator: ", ")
  }
}
