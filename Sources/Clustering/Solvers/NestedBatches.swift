internal import Refusals

/// Lloyd's algorithm on random samples that double, each holding the one before, until all rows take part.
///
/// ```swift
/// kmeans.solver = .nestedBatches()
/// kmeans.tolerance = 2 * Double(kmeans.clusterCount) / Double(points.rows)
/// ```
///
/// The means of a sample of b rows miss those of all rows by about clusterCount / b of the inertia. While an update gains more
/// than a share of that, a sample is as good as all rows and cheaper; when it gains less, the sample doubles. Once it would
/// exceed half of the data all rows take part, and from there on this is ``Lloyd``: it ends at a fixed point, at the
/// tolerance or at the limit, and its certificates are those of any full-batch solver. A tolerance is what makes it fast:
/// without one it goes on to a fixed point, as ``Lloyd`` does.
///
/// Trace entries of updates on samples have a ``TraceEntry/batchLoss``, the inertia of the sample before the update; the
/// inertia of all rows is measured at the start and from the first update on all rows on.
///
/// - Complexity: that of ``Lloyd`` per row that takes part; rows that rest cost reading their bounds. Nothing is copied: memory is
///   that of ``Lloyd``, 25 bytes per centroid element and 2 per row more.
///
/// Source: J. Newling and F. Fleuret, *Nested mini-batch k-means* (2016), arXiv 1602.02934; as theirs, our
/// batches carry the bounds of rows from one to the next.
public struct NestedBatches: Solver {
  /// About how many rows the first sample has; nil for 40 to 50 per cluster.
  public var batchSize: Int? {
    didSet { Self.check(batchSize) }
  }

  public init(batchSize: Int? = nil) {
    Self.check(batchSize)
    self.batchSize = batchSize
  }

  private static func check(_ batchSize: Int?) {
    require(batchSize.map { $0 >= 1 } ?? true, "a batch has at least one row")
  }

  public var name: String { "nested" }
  public var sampling: BatchSampling { .nested(from: batchSize) }
  public var relocatesEmptyClusters: Bool { true }
  public var dependsOnAssignmentOnly: Bool { true }

  public func makeStepper(for problem: SolverProblem) -> AnyStepper { RelaxedStep(relaxation: 1).erased }
}

extension Solver where Self == NestedBatches {
  /// Lloyd's algorithm on samples that double from 40 to 50 rows per cluster to all.
  public static var nestedBatches: NestedBatches { NestedBatches() }

  /// Lloyd's algorithm on samples that double from about `batchSize` rows (nil: 40 to 50 per cluster) to all.
  public static func nestedBatches(batchSize: Int? = nil) -> NestedBatches { NestedBatches(batchSize: batchSize) }
}
