internal import Matrices
internal import TesseraKernels

/// Start centroids by a tree of k-means: branches first, then the clusters of each branch.
///
/// Rows are clustered into about the root of `clusterCount` branches, so that both levels cost about the same. Each branch gets
/// a number of clusters that is proportional to its weight (``Allotment``), one at least and no more than it has distinct
/// rows, exactly `clusterCount` all in all, and is clustered on its own; a branch with more than 1024 clusters is a tree again. What a
/// branch finds depends on its rows and its number alone: small ones are clustered side by side, each on one thread.
///
/// Source: D. Nistér and H. Stewénius, *Scalable recognition with a vocabulary tree* (2006), DOI 10.1109/CVPR.2006.264;
/// numbers in proportion to sizes as in L. Kuffó and P. Boncz's SuperKMeans (2025).
/// - Complexity: O(rows * sqrt(clusterCount) * dimensions) per update of a level, for up to 1024 * 1024 clusters. Memory: 4 bytes per
///   row, and for each branch at work what a fit of its rows takes, with a copy of these: as many branches as there are threads, or one
///   large one.
struct Hierarchy<Scalar: KernelScalar> {
  private let problem: FitProblem<Scalar>
  private let options: KMeans
  private let clusterCount: Int

  init(_ problem: FitProblem<Scalar>, _ options: KMeans) {
    (self.problem, self.options, clusterCount) = (problem, options, problem.clusterCount)
  }

  /// Up to so many clusters a branch has no branches.
  static var mostLeaves: Int { 1024 }

  /// How many branches there are: the root, rounded up, or as many as leave ``mostLeaves`` to each.
  static func branchCount(for clusterCount: Int) -> Int {
    var width = Int(Double(clusterCount).squareRoot())
    while width * width < clusterCount { width += 1 }
    return min(width, mostLeaves)
  }

  /// In scaled units; branch by branch.
  func centroids(using generator: inout SeededGenerator) throws(ClusteringError) -> Matrix<Double> {
    let all = TreeRows(of: problem)
    let run = try all.fitted(
      level(Self.branchCount(for: clusterCount), threads: problem.parallel.threads), using: &generator)
    let branches = all.parts(by: run.labels, count: run.centroids.rows).filter { !$0.rows.isEmpty }
    let shares = try shares(of: branches)
    let found = try TreeFits(problem, options).results(
      sizes: branches.indices.map { Double(branches[$0].rows.count) * Double(shares[$0]) }
    ) { [options, key = generator.next()] branch, threads throws(ClusteringError) in
      var generator = SeededGenerator(seed: key, stream: UInt64(branch))
      let share = shares[branch]
      guard share > Self.mostLeaves else {
        return try branches[branch].fitted(level(share, threads: threads), using: &generator).centroids
      }
      let own = try branches[branch].problem(options.withinTree(clusterCount: share, threads: threads))
      return own.points.scale.unscaled(try Hierarchy(own, options).centroids(using: &generator))
    }
    return Matrix(stacking: found)
  }

  /// The options of one level's fit: rough, for the updates over all rows mend what is left.
  private func level(_ count: Int, threads: Int) -> KMeans {
    var level = options.withinTree(clusterCount: count, threads: threads)
    level.maximumIterations = min(options.maximumIterations, 10)
    level.tolerance = max(options.tolerance, 1e-3)
    return level
  }

  /// How many clusters the branches have: none more than distinct rows, which are counted as far as they matter.
  private func shares(of branches: [TreeRows<Scalar>]) throws(ClusteringError) -> [Int] {
    let masses = branches.map { $0.mass }
    var most = branches.map { $0.rows.count }
    var counted = [Int](repeating: 1, count: branches.count)
    while true {
      let shares = Allotment.shares(of: clusterCount, masses: masses, most: most)
      let open = shares.indices.filter { shares[$0] > counted[$0] }
      if open.isEmpty { return shares }
      let distinct = problem.parallel.mapChunks(of: open.count, chunk: 1) { _, index, _ in
        branches[open[index]].distinctRows(upTo: shares[open[index]])
      }
      for (branch, count) in zip(open, distinct) {
        counted[branch] = shares[branch]
        if count < shares[branch] { most[branch] = count }
      }
      if try problem.isCancelled() { throw .interrupted }
    }
  }
}

extension Matrix<Double> {
  /// Matrices of as many columns, one below the other.
  init(stacking parts: [Matrix]) {
    self.init(
      rows: parts.reduce(0) { $0 + $1.rows }, columns: parts.first?.columns ?? 0,
      elements: parts.flatMap { $0.withUnsafeElements { Array($0) } })
  }
}
