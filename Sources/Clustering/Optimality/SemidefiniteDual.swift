/// Multipliers of the semidefinite programme of ``SemidefiniteBound``, and steps of the alternating direction method.
struct SemidefiniteDual {
  private let n: Int
  /// y, of Z r = r.
  private(set) var rows: [Double]
  /// u, of tr Z = k.
  private var trace = 0.0
  /// N >= 0, of Z >= 0.
  private(set) var slack: [Double]
  /// S, positive semidefinite.
  private var rest: [Double]
  /// Z.
  var primal: [Double]

  init(order: Int) {
    n = order
    rows = Array(repeating: 0, count: order)
    slack = Array(repeating: 0, count: order * order)
    (rest, primal) = (slack, slack)
  }

  /// y . r
  func product(_ roots: [Double]) -> Double { zip(rows, roots).reduce(0) { $0 + $1.0 * $1.1 } }

  /// C - (y r' + r y') / 2 - N, symmetric.
  func matrix(_ costs: [Double], _ roots: [Double]) -> [Double] {
    var matrix = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for j in 0...i {
        let value = costs[i * n + j] - (rows[i] * roots[j] + rows[j] * roots[i]) / 2 - slack[i * n + j]
        (matrix[i * n + j], matrix[j * n + i]) = (value, value)
      }
    }
    return matrix
  }

  /// y and u that minimise the augmented Lagrangian: a linear system whose matrix has this inverse.
  mutating func solveRows(
    _ costs: [Double], _ roots: [Double], _ mass: Double, _ clusterCount: Int, _ penalty: Double
  ) {
    var right = [Double](repeating: 0, count: n)
    var last = Double(clusterCount) / penalty
    for i in 0..<n {
      var (open, held) = (0.0, 0.0)
      for j in 0..<n {
        let index = i * n + j
        open += (costs[index] - rest[index] - slack[index]) * roots[j]
        held += primal[index] * roots[j]
      }
      right[i] = open + (roots[i] - held) / penalty
      let index = i * n + i
      last += costs[index] - rest[index] - slack[index] - primal[index] / penalty
    }
    let share = zip(roots, right).reduce(0) { $0 + $1.0 * $1.1 } / mass
    trace = n > 1 ? (last - share) / Double(n - 1) : 0
    let product = share - trace
    for i in 0..<n { rows[i] = 2 / mass * (right[i] - trace * roots[i] - roots[i] * product / 2) }
  }

  /// N that does, and the matrix whose positive part S is to be.
  mutating func solveSlack(_ costs: [Double], _ roots: [Double], _ penalty: Double) -> [Double] {
    var matrix = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for j in 0...i {
        let index = i * n + j
        var base = costs[index] - (rows[i] * roots[j] + rows[j] * roots[i]) / 2 - primal[index] / penalty
        if i == j { base -= trace }
        let slack = max(0, base - rest[index])
        (self.slack[index], self.slack[j * n + i]) = (slack, slack)
        (matrix[index], matrix[j * n + i]) = (base - slack, base - slack)
      }
    }
    return matrix
  }

  /// Splits the matrix: its positive part becomes S, its negative part moves Z.
  mutating func project(
    _ matrix: [Double], _ values: SymmetricEigenvalues, _ roots: [Double], _ penalty: Double
  ) -> (primal: Double, dual: Double) {
    let negative = values.negativePart()
    var (primalSquare, dualSquare, rootSquare) = (0.0, 0.0, 0.0)
    for index in matrix.indices {
      rest[index] = matrix[index] - negative[index]
      let step = -penalty * negative[index] - primal[index]
      dualSquare += step * step
      primal[index] += 1.6 * step
      if primal[index] < 0 { primalSquare += primal[index] * primal[index] }
    }
    for i in 0..<n {
      var sum = -roots[i]
      for j in 0..<n { sum += primal[i * n + j] * roots[j] }
      primalSquare += sum * sum
      rootSquare += roots[i] * roots[i]
    }
    return (
      primalSquare.squareRoot() / (1 + rootSquare.squareRoot()),
      dualSquare.squareRoot() / penalty / (1 + Double(n).squareRoot())
    )
  }
}

extension SymmetricEigenvalues {
  /// The sum of value times vector times its transpose over the negative values.
  fileprivate func negativePart() -> [Double] {
    var part = [Double](repeating: 0, count: order * order)
    vectors.withUnsafeBufferPointer { vectors in
      part.withUnsafeMutableBufferPointer { part in
        for row in 0..<order where values[row] < 0 {
          let vector = vectors.baseAddress! + row * order
          for i in 0..<order {
            let (factor, target) = (values[row] * vector[i], part.baseAddress! + i * order)
            for j in 0..<order { target[j] += factor * vector[j] }
          }
        }
      }
    }
    return part
  }
}
