internal import Matrices
internal import TesseraKernels

/// A memetic search: children take each centroid from one of two parents, one centroid moves elsewhere, and a descent makes the
/// child a local minimum; the best survive.
///
/// Children come in generations of a fixed number, each with random choices of its own, so that they may be made side by side: the
/// result does not depend on how many are.
///
/// Source: D. Gribel and T. Vidal, *HG-means: a scalable hybrid genetic algorithm for minimum sum-of-squares clustering* (2019),
/// DOI 10.1016/j.patcog.2018.12.022, arXiv 1804.09813; descents end with single moves (``HartiganMoves``) here.
/// - Complexity: that of a descent, and O(clusterCount^3), per child. Memory: 20 to 30 solutions.
struct MemeticSearch: SearchStrategy {
  let patience: Int?

  func improve<Scalar: KernelScalar>(_ best: SearchSolution, in space: SearchSpace<Scalar>) -> SearchSolution {
    guard space.clusterCount > 1 else { return best }
    let effort = SearchEffort(space.points.rows, space.points.dimensions, space.clusterCount)
    let patience = patience ?? effort.patience
    var population = Population([best])
    let count = max(Population.least, space.options.restarts) - 1
    nonisolated(unsafe) let shared = space
    let first = space.map(count) { descent, index in
      if shared.watch.isOver { return nil as SearchSolution? }
      var generator = shared.generator(1000 + index)
      return descent.descended(from: shared.start(using: &generator), than: best, effort)
    }
    guard !space.isOver else { return Population([best] + first.compactMap { $0 }).best }
    var lowest = best
    for solution in first { if let better = space.better(solution, than: lowest) { lowest = better } }
    population.add(first.compactMap { $0 })

    var (born, quiet) = (0, 0)
    space.meter?.begin("search by generations", of: patience)
    while quiet < patience, born < 20 * patience {
      let (parents, base, lowestNow) = (population, 1_000_000 + born, lowest)
      let children = space.map(Self.generation) { descent, index in
        if shared.watch.isOver { return nil as SearchSolution? }
        var generator = shared.generator(base + index)
        guard let child = descent.child(of: parents, using: &generator) else { return nil }
        return descent.descended(from: child, than: lowestNow, effort)
      }
      born += Self.generation
      quiet += Self.generation
      for child in children {
        if let better = space.better(child, than: lowest) { (lowest, quiet) = (better, 0) }
      }
      // What is better begins the patience anew.
      if quiet == 0 { space.meter?.begin("search on, \(space.improvements) times better", of: patience) }
      space.meter?.advance(by: quiet == 0 ? 0 : Self.generation)
      if space.isOver { break }
      population.add(children.compactMap { $0 })
    }
    return lowest
  }

  private static var generation: Int { 8 }
}

/// How carefully data of a size are searched, by what an assignment costs: the same on all machines.
struct SearchEffort: Sendable {
  /// How many children may be born in vain.
  let patience: Int
  /// Where descents pause: what they have come to then is compared with the best.
  let tolerance: Double

  init(_ rows: Int, _ dimensions: Int, _ clusterCount: Int) {
    let work = Double(rows) * Double(dimensions) * Double(clusterCount)
    patience = Int(min(500, max(40, 2e9 / work)))
    tolerance = rows > 1 << 14 ? 1e-4 : 0
  }
}

extension LloydDescent {
  /// Where a run from `start` ends, refined where it comes near the best.
  fileprivate func descended(
    from start: Matrix<Double>, than best: SearchSolution, _ effort: SearchEffort
  ) -> SearchSolution? {
    guard var solution = run(from: start, tolerance: effort.tolerance) else { return nil }
    guard solution.inertia < best.inertia * (effort.tolerance > 0 ? 1.005 : 1.02) else { return solution }
    if effort.tolerance > 0 {
      guard let exact = run(from: solution.centroids) else { return nil }
      solution = exact
    }
    return refined(solution)
  }

  /// A child of two of the population: each pair of matched centroids gives one, and one of all begins anew at a row drawn by
  /// D^2 or by weight.
  fileprivate func child(of population: Population, using generator: inout SeededGenerator) -> Matrix<Double>? {
    let first = population.parent(using: &generator)
    let second = population.parent(using: &generator)
    let matching = CentroidMatching(first.centroids, second.centroids, engine.kernels)
    var child = first.centroids
    for (cluster, partner) in matching.partners.enumerated() where generator.next() >> 63 == 1 {
      child.setRow(cluster, second.centroids.row(partner))
    }
    let leaving = generator.index(below: child.rows)
    // In the place of another one it wins no row.
    child.setRow(leaving, child.row((leaving + 1) % child.rows))
    _ = exact.bring(to: child)
    let row = RowDraw.row(
      engine.ownSquaredDistances(), problem.points.weights, share: generator.unit(), using: &generator)
    child.setRow(leaving, problem.points.vector(row))
    return child
  }
}
