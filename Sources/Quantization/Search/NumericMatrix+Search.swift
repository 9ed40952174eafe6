public import Clustering
public import Matrices
public import TesseraKernels

extension CompressedSearch {
  /// The nearest rows of each query; see ``nearest(to:count:)-(Matrix<Scalar>,_)``.
  public func nearest(to queries: NumericMatrix, count: Int) throws(ClusteringError) -> Neighbours {
    switch queries {
    case .float(let queries): try nearest(to: queries, count: count)
    case .double(let queries): try nearest(to: queries, count: count)
    }
  }
}

extension NumericMatrix {
  /// The nearest rows of each query, by comparing it with every row; see ``/Matrices/Matrix/exactNeighbours(of:count:threadCount:instructionSet:)``.
  public func exactNeighbours(
    of queries: NumericMatrix, count: Int, threadCount: Int? = nil, instructionSet: InstructionSet? = nil
  ) throws(ClusteringError) -> Neighbours {
    let (threads, set) = (threadCount, instructionSet)
    return switch (self, queries) {
    case (.float(let rows), .float(let queries)):
      try rows.exactNeighbours(of: queries, count: count, threadCount: threads, instructionSet: set)
    case (.float(let rows), .double(let queries)):
      try rows.exactNeighbours(of: queries, count: count, threadCount: threads, instructionSet: set)
    case (.double(let rows), .float(let queries)):
      try rows.exactNeighbours(of: queries, count: count, threadCount: threads, instructionSet: set)
    case (.double(let rows), .double(let queries)):
      try rows.exactNeighbours(of: queries, count: count, threadCount: threads, instructionSet: set)
    }
  }

  /// Some of the rows that a search found, the nearest to each query; see `Matrix.reranked(_:of:count:threadCount:instructionSet:)`.
  public func reranked(
    _ found: Neighbours, of queries: NumericMatrix, count: Int, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil
  ) throws(ClusteringError) -> Neighbours {
    let (threads, set) = (threadCount, instructionSet)
    return switch (self, queries) {
    case (.float(let rows), .float(let queries)):
      try rows.reranked(found, of: queries, count: count, threadCount: threads, instructionSet: set)
    case (.float(let rows), .double(let queries)):
      try rows.reranked(found, of: queries, count: count, threadCount: threads, instructionSet: set)
    case (.double(let rows), .float(let queries)):
      try rows.reranked(found, of: queries, count: count, threadCount: threads, instructionSet: set)
    case (.double(let rows), .double(let queries)):
      try rows.reranked(found, of: queries, count: count, threadCount: threads, instructionSet: set)
    }
  }
}
