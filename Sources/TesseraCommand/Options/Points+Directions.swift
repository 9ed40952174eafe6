internal import Clustering
internal import Matrices
internal import Tessera
internal import VectorFiles

extension Points {
  /// The points as a metric compares them: for cosine, their directions.
  func directed(for metric: Metric, _ options: DataOptions) throws(CommandFailure) -> Points {
    guard metric == .cosine else { return self }
    var directed = self
    do {
      directed.data.points = try data.points.directions(threadCount: options.threadCount)
    } catch {
      throw CommandFailure(error, self)
    }
    return directed
  }

  /// Without rows of zeros, which have no direction.
  func leavingOutZeroRows(_ options: DataOptions) -> Points {
    let rows = data.points.zeroRows
    guard !rows.isEmpty, rows.count < data.points.rows else { return self }
    options.note("\(title.shown): \(rows.count.counted("row")) of zeros left out")
    return leavingOut(rows)
  }

  /// Without some rows, ascending, which count as rows that were dropped.
  func leavingOut(_ rows: [Int]) -> Points {
    var points = self
    let dropped = rows.map(dataSummary.fileRow)
    points.data.droppedRowIndices = (data.droppedRowIndices + dropped).sorted()
    let leftOut = Set(rows)
    let kept = (0..<data.points.rows).filter { !leftOut.contains($0) }
    points.data.points =
      switch data.points {
      case .float(let matrix): .float(matrix.selectingRows(kept))
      case .double(let matrix): .double(matrix.selectingRows(kept))
      }
    points.weights = weights.map { weights in kept.map { weights[$0] } }
    return points
  }
}
