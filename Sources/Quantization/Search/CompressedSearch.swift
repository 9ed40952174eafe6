internal import CSearchKernels
public import Clustering
public import Matrices
internal import Refusals
public import TesseraKernels

/// Finds the nearest of many rows by their codes alone.
///
/// ```swift
/// let search = try CompressedSearch(quantizer, codes: quantizer.encode(points))
/// let found = try search.nearest(to: queries, count: 10)
/// found[0]                                    // rows of points, nearest first
/// let better = try search.nearest(to: queries, count: 10, reranking: 100, in: points)
/// ```
///
/// The distance of a query to a row is that to its *decoded* vector (asymmetric distance): for a ``ProductQuantizer`` a sum of one
/// table entry per part, with tables made once per query. It is a sum in Double in a fixed order, and ties go to the lower row, so that
/// results are the same, bit by bit, for every number of threads and every instruction set. Kernels pass over the codes with tables of
/// whole numbers, rounded down, which prove of most rows that they are too far; the others are measured.
///
/// Sources: H. Jégou, M. Douze, C. Schmid, *Product quantization for nearest neighbor search* (2011), DOI 10.1109/TPAMI.2010.57; tables
/// in registers, and small ones as lower bounds: F. André, A.-M. Kermarrec, N. Le Scouarnec, *Cache locality is not enough:
/// high-performance nearest neighbor search with product quantization fast scan* (2015), DOI 10.14778/2856318.2856324.
/// - Complexity: O(rows * positions) per query, and O(codes * dimensions) for its tables. Memory: the codes once more.
public struct CompressedSearch: Sendable {
  /// The number of components of a vector.
  public let dimensions: Int
  /// The number of rows.
  public var rows: Int { codes.rows }
  /// How many threads search; nil for one per processor. Results do not depend on it.
  public var threadCount: Int?
  /// nil for the best of this machine. Results do not depend on it.
  public var instructionSet: InstructionSet?

  let codes: BlockedCodes
  let tables: SearchTables
  /// Of sums of rows, the least square of a norm of each class of rows, on the scale of the tables.
  private let norms: [Double]
  private let rotation: Matrix<Double>?
  /// The bits of the widest code.
  let mostBits: Int

  /// Over the codes of a codebook.
  public init(_ quantizer: VectorQuantizer, codes: Codes) throws(QuantizationError) {
    try self.init(
      SearchTables([quantizer.codebook], columns: [0..<quantizer.dimensions]), codes, dimensions: quantizer.dimensions)
  }

  /// Over codes of neighbouring parts.
  public init(_ quantizer: ProductQuantizer, codes: Codes) throws(QuantizationError) {
    try self.init(
      SearchTables(quantizer.codebooks, columns: quantizer.columns), codes, dimensions: quantizer.dimensions)
  }

  /// Over codes of parts of rotated vectors.
  public init(_ quantizer: OptimizedProductQuantizer, codes: Codes) throws(QuantizationError) {
    let product = quantizer.product
    try self.init(
      SearchTables(product.codebooks, columns: product.columns), codes, dimensions: product.dimensions,
      rotation: quantizer.rotation)
  }

  /// Over codes of columns, each of which is a part.
  public init(_ quantizer: ScalarQuantizer, codes: Codes) throws(QuantizationError) {
    let books = zip(quantizer.minimums, quantizer.steps).map { minimum, step in
      let values = (0..<(1 << quantizer.bitsPerElement)).map { minimum + Double($0) * step }
      return Matrix(rows: values.count, columns: 1, elements: values)
    }
    let columns = books.indices.map { $0..<($0 + 1) }
    try self.init(SearchTables(books, columns: columns), codes, dimensions: quantizer.dimensions)
  }

  /// Over codes of levels that are summed up.
  public init(_ quantizer: ResidualQuantizer, codes: Codes) throws(QuantizationError) {
    let columns = quantizer.codebooks.map { _ in 0..<quantizer.dimensions }
    try self.init(
      SearchTables(quantizer.codebooks, columns: columns, isSum: true), codes, dimensions: quantizer.dimensions)
  }

