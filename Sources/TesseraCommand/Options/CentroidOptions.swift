internal import ArgumentParser
internal import Clustering
internal import Tessera

/// What stands for a cluster.
struct CentroidOptions: ParsableArguments {
  @Option(
    help: """
      What stands for a cluster: its mean, its median in every column (the sum of absolute differences is minimised), or one of its \
      rows, a medoid (the sum of distances is; up to 100000 rows).
      """)
  var centroid: CentroidName = .mean

  @Option(help: "medoid: the distance that is added up: euclidean, squared or manhattan (default: euclidean).")
  var medoidDistance: CentroidKind.MedoidDistance?

  func validate() throws {
    guard medoidDistance == nil || centroid == .medoid else {
      throw ValidationError("--medoid-distance belongs to --centroid medoid.")
    }
  }

  var kind: CentroidKind { centroid.kind(medoidDistance) }
}
