extension LabelAgreement {
  /// The normalised clustering accuracy: 1 where every class is one cluster, 0 where clusters match classes no better than
  /// rows dealt out evenly, at least -1 / (classes - 1).
  ///
  /// Clusters and classes are matched one to one so that the sum over classes of the share of their rows in the matched
  /// cluster is largest (a class without a cluster has share 0). The mean of the shares, the accuracy averaged over classes, is
  /// then normalised: (mean - 1 / classes) / (1 - 1 / classes). Every class counts as much, whatever its size; for
  /// classes of one size the mean is the share of rows that lie in the cluster matched with their class.
  ///
  /// This is NCA of Gagolewski's clustering benchmarks. It is not symmetric. With a single class there is nothing to normalise:
  /// 1 for a single cluster, else 0.
  ///
  /// Source: M. Gagolewski, *Normalised clustering accuracy: an asymmetric external cluster validity measure* (2025),
  /// DOI 10.1007/s00357-024-09482-2.
  /// - Complexity: O(classes * cells log cells) at most, far less where most clusters lie in one class.
  public var accuracy: Double {
    guard table.left.count > 1 else { return isSamePartition ? 1 : 0 }
    let shares = table.cells.map { Double($0.count) / Double(table.left[$0.left]) }
    let matched = Matching(
      lefts: table.left.count, rights: table.right.count,
      edges: zip(table.cells, shares).map { .init(left: $0.left, right: $0.right, weight: $1) })
    let sum = matched.edges.reduce(0) { $0 + shares[$1] }
    return (sum - 1) / Double(table.left.count - 1)
  }
}
