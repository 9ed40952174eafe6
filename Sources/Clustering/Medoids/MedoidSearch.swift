internal import Matrices
internal import TesseraKernels

/// k-medoids by FasterPAM: rows are tried in a random order, and the best exchange of a medoid for the row in hand is made at once where
/// it lowers the loss, until a whole pass finds none. The result is a local optimum of PAM: no exchange of one medoid for one row lowers
/// the sum of distances.
///
/// Rows are tried eight by eight on each thread, ahead of their turn; after an exchange whatever was tried behind it is tried again. So
/// the exchanges are those of one row after the other, whatever the number of threads.
///
/// - Complexity: O(rows^2 * dimensions) per pass, of which there are two to six, O(rows * dimensions) per exchange. Memory: 80 bytes per
///   row and a copy of the points in Double; no matrix of distances.
///
/// Source: E. Schubert and P. J. Rousseeuw, *Fast and eager k-medoids clustering* (2021), DOI 10.1016/j.is.2021.101804,
/// arXiv 2008.05171.
struct MedoidSearch<Scalar: KernelScalar> {
  private let problem: FitProblem<Scalar>
  private let options: KMeans
  private let filter: ExchangeFilter
  private var state: MedoidState
  /// The rows that may be medoids, those of positive weight, in the order in which they are tried.
  private var order: [Int] = []
  private var place = 0
  /// How many rows have been tried since the last exchange.
  private var tried = 0
  /// How many panels of eight are tried at once.
  private var width = 1
  private var isMedoid: [Bool]

  /// - Parameter start: [clusterCount, dimensions], in scaled units; the rows nearest to them are the first medoids.
  init(
    _ problem: FitProblem<Scalar>, _ options: KMeans, _ distance: CentroidKind.MedoidDistance,
    from start: Matrix<Double>
  ) throws(ClusteringError) {
    (self.problem, self.options) = (problem, options)
    let distances = RowDistances(problem.points.matrix, distance, problem.kernels, problem.parallel)
    let rows = problem.rows(nearestTo: start)
    if try problem.isCancelled() { throw .interrupted }
    filter = ExchangeFilter(distances)
    state = MedoidState(rows, distances, problem.points.weights, problem.parallel)
    isMedoid = Array(repeating: false, count: problem.points.rows)
    for row in rows { isMedoid[Int(row)] = true }
  }

  mutating func run(_ start: RunState, _ watch: RunWatch<Scalar>) throws(ClusteringError) -> FinishedRun {
    let clock = ContinuousClock()
    let (begin, weights) = (clock.now, problem.points.weights)
    var run = start
    order = (0..<problem.points.rows).filter { weights[$0] > 0 }
    for index in order.indices.dropLast().reversed() {
      order.swapAt(index + 1, run.generator.index(below: index + 2))
    }
    let observer = ExactAssigner(problem, options)
    func record(changed: Int) throws(ClusteringError) {
      var entry = TraceEntry(iteration: run.iteration, changed: changed)
      entry.inertia = problem.points.unscaledLoss(
        problem.points.loss(labels: state.nearest, centroids: centroids, problem.kernels))
      entry.loss = try problem.unscaled(FixedPoint.value(of: state.loss, exponent: state.exponent), state.distances)
      entry.seconds = (clock.now - begin).inSeconds
      run.centroids = centroids
      if options.keepsCentroids, (run.trace.count + 1) * centroids.count <= TraceEntry.mostKept {
        entry.centroids = problem.points.scale.unscaled(centroids)
      }
      run.trace.append(entry)
      watch.progress(entry, observer, run)
    }
    try record(changed: 0)
    while run.iteration < options.maximumIterations {
      let stops = try problem.isCancelled(or: watch.shouldStop())
      watch.keep(run, stops)
      if stops { return try finish(run, .interrupted) }
      let (before, loss) = (state.nearest, state.loss)
      let reason = pass()
      run.iteration += 1
      try record(changed: zip(before, state.nearest).count { $0 != $1 })
      if let reason { return try finish(run, reason) }
      let gain = Double(loss - state.loss)
      if options.tolerance > 0, gain < options.tolerance * Double(loss) { return try finish(run, .tolerance) }
    }
    return try finish(run, .maxIterations)
  }

  private var centroids: Matrix<Double> { problem.points.vectors(state.medoids.map { Int($0) }).converted() }

