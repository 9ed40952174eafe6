public import VectorFiles

/// What there is to say about a file of points.
public struct DataSummary: Sendable, Equatable {
  /// As it was given.
  public var path: String
  /// The rows that are points.
  public var rows: Int
  public var dimensions: Int
  /// The type of the elements in the file.
  public var elementType: ElementType
  /// The columns that are points, in the order of their coordinates.
  public var columns: [TableColumn]
  public var leftAside: [LeftAsideColumn]
  /// The rows of the file that are no points: 0-based, ascending.
  public var droppedRowIndices: [Int]
  /// The files that the rows come from, where there are several.
  public var parts: [VectorData.Part]

  public init(_ data: VectorData, path: String) {
    self.path = path
    (rows, dimensions) = (data.points.rows, data.points.columns)
    elementType = data.elementType
    (columns, leftAside) = (data.columns, data.leftAside)
    droppedRowIndices = data.droppedRowIndices
    parts = data.parts
  }

  /// What columns are called in a table: by their names, else by their places; in a file without names of which all
  /// columns are points, x0, x1 and so on.
  public var headings: [String] {
    leftAside.isEmpty && columns.allSatisfy { $0.name == nil } ? columns.indices.map { "x\($0)" } : columns.map(\.title)
  }

  /// The row of the file, counted from 0, that a point was.
  public func fileRow(of point: Int) -> Int {
    // As many rows of the file are before it as were dropped: those whose index, less the dropped ones before, is not beyond.
    var (lower, upper) = (0, droppedRowIndices.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if droppedRowIndices[middle] - middle <= point { lower = middle + 1 } else { upper = middle }
    }
    return point + lower
  }
}
