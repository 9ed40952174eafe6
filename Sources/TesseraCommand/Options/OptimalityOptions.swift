internal import ArgumentParser
internal import Clustering

/// How good a fit has to be, and how good it is said to be.
struct OptimalityOptions: ParsableArguments {
  @Flag(
    help: "Data of one column: find the best possible centroids, and prove it. Start and restarts do not matter then.")
  var optimal = false

  @Flag(
    help: """
      Prove how far the inertia is from the best possible, at most: by eigenvalues, and by semidefinite programmes of \
      subsets of the rows, which takes up to a minute or so; of many rows or clusters the bound is weak.
      """)
  var lowerBound = false

  func apply(to kMeans: inout KMeans) {
    kMeans.seeksOptimum = optimal
    kMeans.boundsInertia = lowerBound
  }
}
