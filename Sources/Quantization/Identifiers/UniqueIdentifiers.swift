public import Matrices

/// Codes of a residual quantizer as identifiers of the rows, no two of them alike: semantic ids, whose first codes say what rows have in
/// common.
///
/// ```swift
/// let quantizer = try ResidualQuantizer.trained(on: points, levels: 3, by: KMeans(clusterCount: 256))
/// let identifiers = try UniqueIdentifiers(of: points, codes: quantizer.encode(points), by: quantizer)
/// print(identifiers.codes.values, identifiers.movedRows)
/// ```
///
/// Rows that share all codes but the last get different last ones, by the assignment of least squared error among those that begin alike.
/// Where more begin alike than there are last codes, the rows that cost most there take the nearest free codes elsewhere, one after the
/// other in their order; then those that begin alike there are assigned once more.
///
/// Source of the idea: S. Rajput et al., *Recommender systems with generative retrieval* (2023), arXiv 2305.05065, which adds a level
/// for rows that collide instead.
/// - Complexity: O(rows of a beginning^2 * codes) for each beginning that has collisions.
public struct UniqueIdentifiers: Sendable {
  /// One per row, all different.
  public let codes: Codes

  /// How many rows had the codes of an earlier row.
  public let collisions: Int

  /// How many rows have other codes than before.
  public let movedRows: Int

  /// How many of these begin otherwise: more rows began alike than there are last codes.
  public let displacedRows: Int

  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - codes: those that they have.
  /// - Throws: ``QuantizationError/tooFewIdentifiers(rows:identifiers:)``, and errors of codes that are not the quantizer's.
  public init(
    of points: NumericMatrix, codes: Codes, by quantizer: ResidualQuantizer
  ) throws(QuantizationError) {
    _ = try codes.values(of: quantizer.codebooks)
    let most = quantizer.codebooks.reduce(1) {
      $0.multipliedReportingOverflow(by: $1.rows).overflow ? Int.max : $0 * $1.rows
    }
    guard points.rows <= most else { throw .tooFewIdentifiers(rows: points.rows, identifiers: most) }
    var search = IdentifierSearch(points, codes, quantizer)
    search.separate()
    self.codes = Codes(inRange: search.values, bits: codes.bits)
    collisions = search.collisions
    (movedRows, displacedRows) = (search.movedRows(from: codes), search.displacedRows(from: codes))
  }
}

extension Codes {
  /// How many rows have the codes of an earlier row.
  public var collisions: Int {
    let stride = bytesPerRow
    var seen = Set<[UInt8]>(minimumCapacity: rows)
    for row in 0..<rows { seen.insert(Array(bytes[(row * stride)..<((row + 1) * stride)])) }
    return rows - seen.count
  }
}