  private init(
    _ tables: SearchTables, _ codes: Codes, dimensions: Int, rotation: Matrix<Double>? = nil
  ) throws(QuantizationError) {
    let bits = tables.codebooks.map { Codebook.bits(of: $0.codes) }
    try codes.requireBits(bits)
    let blocked = BlockedCodes(rows: codes.rows, bits: tables.isSum ? bits + [8] : bits)
    for (position, codebook) in tables.codebooks.enumerated() {
      let values = codes.values(at: position)
      try codes.requireRange(values, position: position, codeCount: codebook.codes)
      for (row, code) in values.enumerated() { blocked.set(row, position, to: Int(code)) }
    }
    (self.dimensions, self.tables, self.rotation) = (dimensions, tables, rotation)
    mostBits = max(bits.max() ?? 0, tables.isSum ? 8 : 0)
    norms = tables.isSum ? NormClasses(of: blocked, tables, dimensions: dimensions).edges : []
    self.codes = blocked
  }

  /// The nearest rows of each query.
  ///
  /// - Parameters:
  ///   - queries: [queries, dimensions], finite, in units of the data.
  ///   - count: how many rows each gets; fewer where there are fewer.
  public func nearest<Scalar: KernelScalar>(
    to queries: Matrix<Scalar>, count: Int
  ) throws(ClusteringError) -> Neighbours {
    require(count >= 1, "a search is for at least one row")
    try queries.checkQueries(dimensions: dimensions)
    let count = min(count, rows)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    let table = search_table_named((instructionSet ?? .usual).rawValue)
    nonisolated(unsafe) let kernels = table
    // Several queries share the codes that are in the cache, as long as their tables are there, too.
    let room = max(1, (1 << 20) / max(1, tables.entryCount * 12))
    let tile = max(1, min(8, room, (queries.rows + parallel.threads - 1) / parallel.threads))
    let found = parallel.mapChunks(of: queries.rows, chunk: tile) { _, _, some in
      self.nearest(to: some.map { query(queries.row($0)) }, count: count, kernels)
    }
    return Neighbours(
      count: count, rows: found.flatMap { $0.flatMap { $0.rows } },
      distances: found.flatMap { $0.flatMap { $0.distances } })
  }

  private func query<Scalar: KernelScalar>(_ row: [Scalar]) -> SearchQuery {
    let point = row.map { Double($0) }
    guard let rotation else { return SearchQuery(point, tables, norms: norms) }
    // Of numbers below 1, so that no sum is beyond the range.
    let exponent = point.largestExponent
    let scale = PowerOfTwo(-exponent)
    let small = point.map { scale.applied(to: $0) }
    let rotated = (0..<rotation.rows).map { row in
      small.indices.reduce(0) { $0 + rotation[row, $1] * small[$1] }
    }
    return SearchQuery(rotated, pointExponent: exponent, tables, norms: norms)
  }

  /// Chunk after chunk of rows, each for all of these queries.
  private func nearest(
    to queries: [SearchQuery], count: Int, _ kernels: UnsafePointer<search_table>
  ) -> [(distances: [Double], rows: [Int32])] {
    let passes = queries.map { SearchPass($0, self, count: count, kernels) }
    // So many are measured that there is a threshold which the first rows of the rest can fail.
    let size = BlockedCodes.blockRows
    let first = min(codes.blocks, max(4, (count + size - 1) / size))
    for pass in passes { pass.measure(0..<min(rows, first * size)) }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.mostBlocks) { passed in
      var (start, length) = (first, 4)
      while start < codes.blocks {
        let end = min(codes.blocks, start + length)
        for pass in passes { pass.pass(over: start..<end, passed.baseAddress!) }
        (start, length) = (end, min(Self.mostBlocks, 2 * length))
      }
    }
    return passes.map { pass in
      let (squares, rows) = pass.nearest.sorted()
      let unit = PowerOfTwo(pass.query.exponent)
      return (squares.map { unit.applied(to: $0.squareRoot()) }, rows)
    }
  }

  /// Blocks of a chunk, which stay in the cache from one query to the next.
  private static let mostBlocks = 256
}
