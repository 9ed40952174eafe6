internal import Matrices
internal import TesseraKernels

/// Breathing k-means: `size` centroids are added, beside those whose rows lie farthest, then as many are taken away, those that
/// would be missed least, with a run after each; where that gains nothing, one fewer the next time.
///
/// Of centroids that stand in for each other one is taken only: the neighbours of one that goes stay.
///
/// Source: B. Fritzke, *Breathing k-means: an approximation algorithm for the k-means problem* (2020), arXiv 2006.15666.
struct BreathingSearch: SearchStrategy {
  let size: Int

  func improve<Scalar: KernelScalar>(_ best: SearchSolution, in space: SearchSpace<Scalar>) -> SearchSolution {
    var best = best
    var generator = space.generator(0)
    var size = min(size, space.clusterCount)
    let small = space.descent()
    space.meter?.begin("breathe", of: size)
    while size > 0 {
      let large = space.descent(clusterCount: space.clusterCount + size)
      defer { space.count(large.runs) }
      while true {
        guard !space.isOver, small.stand(at: best),
          large.run(from: Breath(small).inhaled(size, using: &generator)) != nil,
          let next = small.run(from: Breath(large).exhaled(size))
        else { return best }
        guard let better = space.better(next, than: best) else { break }
        best = better
      }
      size -= 1
      space.meter?.advance(by: 1)
    }
    return best
  }
}

/// What clusters say about where centroids are missing, and where they are not needed.
private struct Breath<Scalar: KernelScalar> {
  private let centroids: Matrix<Double>
  /// Per cluster the sum of w D of its rows, their weight, and by how much that sum would grow without the centroid.
  private var errors: [Double]
  private var masses: [Double]
  private var utilities: [Double]
  private let kernels: Kernels

  /// - Parameter descent: stands where a run ended.
  init(_ descent: LloydDescent<Scalar>) {
    let (engine, points) = (descent.engine, descent.problem.points)
    let count = engine.centroids.count
    kernels = engine.kernels
    centroids = Matrix(rows: count, columns: points.dimensions, elements: engine.centroids.elements)
    errors = Array(repeating: 0, count: count)
    (masses, utilities) = (errors, errors)
    let squares = engine.nearestSquares()
    for (row, label) in engine.labels.enumerated() {
      let weight = points.weights[row]
      errors[Int(label)] += weight * squares.first[row]
      masses[Int(label)] += weight
      utilities[Int(label)] += weight * (squares.second[row] - squares.first[row])
    }
  }

  /// The centroids and `size` more, a little beside those of the largest error (ties: the lowest index).
  func inhaled(_ size: Int, using generator: inout SeededGenerator) -> Matrix<Double> {
    let d = centroids.columns
    var elements = centroids.withUnsafeElements { Array($0) }
    for cluster in errors.indices.sorted(by: { (errors[$0], $1) > (errors[$1], $0) })[..<size] {
      // A hundredth of what rows differ from it in a column.
      let step = masses[cluster] > 0 ? 0.01 * (errors[cluster] / masses[cluster] / Double(d)).squareRoot() : 0
      for column in 0..<d {
        elements.append(centroids[cluster, column] + step * (2 * generator.unit() - 1))
      }
    }
    return Matrix(rows: centroids.rows + size, columns: d, elements: elements)
  }

  /// The centroids without `size` of them.
  func exhaled(_ size: Int) -> Matrix<Double> {
    let (count, d) = (centroids.rows, centroids.columns)
    var leaves = Array(repeating: false, count: count)
    var stays = leaves
    var (left, kept) = (0, 0)
    let squares = CentroidMatching.squares(centroids, centroids, kernels)
    var reach = 0.0
    for cluster in 0..<count {
      let nearest = (0..<count).reduce(Double.infinity) { $1 == cluster ? $0 : min($0, squares[cluster * count + $1]) }
      reach += nearest.squareRoot() / Double(count)
    }
    let limit = 1.1 * reach
    for cluster in utilities.indices.sorted(by: { (utilities[$0], $0) < (utilities[$1], $1) })
    where left < size && !stays[cluster] {
      leaves[cluster] = true
      left += 1
      let neighbours = (0..<count).filter {
        $0 != cluster && !leaves[$0] && !stays[$0] && squares[cluster * count + $0].squareRoot() <= limit
      }
      let nearestFirst = neighbours.sorted { (squares[cluster * count + $0], $0) < (squares[cluster * count + $1], $1) }
      for neighbour in nearestFirst where kept + size < count {
        stays[neighbour] = true
        kept += 1
      }
    }
    let rest = (0..<count).filter { !leaves[$0] }
    return Matrix(rows: count - size, columns: d, elements: rest[..<(count - size)].flatMap { centroids.row($0) })
  }
}
