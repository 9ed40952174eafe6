public import Clustering
public import Matrices
internal import Refusals
public import TesseraKernels

extension Matrix where Scalar: KernelScalar {
  /// The nearest rows of each query, by comparing it with every row: what a search is measured by.
  ///
  /// The distance is the one that assignments are made by, direct differences in Double; ties go to the lower row.
  ///
  /// - Parameters:
  ///   - queries: [queries, columns], finite, in units of the rows.
  ///   - count: how many rows each gets; fewer where there are fewer.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  /// - Complexity: O(queries * rows * columns). Memory: some megabytes per thread.
  public func exactNeighbours<Query: KernelScalar>(
    of queries: Matrix<Query>, count: Int, threadCount: Int? = nil, instructionSet: InstructionSet? = nil
  ) throws(ClusteringError) -> Neighbours {
    require(count >= 1, "a search is for at least one row")
    try queries.checkQueries(dimensions: columns)
    try checkQueries(dimensions: columns)
    let count = Swift.min(count, rows)
    let measure = QueryDistances(self, queries, instructionSet)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    // Rows are converted once for all queries of a chunk.
    let some = Swift.max(1, Swift.min(64, (queries.rows + parallel.threads - 1) / parallel.threads))
    let found = parallel.mapChunks(of: queries.rows, chunk: some) { _, _, chunk in
      var nearest = chunk.map { _ in NearestRows(count: count) }
      measure.forEach(of: chunk, rows) { nearest[$0].offer($2, Int32($1)) }
      return nearest.map { $0.sorted() }
    }
    return Neighbours(found.flatMap { $0 }, count: count, unit: measure.unit)
  }

  /// Some of the rows that a search found, those nearest to each query by their own distance: at most `count` of each.
  ///
  /// - Parameter found: rows of this matrix.
  /// - Complexity: O(queries * found.count * columns).
  public func reranked<Query: KernelScalar>(
    _ found: Neighbours, of queries: Matrix<Query>, count: Int, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil
  ) throws(ClusteringError) -> Neighbours {
    require(found.queries == queries.rows, "there are neighbours of every query")
    require(found.rows.allSatisfy { $0 >= 0 && $0 < rows }, "neighbours are rows of the matrix")
    try queries.checkQueries(dimensions: columns)
    try checkQueries(dimensions: columns)
    let count = Swift.min(count, found.count)
    let measure = QueryDistances(self, queries, instructionSet)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    let best = parallel.mapChunks(of: queries.rows, chunk: 8) { _, _, chunk in
      chunk.map { query in
        var nearest = NearestRows(count: count)
        measure.forEach(of: query, found[query]) { nearest.offer($1, $0) }
        return nearest.sorted()
      }
    }
    return Neighbours(best.flatMap { $0 }, count: count, unit: measure.unit)
  }

  /// Throws where queries or rows cannot be compared.
  func checkQueries(dimensions: Int) throws(ClusteringError) {
    guard columns == dimensions else { throw .dimensionMismatch(points: columns, centroids: dimensions) }
    if let place = firstNotFinite { throw .notFinite(row: place.row, column: place.column) }
  }
}

extension Neighbours {
  /// - Parameter unit: what squares are those of.
  init(_ found: [(distances: [Double], rows: [Int32])], count: Int, unit: PowerOfTwo) {
    self.count = count
    rows = found.flatMap { $0.rows }
    distances = found.flatMap { $0.distances.map { unit.applied(to: $0.squareRoot()) } }
  }

  /// The share of the nearest rows that a search found, over all queries: those no farther than the last of the nearest, so that
  /// it is 1 for others at the same distance.
  ///
  /// - Parameters:
  ///   - exact: the nearest rows, as many per query.
  ///   - found: their own distances: those that `Matrix.reranked(_:of:count:threadCount:instructionSet:)` gives.
  public static func recall(of found: Neighbours, exact: Neighbours) -> Double {
    require(found.queries == exact.queries && found.count <= exact.count, "there are nearest rows of every query")
    guard exact.count > 0, exact.queries > 0 else { return 1 }
    var hits = 0
    for query in 0..<exact.queries {
      let last = exact.distances[(query + 1) * exact.count - 1]
      for place in 0..<found.count where found.distances[query * found.count + place] <= last { hits += 1 }
    }
    return Double(hits) / Double(exact.rows.count)
  }
}
