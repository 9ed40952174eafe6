import Clustering
import Matrices
import TesseraKernels
import Testing

/// A fit that is taken up from a checkpoint ends as one that never stopped.
struct CheckpointTests {
  @Test(arguments: UInt64(0)..<30) func everyCheckpointLeadsToTheSameEnd(seed: UInt64) throws {
    let problem = FuzzProblem(seed: seed)
    let points: NumericMatrix =
      problem.element == .float ? .float(problem.points.converted()) : .double(problem.points)
    var options = KMeans(clusterCount: problem.clusterCount)
    options.solver = problem.solver
    options.seed = seed
    options.restarts = 1 + Int(seed % 3)
    options.maximumIterations = problem.updates
    guard let whole = try? options.fitted(to: points, weights: problem.weights) else { return }
    var kept: [FitCheckpoint] = []
    let watched = try options.fitted(
      to: points, weights: problem.weights, checkpoints: Checkpoints(every: .updates(1)) { kept.append($0) })
    #expect(Facts(watched) == Facts(whole), "seed \(seed)")
    let chosen = kept.count <= 5 ? kept : [kept[0], kept[kept.count / 3], kept[kept.count / 2], kept[kept.count - 1]]
    for checkpoint in chosen {
      let saved = try #require(FitCheckpoint(words: checkpoint.words))
      var other = options
      other.threadCount = 1
      let again = try other.fitted(
        to: points, weights: problem.weights, checkpoints: Checkpoints(every: .seconds(1e9), resuming: saved) { _ in })
      #expect(Facts(again) == Facts(whole), "seed \(seed), run \(saved.restart), update \(saved.iteration)")
    }
  }

  @Test func anInterruptedFitIsKeptWhereItEnds() throws {
    var generator = SeededGenerator(seed: 1)
    let points = Matrix(rows: 400, columns: 2, elements: (0..<800).map { _ in Double(generator.index(below: 1000)) })
    var options = KMeans(clusterCount: 12)
    options.initializer = .random
    var kept: [FitCheckpoint] = []
    var updates = 0
    let model = try options.fitted(
      to: .double(points), checkpoints: Checkpoints(every: .seconds(1e9)) { kept.append($0) },
      shouldStop: {
        updates += 1
        return updates > 3
      })
    #expect(model.stopReason == .interrupted && kept.map(\.iteration) == [0, 3])
    let rest = try options.fitted(
      to: .double(points), checkpoints: Checkpoints(every: .updates(5), resuming: kept[1]) { _ in })
    #expect(Facts(rest) == Facts(try options.fitted(to: points)))
  }

  @Test func otherOptionsAndPointsAreRefused() throws {
    let points: Matrix<Double> = [[0, 0], [0, 1], [5, 5], [5, 6], [9, 1], [9, 2]]
    var options = KMeans(clusterCount: 3)
    options.initializer = .given([[0, 0], [0, 1], [5, 5]])
    var kept: FitCheckpoint?
    _ = try options.fitted(to: .double(points), checkpoints: Checkpoints(every: .seconds(1e-9)) { kept = $0 })
    let checkpoint = try #require(kept)
    func refusal(_ change: (inout KMeans) -> Void, _ points: Matrix<Double> = points) -> String? {
      var other = options
      change(&other)
      do {
        _ = try other.fitted(
          to: .double(points), checkpoints: Checkpoints(every: .updates(1), resuming: checkpoint) { _ in })
        return nil
      } catch {
        guard case .otherCheckpoint(let name, _, _) = error else { return "\(error)" }
        return name
      }
    }
    #expect(refusal { _ in } == nil)
    #expect(refusal { $0.seed = 1 } == "seed")
    #expect(refusal { $0.solver = .newton(relaxation: 1.5) } == "solver")
    #expect(refusal { $0.restarts = 2 } == "restarts")
    #expect(refusal { $0.maximumIterations = 5 } == "max-iterations")
    #expect(refusal { $0.tolerance = 0.1 } == "tolerance")
    #expect(refusal { $0.initializer = .random } == "initializer")
    #expect(refusal { $0.threadCount = 1 } == nil)
    #expect(refusal({ _ in }, [[0, 0], [0, 1], [5, 5], [5, 6], [9, 2], [9, 1]]) == "points")
  }

  @Test func wordsThatAreNoCheckpointAreRefused() throws {
    var options = KMeans(clusterCount: 2)
    options.restarts = 2
    options.initializer = .random
    let points: Matrix<Double> = [[0, 0], [0, 1], [5, 5], [5, 6], [9, 1]]
    var kept: FitCheckpoint?
    _ = try options.fitted(to: .double(points), checkpoints: Checkpoints(every: .seconds(1e-9)) { kept = $0 })
    let words = try #require(kept).words
    for count in words.indices { #expect(FitCheckpoint(words: Array(words[..<count])) == nil, "\(count)") }
    #expect(FitCheckpoint(words: words + [0]) == nil)
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      var changed = words
      changed[generator.index(below: words.count)] = [generator.next(), UInt64.max, 1 << 40, 0].drawn(&generator)
      guard let other = FitCheckpoint(words: changed) else { continue }
      // It may be of another fit, or end elsewhere, but it ends.
      _ = try? options.fitted(
        to: .double(points), checkpoints: Checkpoints(every: .seconds(1e9), resuming: other) { _ in })
    }
  }
}

/// What a fit has found, but for times and shares.
private struct Facts: Equatable {
  let numbers: [UInt64?]
  let labels: [Int32]
  let counts: [Int]
  let stopReason: StopReason
  let isLocalMinimum: Bool

  init(_ model: KMeansModel) {
    let trace = model.trace.flatMap {
      [$0.inertia?.bitPattern, $0.batchLoss?.bitPattern, $0.changed.map { UInt64($0) }]
    }
    let rates = [model.learningRate, model.finalLearningRate, model.region.radius].map { $0?.bitPattern }
    let elements = model.centroids.elements + model.restartInertias + [model.inertia]
    numbers = trace + rates + elements.map { Optional($0.bitPattern) }
    (labels, counts, stopReason) = (model.labels, model.counts, model.stopReason)
    isLocalMinimum = model.isLocalMinimum
  }
}
