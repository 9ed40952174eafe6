internal import Matrices
internal import TesseraKernels

/// Some rows of a problem, all of positive weight, by their numbers: a branch or a leaf of a tree.
struct TreeRows<Scalar: KernelScalar> {
  let problem: FitProblem<Scalar>
  /// Ascending.
  let rows: [Int32]

  /// All rows of positive weight.
  init(of problem: FitProblem<Scalar>) {
    self.problem = problem
    let weights = problem.points.weights
    rows = (0..<Int32(problem.points.rows)).filter { weights[Int($0)] > 0 }
  }

  init(_ rows: [Int32], of problem: FitProblem<Scalar>) { (self.problem, self.rows) = (problem, rows) }

  /// These rows, shared out by labels; one label per row.
  func parts(by labels: [Int32], count: Int) -> [TreeRows] {
    var sizes = [Int](repeating: 0, count: count)
    for label in labels { sizes[Int(label)] += 1 }
    var parts = sizes.map { size in
      var rows: [Int32] = []
      rows.reserveCapacity(size)
      return rows
    }
    for (position, label) in labels.enumerated() { parts[Int(label)].append(rows[position]) }
    return parts.map { TreeRows($0, of: problem) }
  }

  /// What they weigh, in units of the problem.
  var mass: Double {
    let weights = problem.points.weights
    guard weights.values != nil else { return Double(rows.count) }
    let quanta = rows.reduce(Int128(0)) { $0 + weights.quanta(of: Int($1)) }
    return FixedPoint.value(of: quanta, exponent: weights.exponent)
  }

  /// A copy of them, in units of the problem; the problem's own matrix where they are all of its rows.
  var matrix: Matrix<Scalar> {
    let points = problem.points.matrix
    return rows.count == points.rows ? points : points.selectingRows(rows.lazy.map { Int($0) })
  }

  var weights: [Double]? { problem.points.weights.values.map { values in rows.map { values[Int($0)] } } }

  /// How many of them are distinct, or `count` where there are more.
  func distinctRows(upTo count: Int) -> Int {
    guard count > 1, rows.count > 1 else { return min(count, rows.count) }
    let here = Reduction(ParallelRows(threads: 1), rows: rows.count)
    return matrix.distinctRows(upTo: min(count, rows.count), .none, in: here)
  }

  /// The problem of clustering them alone; its data's units are the units of this one.
  func problem(_ options: KMeans) throws(ClusteringError) -> FitProblem<Scalar> {
    try FitProblem(options, matrix, weights)
  }

  /// Labels and centroids, in units of the problem, of these rows alone.
  func fitted(_ options: KMeans, using generator: inout SeededGenerator) throws(ClusteringError) -> FinishedRun {
    let matrix = matrix
    let weights = weights
    let own = try FitProblem(options, matrix, weights)
    return try own.finishedWithinTree(options, matrix, weights, using: &generator)
  }
}

extension FitProblem {
  /// One run of these rows; nobody watches it, and where it is interrupted it is of no use.
  ///
  /// - Parameter original: the points in the data's units.
  func finishedWithinTree(
    _ options: KMeans, _ original: Matrix<Scalar>, _ weights: [Double]?, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> FinishedRun {
    let start = try start(options, original, weights, using: &generator)
    let run = try finished(
      options, from: RunState(from: start, generator), RunWatch(shouldStop: { false }, progress: { _, _, _ in }))
    if run.stopReason == .interrupted { throw .interrupted }
    return run
  }
}