  /// Tries every row once, or those that are left until no exchange is.
  private mutating func pass() -> StopReason? {
    var count = 0
    while count < order.count {
      if problem.points.cancellation?.isCancelled ?? false { return .interrupted }
      if tried >= order.count { return .fixedPoint }
      let ahead = min(order.count - count, order.count - place, order.count - tried, 8 * width)
      let done = tryRows(place..<(place + ahead))
      (count, place) = (count + done, (place + done) % order.count)
    }
    return tried >= order.count ? .fixedPoint : nil
  }

  /// Tries rows in their order until an exchange is made; returns how many were tried.
  private mutating func tryRows(_ range: Range<Int>) -> Int {
    let (order, filter, state, first) = (order, filter, state, range.lowerBound)
    let open = problem.parallel.mapChunks(of: range.count, chunk: 8) { _, _, part in
      filter.open(part.map { order[first + $0] }, state)
    }
    for (panel, bits) in open.enumerated() where bits != 0 {
      for lane in 0..<8 where bits & 1 << UInt8(lane) != 0 {
        let index = 8 * panel + lane
        let row = order[first + index]
        guard !isMedoid[row], let found = state.exchange(for: row) else { continue }
        isMedoid[Int(state.medoids[found.slot])] = false
        isMedoid[row] = true
        self.state.exchange(found.slot, for: row, found.distances)
        (tried, width) = (0, problem.parallel.threads)
        return index + 1
      }
    }
    tried += range.count
    width = min(2 * width, 32 * problem.parallel.threads)
    return range.count
  }

  /// Labels, counts and losses of the medoids as they are.
  private func finish(_ run: RunState, _ reason: StopReason) throws(ClusteringError) -> FinishedRun {
    let (points, scale) = (problem.points, problem.points.scale)
    let returned = scale.unscaled(centroids)
    let representable = scale.scaled(returned)
    let labels: [Int32]
    let terms: [Double]
    if state.distances.distance == .manhattan {
      let rows = ManhattanLabels(points.matrix, problem.parallel)
      rows.assign(to: representable)
      (labels, terms) = (rows.labels, rows.distances)
    } else {
      let engine = problem.engine()
      engine.move(to: representable)
      _ = engine.relabel()
      labels = engine.labels
      let squares = engine.ownSquaredDistances()
      terms = state.distances.distance == .squared ? squares : squares.map { $0.squareRoot() }
    }
    var counts = [Int](repeating: 0, count: problem.clusterCount)
    for label in labels { counts[Int(label)] += 1 }
    let inertia = points.unscaledLoss(points.loss(labels: labels, centroids: representable, problem.kernels))
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    var finished = FinishedRun(
      centroids: returned, labels: labels, counts: counts, inertia: inertia, stopReason: reason, trace: run.trace,
      learningRate: nil, finalLearningRate: nil, isAtMeans: reason == .fixedPoint)
    finished.loss = try problem.unscaled(
      points.weights.sum(of: terms, problem.kernels, problem.reduction), state.distances)
    finished.medoids = state.medoids.map { Int($0) }
    return finished
  }
}

extension FitProblem {
  /// A sum of w times distances between rows, from scaled units to those of the data.
  fileprivate func unscaled(_ loss: Double, _ distances: RowDistances) throws(ClusteringError) -> Double {
    let power = distances.distance == .squared ? 2 : 1
    let loss = FixedPoint.scaled(loss, by: power * points.scale.exponent + points.weights.unit)
    guard loss.isFinite else { throw .inertiaNotRepresentable }
    return loss
  }

  /// For each vector, in scaled units, the row of positive weight that is nearest to it (ties: the lowest), and not taken yet.
  ///
  /// - Complexity: O(rows * clusterCount * dimensions). Memory: 8 bytes per row.
  fileprivate func rows(nearestTo vectors: Matrix<Double>) -> [Int32] {
    let weights = points.weights
    var taken = [Bool](repeating: false, count: points.rows)
    return (0..<vectors.rows).map { cluster in
      let labels = [Int32](repeating: Int32(cluster), count: points.rows)
      let squares = points.ownSquares(labels, vectors, kernels)
      var best = -1
      for row in squares.indices where weights[row] > 0 && !taken[row] && (best < 0 || squares[row] < squares[best]) {
        best = row
      }
      taken[best] = true
      return Int32(best)
    }
  }
}
