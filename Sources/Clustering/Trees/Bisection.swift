internal import Matrices
internal import TesseraKernels

/// Start centroids by splitting one cluster after the other in two.
///
/// All rows are one leaf in the beginning. The leaf with the largest inertia, or the largest weight, is split by k-means of two clusters
/// on its rows, until there are `clusterCount` leaves, whose centroids are the result (ties: the leaf that was made first; leaves
/// without two distinct rows are left whole). How a leaf is split depends on its rows and on the way to it alone: several are
/// split side by side before it is known that all of them will be.
///
/// The labels of a fit are those of the nearest centroid over all rows, as ever, and not those of the leaves: a row may lie nearer to
/// the centroid of another leaf than its own.
///
/// Source: M. Steinbach, G. Karypis and V. Kumar, *A comparison of document clustering techniques* (2000), KDD workshop on text
/// mining.
/// - Complexity: O(rows * dimensions) per update and level of the tree; about log2(clusterCount) levels where splits are even, and up to
///   `clusterCount` where they are not. Memory: 8 bytes per row, and for each leaf at work what a fit of its rows takes, with a
///   copy of these.
struct Bisection<Scalar: KernelScalar> {
  private let problem: FitProblem<Scalar>
  private let options: KMeans
  private let rule: ClusteringMethod.SplitRule
  private var leaves: [Leaf<Scalar>] = []
  private var order = LargestFirst()
  /// Splits of leaves that are still whole.
  private var splits: [Int: Split<Scalar>] = [:]

  init(_ problem: FitProblem<Scalar>, _ options: KMeans, by rule: ClusteringMethod.SplitRule) {
    (self.problem, self.options, self.rule) = (problem, options, rule)
  }

  /// In scaled units. The left part of a leaf takes its place, the right one comes last.
  mutating func centroids(using generator: inout SeededGenerator) throws(ClusteringError) -> Matrix<Double> {
    let count = problem.clusterCount
    let all = TreeRows(of: problem)
    let whole = try all.fitted(
      options.withinTree(clusterCount: 1, threads: problem.parallel.threads), using: &generator)
    add(Leaf(rows: all, centroid: whole.centroids, inertia: whole.inertia, key: generator.next()))
    options.meter?.begin("split clusters", of: count - 1)
    while leaves.count < count, let leaf = order.first {
      if splits[leaf] == nil { try makeSplits(atMost: count - leaves.count) }
      order.removeFirst()
      guard let split = splits.removeValue(forKey: leaf), let (left, right) = split.parts else { continue }
      leaves[leaf] = left
      order.insert(leaf, priority(left))
      add(right)
      options.meter?.advance(by: 1)
    }
    return Matrix(stacking: leaves.map { $0.centroid })
  }

  private mutating func add(_ leaf: Leaf<Scalar>) {
    leaves.append(leaf)
    order.insert(leaves.count - 1, priority(leaf))
  }

  private func priority(_ leaf: Leaf<Scalar>) -> Double {
    switch rule {
    case .inertia: leaf.inertia
    case .size: leaf.rows.mass
    }
  }

  /// Splits the next leaf, and with small ones others that are likely to follow.
  private mutating func makeSplits(atMost most: Int) throws(ClusteringError) {
    let threads = problem.parallel.threads
    let next = order.leading(min(most, 4 * threads)).filter { splits[$0] == nil }
    let isLarge = leaves[next[0]].rows.rows.count * problem.points.dimensions > 1 << 18
    let (leaves, options) = (leaves, options)
    if isLarge || threads == 1 {
      splits[next[0]] = try leaves[next[0]].split(options.withinTree(clusterCount: 2, threads: threads))
      return
    }
    let alone = options.withinTree(clusterCount: 2, threads: 1)
    let found = problem.parallel.mapChunks(of: next.count, chunk: 1) { _, index, _ in
      Result { () throws(ClusteringError) in try leaves[next[index]].split(alone) }
    }
    for (leaf, split) in zip(next, found) { splits[leaf] = try split.get() }
  }
}

/// Rows that are one cluster.
private struct Leaf<Scalar: KernelScalar>: Sendable {
  let rows: TreeRows<Scalar>
  /// [1, dimensions], in scaled units.
  let centroid: Matrix<Double>
  let inertia: Double
  /// Of the way to it.
  let key: UInt64
}

/// What a leaf becomes.
private struct Split<Scalar: KernelScalar>: Sendable {
  /// nil where it has no two distinct rows.
  let parts: (Leaf<Scalar>, Leaf<Scalar>)?
}

extension Leaf {
  func split(_ options: KMeans) throws(ClusteringError) -> Split<Scalar> {
    guard rows.distinctRows(upTo: 2) == 2 else { return Split(parts: nil) }
    var generator = SeededGenerator(seed: key)
    let run = try rows.fitted(options, using: &generator)
    let parts = rows.parts(by: run.labels, count: 2)
    guard parts.allSatisfy({ !$0.rows.isEmpty }) else { return apart(using: &generator) }
    let inertias = parts.indices.map { parts[$0].inertia(around: run.centroids.row($0)) }
    func part(_ index: Int) -> Leaf {
      Leaf(
        rows: parts[index], centroid: run.centroids.selectingRows([index]), inertia: inertias[index],
        key: generator.next())
    }
    return Split(parts: (part(0), part(1)))
  }

  /// The first row, and rows like it, apart from the others: where all distances between them vanish.
  private func apart(using generator: inout SeededGenerator) -> Split<Scalar> {
    let matrix = rows.matrix
    let labels: [Int32] = (0..<matrix.rows).map { matrix.row($0).elementsEqual(matrix.row(0)) ? 0 : 1 }
    let parts = rows.parts(by: labels, count: 2)
    func part(_ index: Int) -> Leaf {
      let first = labels.firstIndex(of: Int32(index)) ?? 0
      return Leaf(
        rows: parts[index], centroid: matrix.selectingRows([first]).converted(), inertia: 0, key: generator.next())
    }
    return Split(parts: (part(0), part(1)))
  }
}

extension TreeRows {
  /// The sum of w D to one centroid, in the order of the rows.
  fileprivate func inertia(around centroid: some Sequence<Double>) -> Double {
    let (points, kernels) = (problem.points, problem.kernels)
    let (d, centroid) = (points.dimensions, Array(centroid))
    return points.matrix.withUnsafeElements { elements in
      rows.reduce(0) { sum, row in
        var square = 0.0
        kernels.distances(
          elements.baseAddress! + Int(row) * d, centroids: centroid, dimensions: d, indices: nil, count: 1,
          into: &square)
        return sum + square * points.weights[Int(row)]
      }
    }
  }
}
