/// What k clusters of a few rows cost at least: a bound of k-means by semidefinite programming.
///
/// For a partition into k clusters let Z hold r_i r_j / W where i and j share a cluster of weight W, r the roots of the weights,
/// and C half the squared distances times r_i r_j. Then the inertia is <C, Z>, and Z r = r, Z >= 0, its eigenvalues k ones
/// and else zeros. So for any y and any N >= 0 it is at least
///
/// y . r + the sum of the k smallest eigenvalues of C - (y r' + r y') / 2 - N,
///
/// and C may be C plus any multiples >= 0 of the triangle inequalities that Z fulfils (``TriangleCuts``), whatever was done to
/// find them all: only this expression is evaluated with its rounding accounted for. Here the alternating
/// direction method finds them.
///
/// Sources: J. Peng and Y. Wei, *Approximating k-means-type clustering via semidefinite programming* (2007), DOI 10.1137/050641983;
/// Z. Wen, D. Goldfarb and W. Yin, *Alternating direction augmented Lagrangian methods for semidefinite programming* (2010),
/// DOI 10.1007/s12532-010-0017-1.
struct SemidefiniteBound {
  private let n: Int
  private let clusterCount: Int
  /// C divided by `unit`, [n, n].
  private let costs: [Double]
  /// C with what triangles add to it.
  private var tilted: [Double]
  private var triangles = TriangleCuts()
  private let unit: Double
  private let roots: [Double]
  /// The sum of their squares.
  private let mass: Double
  private var dual: SemidefiniteDual
  /// The penalty of the augmented Lagrangian.
  private var penalty = 0.4
  private(set) var best: (value: Double, dual: SemidefiniteDual, costs: [Double], reach: Double)

  /// - Parameters:
  ///   - costs: C, [n, n].
  ///   - roots: of the weights, n.
  ///   - labels: a good clustering, where the search begins.
  init(costs: [Double], roots: [Double], clusterCount: Int, labels: [Int]) {
    n = roots.count
    self.clusterCount = clusterCount
    self.roots = roots
    mass = roots.reduce(0) { $0 + $1 * $1 }
    let norm = costs.reduce(0) { $0 + $1 * $1 }.squareRoot()
    // A power of two, so that no digit is lost.
    let unit = norm > 0 ? Double(sign: .plus, exponent: (norm / Double(n).squareRoot()).exponent, significand: 1) : 1
    self.unit = unit
    self.costs = costs.map { $0 / unit }
    tilted = self.costs
    dual = SemidefiniteDual(order: n)
    var masses = [Double](repeating: 0, count: clusterCount)
    for (label, root) in zip(labels, roots) { masses[label] += root * root }
    for i in 0..<n {
      for j in 0..<n where labels[i] == labels[j] {
        dual.primal[i * n + j] = roots[i] * roots[j] / masses[labels[i]]
      }
    }
    best = (0, dual, tilted, 0)
  }

  /// Searches until the bound is within 1e-4 of `inertia`, hardly rises any more, or `limit` steps are made.
  mutating func search(below inertia: Double, limit: Int, _ isCancelled: () -> Bool) {
    var (last, idle) = (0.0, 0)
    for step in 1...limit {
      if isCancelled() { return }
      let (primal, slack) = advance()
      if step % 10 == 0 { penalty *= primal < slack / 2 ? 1.5 : primal > slack * 2 ? 1 / 1.5 : 1 }
      guard step % 25 == 0 || step == limit else { continue }
      let matrix = dual.matrix(tilted, roots)
      let values = SymmetricEigenvalues(matrix, order: n).values
      let value = unit * (dual.product(roots) + values.prefix(clusterCount).reduce(0, +))
      if value > best.value { best = (value, dual, tilted, triangles.reach(roots)) }
      idle = best.value - last < 1e-4 * inertia ? idle + 1 : 0
      if best.value >= inertia * (1 - 1e-4) || (step >= 100 && idle >= 4) { return }
      last = best.value
      if max(primal, slack) < 5e-4 { triangles.add(from: dual.primal, roots) }
    }
  }

  /// The bound of C, rounded down; at least 0.
  func proved() -> Double {
    guard best.value > 0 else { return 0 }
    let dual = best.dual
    let matrix = dual.matrix(best.costs, roots)
    let least = SymmetricEigenvalues(matrix, order: n).smallestSum(
      clusterCount, of: matrix, norm: matrix.reduce(0) { $0 + $1 * $1 }.squareRoot() * (1 + Double(n) * 0x1p-40))
    // Each element of the matrix was rounded six times at most, beside terms of these sizes.
    let terms = zip(dual.rows, roots).reduce(0) { $0 + ($1.0 * $1.1).magnitude }
    let sizes =
      (dual.rows.reduce(0) { $0 + $1 * $1 } * mass).squareRoot() + 4 * Double(n).squareRoot()
      + dual.slack.reduce(0) { $0 + $1 * $1 }.squareRoot()
    // The triangles' multiples were added up to elements of C.
    let tilt = Double(TriangleCuts.most(n) + 8) * 0x1p-52 * (4 * Double(n).squareRoot() + best.reach)
    let rounding =
      Double(clusterCount) * (0x1p-50 * (sizes + best.reach) + tilt) + Double(n + 4) * 0x1p-52 * terms
    return max(0, unit * (dual.product(roots) + least - rounding) * (1 - 0x1p-50))
  }

  /// One step; returns how far primal and dual constraints are from being met.
  private mutating func advance() -> (primal: Double, dual: Double) {
    if !triangles.isEmpty { tilted = triangles.tilted(costs, by: dual.primal, roots, penalty) }
    dual.solveRows(tilted, roots, mass, clusterCount, penalty)
    let matrix = dual.solveSlack(tilted, roots, penalty)
    let values = SymmetricEigenvalues(matrix, order: n)
    return dual.project(matrix, values, roots, penalty)
  }
}
