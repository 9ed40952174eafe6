public import Clustering
public import VectorFiles

/// What one part of the rows answers to a start, in a file: see ``/Clustering/PartialStart``.
public struct PartialStartFile: Sendable, Equatable {
  /// The value of the metadata's `format`.
  public static let format = "tessera.partial-start/1"

  public var answer: PartialStart
  /// Of which file of rows it is.
  public var source: String
  /// The names of the columns, if they have some.
  public var columns: [String]?

  public init(_ answer: PartialStart, of source: String, columns: [String]? = nil) {
    (self.answer, self.source, self.columns) = (answer, source, columns)
  }

  /// Reads an answer.
  ///
  /// - Throws: ``/VectorFiles/VectorFileError`` where the file holds none, or not all of it.
  public init(contentsOf path: String) throws(VectorFileError) {
    let advice = "make it again with tessera partial"
    let file = try WordFile(contentsOf: path, format: Self.format, kind: "part of a start", advice: advice)
    guard let answer = PartialStart(words: file.words) else { throw file.isDamaged(path, advice) }
    self.init(
      answer, of: file.metadata["source"] ?? "", columns: ColumnNames.parsed(file.metadata["columns"]))
  }

  /// Writes the answer: whole or not at all, and to the disk before this returns.
  public func write(to path: String) throws(VectorFileError) {
    var file = WordFile(format: Self.format, kind: "part of a start", words: answer.words)
    file.metadata["source"] = source
    file.metadata["columns"] = columns.map(ColumnNames.text)
    try file.write(to: path, isSynced: true)
  }
}
