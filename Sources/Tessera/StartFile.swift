public import Clustering
public import VectorFiles

/// The choice of a start by parts, in a file, until it is a model: see ``/Clustering/StartByParts``.
public struct StartFile: Sendable, Equatable {
  /// The value of the metadata's `format`.
  public static let format = "tessera.start/1"

  public var start: StartByParts
  /// The names of the columns, once parts have named some.
  public var columns: [String]?

  public init(_ start: StartByParts, columns: [String]? = nil) { (self.start, self.columns) = (start, columns) }

  /// Whether a file is one of these, by its name and its metadata.
  public static func isStart(_ path: String) -> Bool {
    guard ModelFile.isSafeTensors(path), let file = try? SafeTensorsFile(contentsOf: path) else { return false }
    return file.metadata["format"] == format
  }

  /// Reads a start.
  ///
  /// - Throws: ``/VectorFiles/VectorFileError`` where the file holds none, or not all of it.
  public init(contentsOf path: String) throws(VectorFileError) {
    let advice = "begin anew with tessera start"
    let file = try WordFile(contentsOf: path, format: Self.format, kind: "start by parts", advice: advice)
    guard let start = StartByParts(words: file.words) else { throw file.isDamaged(path, advice) }
    self.init(start, columns: ColumnNames.parsed(file.metadata["columns"]))
  }

  /// Writes the start: whole or not at all, and to the disk before this returns.
  public func write(to path: String) throws(VectorFileError) {
    var file = WordFile(format: Self.format, kind: "start by parts", words: start.words)
    file.metadata["columns"] = columns.map(ColumnNames.text)
    try file.write(to: path, isSynced: true)
  }

  /// The model to begin with, once the start is found.
  public var model: ModelFile? {
    guard let centroids = start.centroids else { return nil }
    var file = ModelFile(
      centroids: centroids,
      metadata: [
        "format": ModelFile.format,
        "version": TesseraVersion.current,
        "solver": "lloyd",
        "initializer": start.rule.name,
        "seed": String(start.seed),
        "iterations": "0",
        "rows": String(start.rows),
      ])
    file.columns = columns
    return file
  }
}
