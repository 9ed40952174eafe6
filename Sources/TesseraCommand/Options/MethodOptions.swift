internal import ArgumentParser
internal import Clustering
internal import Tessera

/// Whether a tree finds where the clusters start.
struct MethodOptions: ParsableArguments {
  @Option(
    help: """
      flat; hierarchical: a tree of clusterings finds the start, for thousands of clusters; or bisecting: one cluster after the other is \
      split in two.
      """)
  var method: MethodName = .flat

  @Option(
    help: "hierarchical, bisecting: the most updates over all rows after the tree (default: 5, and 0 for bisecting).")
  var refine: Int?

  @Option(help: "bisecting: which cluster is split next, that with the largest inertia or size (default: inertia).")
  var split: ClusteringMethod.SplitRule?

  func validate() throws {
    if let refine {
      guard method != .flat else {
        throw ValidationError("--refine belongs to --method hierarchical or --method bisecting.")
      }
      guard refine >= 0 else { throw ValidationError("--refine is at least 0.") }
    }
    if split != nil, method != .bisecting { throw ValidationError("--split belongs to --method bisecting.") }
  }

  var chosen: ClusteringMethod { method.method(refinement: refine, split: split ?? .inertia) }
}
