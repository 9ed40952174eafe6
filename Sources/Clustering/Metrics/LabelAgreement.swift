/// How well predicted labels agree with known ones: scikit-learn's cluster metrics and the normalised clustering accuracy.
///
/// ```swift
/// let agreement = LabelAgreement(truth: species, predicted: model.labels)
/// print(agreement.adjustedRand, agreement.vMeasure, agreement.accuracy)
/// ```
///
/// Names and order of labels do not matter, on either side; they may be of different types. Every label is a class or a
/// cluster like any other, -1 too: leave out rows that were not labelled, on both sides, before. Edge cases are
/// scikit-learn's: without rows, and where both sides put all rows together, everything is 1 but ``fowlkesMallows``, which is 0
/// where no two rows are together in both.
///
/// Counts are exact whole numbers; what depends on them alone (``rand``, ``adjustedRand``) is rounded three times. Sums of
/// logarithms are taken in an order that neither names nor order of rows change.
/// - Complexity: O(rows) to make, O(cells log cells) where classes times clusters exceeds four times the rows. Memory: O(rows).
public struct LabelAgreement: Sendable {
  let table: Contingency

  /// - Parameters:
  ///   - truth: the known class of each row.
  ///   - predicted: the cluster of each row, in the same order; at most 2^31 rows.
  public init(truth: [some Hashable], predicted: [some Hashable]) { table = Contingency(truth, predicted) }

  /// Whether both sides are one partition under two lots of names.
  var isSamePartition: Bool { table.cells.count == table.left.count && table.cells.count == table.right.count }
}
