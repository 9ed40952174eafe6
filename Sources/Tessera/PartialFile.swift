public import Clustering
public import VectorFiles

/// What one part of the rows says about a model, in a file: see ``/Clustering/PartialStatistics``.
public struct PartialFile: Sendable, Equatable {
  /// The value of the metadata's `format`.
  public static let format = "tessera.partial/1"

  public var statistics: PartialStatistics
  /// Of which file of rows they are.
  public var source: String

  public init(_ statistics: PartialStatistics, of source: String) {
    (self.statistics, self.source) = (statistics, source)
  }

  /// Reads statistics.
  ///
  /// - Throws: ``/VectorFiles/VectorFileError`` where the file holds none, or not all of them.
  public init(contentsOf path: String) throws(VectorFileError) {
    let advice = "make it again with tessera partial"
    let file = try WordFile(contentsOf: path, format: Self.format, kind: "partial result", advice: advice)
    guard let statistics = PartialStatistics(words: file.words) else { throw file.isDamaged(path, advice) }
    (self.statistics, source) = (statistics, file.metadata["source"] ?? "")
  }

  /// Writes the statistics: whole or not at all, and to the disk before this returns.
  public func write(to path: String) throws(VectorFileError) {
    var file = WordFile(format: Self.format, kind: "partial result", words: statistics.words)
    file.metadata["source"] = source
    try file.write(to: path, isSynced: true)
  }
}
