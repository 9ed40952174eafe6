import Clustering
import Matrices
import Testing

/// One problem's models after 0, 1, 2, ... updates, each against plain arithmetic, and each update against a plain step from
/// where the engine was: an update that rounding has decided otherwise does not spoil those that follow.
final class OracleChecks {
  private let problem: OracleProblem
  private let oracle: PlainOracle
  /// What has been looked at, and how often.
  private(set) var seen: [String: Int] = [:]

  init(_ problem: OracleProblem) {
    self.problem = problem
    oracle = PlainOracle(rows: problem.rows, weights: problem.weights)
  }

  func run() {
    do {
      var models = [try problem.model(after: 0)]
      expectStart(models[0])
      expectState(models[0])
      while models.count <= problem.updates {
        let model = try problem.model(after: models.count)
        guard model.iterations == models.count else {
          expectEnd(model, models)
          break
        }
        expectState(model)
        models.append(model)
      }
      expectUpdates(models)
      try expectBestOfRestarts()
    } catch ClusteringError.diverged {
      // A rate that is too large, or data that are.
      let isPlain = problem.options.solver is Lloyd || problem.options.solver is Newton
      if isPlain { fail("diverges") }
    } catch {
      fail("\(error)")
    }
  }

  private func fail(_ what: String) { Issue.record("\(problem): \(what)") }

  private func note(_ what: String) { seen[what, default: 0] += 1 }

  /// Rows of positive weight, or what was given.
  private func expectStart(_ model: KMeansModel) {
    let start = centroids(model)
    if let given = problem.options.initializer as? GivenCentroids {
      if given.centroids != model.centroids { fail("does not start where it should") }
    } else {
      for centroid in start where !problem.rows.indices.contains(where: { isStart($0, centroid) }) {
        fail("starts beside all rows")
      }
    }
    if model.trace.count != 1 || model.iterations != 0 || model.stopReason != .maxIterations { fail("moves at once") }
  }

  private func isStart(_ row: Int, _ centroid: [Double]) -> Bool {
    oracle.weights[row] > 0 && problem.rows[row] == centroid
  }

  private func centroids(_ model: KMeansModel) -> [[Double]] { (0..<model.centroids.rows).map(model.centroids.row) }

  /// Labels, counts, inertia, margins, and whether this is a local minimum.
  private func expectState(_ model: KMeansModel) {
    let centroids = centroids(model)
    let labels = model.labels.map { Int($0) }
    guard labels.allSatisfy({ centroids.indices.contains($0) }) else { return fail("a label is no index") }
    let error = oracle.distanceError
    var radius = Double.infinity
    for row in labels.indices {
      let (owner, first, second) = oracle.nearest(row, centroids)
      let own = oracle.distance(problem.rows[row], centroids[labels[row]])
      if owner != labels[row], own > first * (1 + 2 * error) { fail("row \(row) is not with its nearest centroid") }
      if second > first * (1 + 4 * error) { note("label") }
      if let twin = centroids.firstIndex(of: centroids[labels[row]]), twin < labels[row] {
        fail("row \(row) is not with the first of equal centroids")
      }
      let (margin, exact) = (model.region.margins[row], (second - first) / 2)
      radius = min(radius, margin)
      if exact == .infinity ? margin != exact : margin > exact + error * second || margin < exact - 4 * error * second {
        fail("margin \(margin) of row \(row), not \(exact)")
      }
      if exact.isFinite && exact > 100 * error * second { note("margin") }
    }
    if model.counts != centroids.indices.map({ cluster in labels.count { $0 == cluster } }) { fail("counts") }
    expectClose(model.inertia, oracle.inertia(centroids, labels), "inertia")
    expectTightest(model, radius)
    expectLocalMinimum(model, centroids, labels, radius)
  }

  private func expectTightest(_ model: KMeansModel, _ radius: Double) {
    guard let tightest = model.region.tightest else {
      if model.centroids.rows != 1 { fail("no constraint") }
      return
    }
    let row = tightest.row
    let isRight =
      model.region.radius == radius && tightest.margin == radius && model.region.margins.firstIndex(of: radius) == row
      && tightest.owner == Int(model.labels[row]) && tightest.rival != tightest.owner
    if !isRight { fail("the tightest constraint is \(tightest), with the radius \(radius)") }
    let rival = oracle.distance(problem.rows[row], model.centroids.row(tightest.rival))
    let second = oracle.nearest(row, centroids(model)).second
    if rival > second * (1 + 4 * oracle.distanceError) { fail("the rival of row \(row) is not \(tightest.rival)") }
  }

