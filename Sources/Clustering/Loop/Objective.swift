internal import Matrices
internal import TesseraKernels

/// What a run minimises once rows are labelled: the sum over rows of w D to the centroid of their label, D the squared distance.
/// Centroids may lie where a ``CentroidConstraint`` lets them, and are optimal where each is the mean of its rows, or the nearest such
/// place.
///
/// Where centroids may lie and the test of optimality belong here: the loop asks no more of it than this. Another distance is the matter of an
/// assigner with a loss of its own, as that of medians is.
struct Objective<Scalar: KernelScalar> {
  private let problem: FitProblem<Scalar>
  private var frozenLoss: FrozenLoss<Scalar>
  /// What each cluster takes off its first term.
  private var gains: [DoubleDouble]
  /// For solvers that move centroids more often than rows.
  private var excessLoss: ExcessLoss<Scalar>?
  private var means = MeansTest<Scalar>()
  /// The rows that take part; nil for all.
  private(set) var sample: RowSample?
  /// At the last assignment, in scaled units.
  private(set) var loss = 0.0

  /// - Parameter movesOften: whether centroids move more often than rows.
  init(_ problem: FitProblem<Scalar>, movesOften: Bool) {
    self.problem = problem
    frozenLoss = problem.frozenLoss
    gains = Array(repeating: .zero, count: problem.clusterCount)
    excessLoss = movesOften ? ExcessLoss(problem, frozenLoss) : nil
  }

  /// Whether ``measure(at:_:frozen:labels:)`` asks for the statistics of the frozen rows.
  var needsStatistics: Bool { excessLoss != nil }

  /// Lets other rows take part (nil: all), whose statistics are given.
  mutating func admit(
    _ sample: RowSample?, at centroids: Matrix<Double>, _ statistics: StatisticsAccumulator<Scalar>
  ) {
    self.sample = sample
    frozenLoss =
      sample.map { FrozenLoss(problem.points, sample: $0, kernels: problem.kernels) } ?? problem.frozenLoss
    frozenLoss.update(&gains, where: nil, at: centroids, statistics)
    excessLoss = excessLoss.map { _ in ExcessLoss(problem, frozenLoss) }
  }

  /// Takes account of centroids that moved (nil: all), and of clusters that rows left or entered.
  mutating func note(
    moved: [Bool]?, touched: [Bool], at centroids: Matrix<Double>, _ statistics: StatisticsAccumulator<Scalar>
  ) {
    guard excessLoss == nil else {
      excessLoss?.note(touched)
      return
    }
    var moved = moved
    for cluster in touched.indices where touched[cluster] { moved?[cluster] = true }
    frozenLoss.update(&gains, where: moved, at: centroids, statistics)
  }

  /// Brings ``loss`` to the centroids.
  ///
  /// - Parameters:
  ///   - frozen: where it ``needsStatistics``.
  ///   - labels: of all rows; nil where an assignment was given up.
  mutating func measure(
    at centroids: Matrix<Double>, _ statistics: StatisticsAccumulator<Scalar>, frozen: ClusterStatistics?,
    labels: [Int32]?
  ) {
    loss = frozen.flatMap { excessLoss?.value(at: centroids, statistics, $0) } ?? frozenLoss.value(gains)
    guard frozenLoss.isLost(loss), let labels else { return }
    loss = problem.points.loss(labels: labels, centroids: centroids, sample: sample, problem.kernels)
  }

  // MARK: Optimality

  /// To be called where labels have changed.
  mutating func forgetMeans() { means.forget() }

  /// Whether no centroid with weight can do better, as far as digits go; see ``MeansTest``.
  mutating func isOptimal(at centroids: Matrix<Double>, _ frozen: ClusterStatistics, _ labels: [Int32]) -> Bool {
    means.holds(at: centroids, optimum(frozen, from: centroids), labels, problem)
  }

  /// Takes a step to where centroids may lie, and rounds what it has left next to the optimum; see ``MeansTest``.
  mutating func arrive(_ state: inout RunState, from old: Matrix<Double>, _ frozen: ClusterStatistics) {
    state.centroids = problem.constraint.apply(to: state.centroids, from: old, masses: frozen.masses, problem.kernels)
    means.arrive(&state, from: old, optimum(frozen, from: old))
  }

  /// The statistics with the best places for means.
  private func optimum(_ frozen: ClusterStatistics, from old: Matrix<Double>) -> ClusterStatistics {
    guard problem.constraint != .none else { return frozen }
    return ClusterStatistics(
      counts: frozen.counts, masses: frozen.masses,
      means: problem.constraint.apply(to: frozen.means, from: old, masses: frozen.masses, problem.kernels),
      loss: frozen.loss)
  }
}
