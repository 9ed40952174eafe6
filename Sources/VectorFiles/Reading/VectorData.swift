public import Matrices

/// The points of a file, one row per point, and what became of them on the way in.
public struct VectorData: Sendable {
  /// The points, all finite: at least one row and one column.
  public var points: NumericMatrix

  /// The type of the elements in the file; text counts as ``ElementType/float64``.
  public var elementType: ElementType

  /// The rows left out because of ``VectorFileReader/dropsBadRows``: 0-based, ascending, counted over the data rows
  /// of the file (for text: without header, comments and blank lines).
  ///
  /// Labels and weights that belong to the file need the same rows left out.
  public var droppedRowIndices: [Int]

  /// Whether the points are those of the file itself, mapped, and change with it.
  package private(set) var isMapped = false

  /// The number of rows left out because of ``VectorFileReader/dropsBadRows``.
  public var droppedRows: Int { droppedRowIndices.count }

  /// Points as if they had been read from a file.
  public init(points: NumericMatrix, elementType: ElementType, droppedRowIndices: [Int] = []) {
    self.points = points
    self.elementType = elementType
    self.droppedRowIndices = droppedRowIndices
  }

  init(points: NumericMatrix, elementType: ElementType, droppedRowIndices: [Int], isMapped: Bool) {
    self.init(points: points, elementType: elementType, droppedRowIndices: droppedRowIndices)
    self.isMapped = isMapped
  }
}
