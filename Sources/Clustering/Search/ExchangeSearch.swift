internal import Matrices
internal import TesseraKernels

/// Local search: a row drawn by D^2 takes the place of a centroid, of the one whose exchange leaves the smallest inertia; it stays
/// where the run from there ends lower than before.
///
/// Source: S. Lattanzi and C. Sohler, *A better k-means++ algorithm via local search* (2019), ICML. That the exchange is judged
/// after Lloyd's rule, not before: T. Conrads, L. Drexler, J. Könen, D. R. Schmidt and M. Schmidt, *Local search k-means++ with
/// foresight* (2024), SEA, who look one update ahead; here it is a whole run.
/// - Complexity: per round that of a run.
struct ExchangeSearch: SearchStrategy {
  let rounds: Int

  func improve<Scalar: KernelScalar>(_ best: SearchSolution, in space: SearchSpace<Scalar>) -> SearchSolution {
    var best = best
    let descent = space.descent()
    var squares: NearestSquares?
    space.meter?.begin("exchange centroids", of: rounds)
    for round in 0..<rounds {
      defer { space.meter?.advance(by: 1) }
      if squares == nil {
        guard descent.stand(at: best) else { return best }
        squares = descent.engine.nearestSquares()
      }
      guard let known = squares, !space.isOver else { return best }
      var generator = space.generator(round)
      let row = RowDraw.row(known.first, space.points.weights, using: &generator)
      guard descent.stand(at: best) else { return best }
      let leaving = Exchange(descent, known).cluster(leftBy: row)
      var start = best.centroids
      start.setRow(leaving, space.points.vector(row))
      if let better = space.better(descent.run(from: start), than: best) { (best, squares) = (better, nil) }
    }
    return best
  }
}

/// What becomes of the inertia where a row is a centroid instead of one of them.
private struct Exchange<Scalar: KernelScalar> {
  private let engine: AssignmentEngine<Scalar>
  private let squares: NearestSquares

  init(_ descent: LloydDescent<Scalar>, _ squares: NearestSquares) {
    engine = descent.engine
    self.squares = squares
  }

  /// The cluster whose centroid is missed least beside a new one at `row` (ties: the lowest index).
  func cluster(leftBy row: Int) -> Int {
    let (points, d) = (engine.points, engine.points.dimensions)
    let vector = points.vector(row)
    var losses = [Double](repeating: 0, count: engine.centroids.count)
    points.matrix.withUnsafeElements { elements in
      vector.withUnsafeBufferPointer { vector in
        for (other, label) in engine.labels.enumerated() {
          var square = 0.0
          engine.kernels.distances(
            elements.baseAddress! + other * d, centroids: vector.baseAddress!, dimensions: d, indices: nil, count: 1,
            into: &square)
          let loss = min(square, squares.second[other]) - min(square, squares.first[other])
          losses[Int(label)] += points.weights[other] * loss
        }
      }
    }
    return losses.indices.reduce(0) { losses[$1] < losses[$0] ? $1 : $0 }
  }
}
