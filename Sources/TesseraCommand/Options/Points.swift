internal import Matrices
internal import VectorFiles

/// The points of a command, with what belongs to their rows.
struct Points {
  let path: String
  let data: VectorData
  private(set) var weightsPath: String?
  /// One per row that was kept; nil for 1 each.
  private(set) var weights: [Double]?

  init(path: String, data: VectorData) {
    self.path = path
    self.data = data
  }

  /// The points with the weights of a file, one per row of the data file.
  func weighted(by path: String) throws(VectorFileError) -> Points {
    var weighted = self
    weighted.weightsPath = path
    weighted.weights = try kept(VectorFileReader().readWeights(path), of: path, what: "weights")
    return weighted
  }

  /// The labels of a file, one per row of the data file, for the rows that were kept.
  func labels(from path: String) throws(VectorFileError) -> [Int] {
    try kept(VectorFileReader().readLabels(path), of: path, what: "labels")
  }

  private func kept<Value>(
    _ values: [Value], of path: String, what: String
  ) throws(VectorFileError) -> [Value] {
    let rows = data.points.rows + data.droppedRows
    guard values.count == rows else {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem: "there are \(values.count) \(what), but \(self.path) has \(rows) rows", advice: "give one per row")
    }
    guard data.droppedRows > 0 else { return values }
    let dropped = Set(data.droppedRowIndices)
    return values.indices.filter { !dropped.contains($0) }.map { values[$0] }
  }
}
