/// The rows that a trimmed fit has left out of its means.
public struct TrimmedRows: Sendable, Equatable {
  /// The share that was asked for.
  public var share: Double
  /// The rows, ascending: floor(share * rows) of them, those of the largest w D; of equal ones at the border, the lowest stay in.
  public var rows: [Int]
  /// How far every centroid may move, in units of the data, before other rows are left out: half the difference of the smallest distance of
  /// a row that is left out and the largest of one that is not, rounded down (with weights w a lower bound of that).
  public var margin: Double
}