  /// Only where it is clear: at the means to rounding, or far from them.
  private func expectLocalMinimum(_ model: KMeansModel, _ centroids: [[Double]], _ labels: [Int], _ radius: Double) {
    let (masses, means) = oracle.means(labels, count: centroids.count)
    let (magnitudes, spreads) = (oracle.magnitudes, oracle.spreads)
    var (isAtMeans, isFar) = (true, false)
    for cluster in centroids.indices where masses[cluster] > 0 {
      for j in 0..<oracle.columns {
        let off = (centroids[cluster][j] - means[cluster][j]).magnitude
        let rounding = magnitudes[j] * 0x1p-50
        let own = labels.indices.filter { labels[$0] == cluster && oracle.weights[$0] > 0 }.map { oracle.rows[$0][j] }
        let spread = (own.max() ?? 0) - (own.min() ?? 0)
        isAtMeans = isAtMeans && spread > 1e11 * rounding && off <= 1e-11 * spread
        isFar = isFar || off > spreads[j] * 1e-9 + rounding * Double(labels.count)
      }
    }
    if isFar || radius == 0 {
      note("no local minimum")
      if model.isLocalMinimum { fail("no local minimum") }
    } else if isAtMeans {
      note("local minimum")
      if !model.isLocalMinimum { fail("a local minimum") }
    }
  }

  private func expectClose(_ found: Double, _ expected: Double, within error: Double = 0, _ what: String) {
    let tolerance = expected.magnitude * Double(oracle.columns + oracle.rows.count + 16) * 0x1p-51 + error
    if !((found - expected).magnitude <= tolerance) { fail("\(what) \(found), not \(expected)") }
  }

  /// From each model to the next: the step, and what the trace says of it.
  private func expectUpdates(_ models: [KMeansModel]) {
    guard !(problem.options.solver is NestedBatches), let last = models.last else { return }
    let k = problem.options.clusterCount
    var steps = PlainSteps(oracle, problem.options.solver, rate: last.learningRate, clusterCount: k)
    let batches = batches(models.count)
    for (index, (model, next)) in zip(models, models.dropFirst()).enumerated() {
      // A run that diverged has begun anew at a lower rate.
      let goesOn = zip(model.trace, next.trace.dropLast()).allSatisfy {
        ($0.inertia == $1.inertia || $1.inertia == nil) && $0.batchLoss == $1.batchLoss
      }
      guard goesOn else { return note("begins anew") }
      let labels = model.labels.map { Int($0) }
      let batch = batches?[index]
      if next.finalLearningRate == nil { expectTrace(next.trace[index + 1], from: model, to: next, batch) }
      var (from, owners) = (self.centroids(model), labels)
      if problem.options.solver.relocatesEmptyClusters {
        guard let relocated = oracle.relocatingEmptyClusters(from, labels) else { continue }
        for (cluster, row) in relocated {
          note("relocation")
          (from[cluster], owners[row]) = (oracle.rows[row], cluster)
        }
      }
      let step = steps.step(from: from, labels: owners, of: batch)
      if let rate = next.finalLearningRate {
        // A run that diverges begins anew at a quarter of the rate: another run.
        if rate < 0.3 * steps.rate { return note("begins anew") }
        expectTrace(next.trace[index + 1], from: model, to: next, batch)
        if step != nil { expectClose(rate, steps.rate, "learning rate") }
      }
      guard let (centroids, errors) = step else { continue }
      for cluster in 0..<k {
        for j in 0..<oracle.columns {
          note("step")
          let found = next.centroids[cluster, j]
          if !((found - centroids[cluster][j]).magnitude <= errors[cluster][j] + 0x1p-1060) {
            fail(
              "update \(index + 1): centroid \(cluster), \(j) is \(found), not \(centroids[cluster][j]) "
                + "within \(errors[cluster][j])")
          }
        }
      }
    }
  }

  /// The loss from statistics is what is left of all squares to one centre, in numbers of 107 bits.
  private var traceError: Double {
    let farthest = oracle.rows.map { oracle.distance($0, oracle.rows[0]) }.max() ?? 0
    return oracle.weights.reduce(0, +) * farthest * farthest * 0x1p-85
  }

