/// The nearest rows of some queries.
///
/// Rows are ordered by their distance, and those at the same distance by their number.
public struct Neighbours: Sendable, Equatable {
  /// How many each query has.
  public let count: Int
  /// The numbers of the rows, [queries, count], from the nearest on.
  public let rows: [Int32]
  /// Their Euclidean distances, not squared, [queries, count], in units of the data.
  public let distances: [Double]

  /// How many queries there are.
  public var queries: Int { count == 0 ? 0 : rows.count / count }

  /// The rows of one query, from the nearest on.
  public subscript(query: Int) -> ArraySlice<Int32> { rows[(query * count)..<((query + 1) * count)] }
}
