public import Matrices

/// What one part of the rows says about given centroids: enough to make the next ones, the end, and the region of all parts.
///
/// The sums are whole numbers, so that parts add up to the same bits in any grouping; what is left of a part is as large as the
/// centroids, not as its rows.
///
/// ```swift
/// let parts = try shards.map { try PartialStatistics(of: $0, at: centroids, movedFrom: previous) }   // anywhere
/// let all = try PartialStatistics.merged(parts)                            // in the order of the rows
/// if !all.isFinished { (previous, centroids) = (centroids, all.nextCentroids) }
/// ```
///
/// Centroids are those of a fit of all rows, bit by bit, where the largest magnitude lies within 2^-32 ... 2^32 (else where no square
/// underflows). ``inertia`` is the exact sum of w D, rounded once.
public struct PartialStatistics: Sendable, Equatable {
  /// The centroids, [clusterCount, dimensions], in the data's units.
  public let centroids: Matrix<Double>
  /// How many rows.
  public internal(set) var rows: Int
  /// How many rows each cluster has.
  public internal(set) var counts: [Int]
  /// How many rows had another label at the centroids before; nil where there were none.
  public internal(set) var changed: Int?
  /// The row with the smallest margin (ties: the first), counted among these; nil for one centroid.
  public internal(set) var tightest: LocalityRegion.Constraint?
  /// Per cluster the sums of w x by column, then that of w; in the data's units.
  var sums: ExactTable
  /// One number: the sum of w D.
  var loss: ExactTable
  /// The farthest rows, in order, where clusters without weight may need them.
  var farthest: [SpareRow]
}

/// A row that a cluster without any can begin with.
struct SpareRow: Sendable, Equatable {
  /// Counted among the rows of the statistics.
  var row: Int
  /// w D.
  let share: Double
  let label: Int32
  let weight: Double
  let elements: [Double]

  /// The order in which rows are given away: what takes most off the inertia first; ties: the lowest row.
  static func precedes(_ left: SpareRow, _ right: SpareRow) -> Bool {
    (right.share, left.row) < (left.share, right.row)
  }
}

extension PartialStatistics {
  /// The inertia at the centroids; infinity where no Double holds it.
  public var inertia: Double { loss.value(0, 0) }

  /// How far every centroid may move before a label changes; nil for one centroid.
  public var radius: Double? { tightest?.margin }

  /// Whether no row changed its label: the centroids are the means of their rows, but for clusters without weight.
  public var isFinished: Bool { changed == 0 }

  /// Adds up the statistics of parts, whose rows follow each other in this order.
  ///
  /// - Throws: ``ClusteringError/noPoints(rows:columns:)`` without parts; ``ClusteringError/partsDisagree(part:)`` where they were not made at
  ///   the same centroids.
  public static func merged(_ parts: [PartialStatistics]) throws(ClusteringError) -> PartialStatistics {
    guard var sum = parts.first else { throw .noPoints(rows: 0, columns: 0) }
    for (index, part) in parts.enumerated().dropFirst() {
      guard part.centroids == sum.centroids, (part.changed == nil) == (sum.changed == nil) else {
        throw .partsDisagree(part: index)
      }
      sum.append(part)
    }
    return sum
  }

  private mutating func append(_ next: PartialStatistics) {
    for cluster in counts.indices { counts[cluster] += next.counts[cluster] }
    if let more = next.changed { changed = changed.map { $0 + more } }
    if var other = next.tightest, tightest.map({ other.margin < $0.margin }) ?? true {
      other.row += rows
      tightest = other
    }
    farthest += next.farthest.map { spare in
      var spare = spare
      spare.row += rows
      return spare
    }
    farthest.sort(by: SpareRow.precedes)
    sums = sums + next.sums
    loss = loss + next.loss
    rows += next.rows
  }
}