  private func expectTrace(_ entry: TraceEntry, from model: KMeansModel, to next: KMeansModel, _ batch: [Int]?) {
    if let inertia = entry.inertia { expectClose(inertia, next.inertia, within: traceError, "trace") }
    guard let batch else {
      if entry.inertia == nil || entry.batchLoss != nil { fail("a full batch without inertia") }
      if entry.changed != zip(model.labels, next.labels).count(where: { $0 != $1 }) { fail("changed") }
      return
    }
    let loss = batch.reduce(0) {
      let distance = oracle.distance(oracle.rows[$1], model.centroids.row(Int(model.labels[$1])))
      return $0 + oracle.weights[$1] * distance * distance
    }
    expectClose(entry.batchLoss ?? .nan, loss, "batch loss")
  }

  /// The rows of each step; nil for all.
  private func batches(_ count: Int) -> [[Int]]? {
    switch problem.options.solver.sampling {
    case .fullBatch, .nested: return nil
    case .given(let batches): return batches.map { $0.map { Int($0) } }
    case .miniBatch(let size):
      var generator = SeededGenerator(seed: problem.options.seed)
      let points = problem.points
      let initializer = problem.options.initializer
      let k = problem.options.clusterCount
      switch points {
      case .float(let points):
        _ = try? initializer.startCentroids(
          for: points, weights: problem.weights, clusterCount: k, using: &generator)
      case .double(let points):
        _ = try? initializer.startCentroids(
          for: points, weights: problem.weights, clusterCount: k, using: &generator)
      }
      return (0..<count).map { _ in (0..<size).map { _ in generator.index(below: oracle.rows.count) } }
    }
  }

  /// Why a run ended before the limit.
  private func expectEnd(_ model: KMeansModel, _ models: [KMeansModel]) {
    guard let last = models.last else { return }
    note("end")
    if model.iterations != last.iterations || model.centroids != last.centroids || model.labels != last.labels {
      fail("a run that ends is not where a shorter one was")
    }
    let trace = model.trace
    let inertia = trace.map { $0.inertia ?? .nan }
    switch model.stopReason {
    case .fixedPoint:
      if trace[trace.count - 1].changed != 0 { fail("no fixed point: rows moved") }
      let solver = problem.options.solver
      let dependsOnAssignmentOnly = solver is Lloyd || (solver as? Newton)?.relaxation == 1 || solver is NestedBatches
      if !dependsOnAssignmentOnly { expectAtMeans(model) }
    case .tolerance:
      let (before, after) = (inertia[max(0, inertia.count - 2)], inertia[inertia.count - 1])
      let tolerance = problem.options.tolerance
      if problem.options.solver.sampling == .fullBatch, !(before - after <= tolerance * before * (1 + 1e-9)) {
        fail("stops at \(after) after \(before)")
      }
    case .maxIterations:
      if case .given(let batches) = problem.options.solver.sampling, batches.count == model.iterations { return }
      fail("stops without a reason")
    case .interrupted: fail("nobody interrupts")
    }
  }

  private func expectAtMeans(_ model: KMeansModel) {
    let (masses, means) = oracle.means(model.labels.map { Int($0) }, count: model.centroids.rows)
    let (magnitudes, spreads) = (oracle.magnitudes, oracle.spreads)
    for cluster in masses.indices where masses[cluster] > 0 {
      for j in 0..<oracle.columns {
        let off = (model.centroids[cluster, j] - means[cluster][j]).magnitude
        if off > spreads[j] * 1e-9 + magnitudes[j] * 0x1p-50 * Double(oracle.rows.count) {
          fail("off the means by \(off)")
        }
      }
    }
  }

  /// More restarts never do worse, and the earliest of equals wins.
  private func expectBestOfRestarts() throws {
    guard !(problem.options.initializer is GivenCentroids) else { return }
    let models = try (1...3).map { try problem.model(after: problem.updates, restarts: $0) }
    for (fewer, more) in zip(models, models.dropFirst()) {
      note("restart")
      let isKept = more.restart == fewer.restart && more.inertia == fewer.inertia && more.labels == fewer.labels
      if !isKept && !(more.inertia < fewer.inertia && more.restart > fewer.restart) { fail("a worse restart wins") }
    }
  }
}
