import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// A run is taken up again from the words of its state, as if it had never ended.
struct ResumeTests {
  @Test(arguments: UInt64(0)..<160) func theRestIsThatOfTheWholeRun(seed: UInt64) throws {
    let problem = FuzzProblem(seed: seed)
    if problem.element == .float {
      try check(problem, problem.points.converted(to: Float.self))
    } else {
      try check(problem, problem.points)
    }
  }

  private func check<Scalar: KernelScalar>(_ problem: FuzzProblem, _ points: Matrix<Scalar>) throws {
    var options = KMeans(clusterCount: problem.clusterCount)
    options.solver = problem.solver
    options.maximumIterations = problem.updates
    options.initializer = .given(problem.start)
    options.threadCount = 1
    guard let fit = try? FitProblem(options, points, problem.weights) else { return }
    var saved: [[UInt64]] = []
    let watch = RunWatch<Scalar>(
      shouldStop: { false },
      keep: { state, _ in
        if state.iteration > 0, let words = state.words() { saved.append(words) }
      }, progress: { _, _, _ in })
    let begin = RunState(from: fit.points.scale.scaled(problem.start), SeededGenerator(seed: problem.seed))
    let whole = Result { () throws(ClusteringError) in try fit.finished(options, from: begin, watch) }
    // All of few, the first, one in the middle and the last of many.
    let chosen = saved.count <= 4 ? saved : [saved[0], saved[saved.count / 2], saved[saved.count - 1]]
    for words in chosen {
      let state = try #require(RunState(words: words))
      let quiet = RunWatch<Scalar>(shouldStop: { false }, progress: { _, _, _ in })
      let rest = Result { () throws(ClusteringError) in try fit.finished(options, from: state, quiet) }
      switch (whole, rest) {
      case (.failure(let error), .failure(let again)): #expect(error == again, "seed \(problem.seed)")
      case (.success(let run), .success(let again)):
        #expect(Facts(run) == Facts(again), "seed \(problem.seed), \(problem.solver.name), from \(state.iteration)")
      default: Issue.record("seed \(problem.seed): \(whole), \(rest)")
      }
    }
  }

  @Test func statesThatNoRunGoesOnFromAreRefused() {
    func words(_ change: (inout RunState) -> Void) -> [UInt64]? {
      var state = RunState(from: [[1, 2], [3, 4]], SeededGenerator(seed: 7))
      change(&state)
      return state.words()
    }
    // About to diverge: there is nothing to keep.
    #expect(words { $0.centroids = [[1, .infinity], [3, 4]] } == nil)
    #expect(words { $0.measured = [[1, .nan], [3, 4]] } == nil)
    #expect(words { $0.samples.stage = .sample(ofAbout: 1, isExhausted: true) }.flatMap(RunState.init(words:)) != nil)
    #expect(words { $0.samples.stage = .sample(ofAbout: 0, isExhausted: true) }.flatMap(RunState.init(words:)) == nil)
    #expect(words { $0.samples.nextSize = .max }.flatMap(RunState.init(words:)) == nil)
    #expect(words { $0.iteration = -1 }.flatMap(RunState.init(words:)) == nil)
    let one = words { _ in }.map { $0.map { $0 == (1.0).bitPattern ? Double.nan.bitPattern : $0 } }
    #expect(one.flatMap(RunState.init(words:)) == nil)
  }

  @Test func theMemoryOfAnotherSolverIsRefused() throws {
    let points: Matrix<Double> = [[0], [1], [5], [7]]
    var options = KMeans(clusterCount: 2)
    options.solver = .gradientDescent(optimizer: .momentum(0.5))
    var saved: [UInt64]?
    let fit = try FitProblem(options, points, nil)
    let watch = RunWatch<Double>(
      shouldStop: { false }, keep: { state, _ in if state.iteration > 0 { saved = saved ?? state.words() } },
      progress: { _, _, _ in })
    _ = try fit.finished(options, from: RunState(from: [[0], [0.5]], SeededGenerator(seed: 1)), watch)
    let state = try #require(saved.flatMap(RunState.init(words:)))
    options.solver = .gradientDescent(optimizer: .adam())
    #expect(throws: ClusteringError.otherCheckpoint("memory of the solver", "8 numbers", "10")) {
      try fit.finished(options, from: state, RunWatch(shouldStop: { false }, progress: { _, _, _ in }))
    }
  }

  @Test func aSampleOfMoreThanHalfOfTheRowsIsRefused() throws {
    let options = KMeans(clusterCount: 2)
    var state = RunState(from: [[0], [5]], SeededGenerator(seed: 1))
    for (size, isOne) in [(3, true), (4, false)] {
      state.samples.stage = .sample(ofAbout: size, isExhausted: false)
      let checkpoint = try #require(FitCheckpoint([], FinishedRestarts(), state))
      let refusal = Result { () throws(ClusteringError) in
        try options.check(checkpoint, against: [], rows: 7, columns: 1)
      }
      #expect(((try? refusal.get()) != nil) == isOne, "a sample of \(size) rows")
    }
  }

  @Test func wordsThatAreNoStateAreRefused() throws {
    var state = RunState(from: [[1, 2], [3, 4]], SeededGenerator(seed: 7))
    state.trace = [TraceEntry(iteration: 0, inertia: 1, changed: 0, path: .float32, touched: 3, seconds: 0.5)]
    let words = try #require(state.words())
    let again = try #require(RunState(words: words))
    #expect(again.trace == state.trace && again.centroids == state.centroids)
    for count in 0..<words.count { #expect(RunState(words: Array(words[..<count])) == nil, "\(count) words") }
    #expect(RunState(words: words + [0]) == nil)
    var generator = SeededGenerator(seed: 3)
    // Whatever stands there, nothing is read past the end.
    for _ in 0..<2000 {
      var changed = words
      changed[generator.index(below: words.count)] = [generator.next(), UInt64.max, 1 << 40, 0].drawn(&generator)
      _ = RunState(words: changed)
    }
  }
}

/// What a run has found, but for times and shares.
private struct Facts: Equatable {
  let numbers: [UInt64?]
  let labels: [Int32]
  let counts: [Int]
  let stopReason: StopReason
  let isAtMeans: Bool

  init(_ run: FinishedRun) {
    let trace = run.trace.flatMap { entry -> [UInt64?] in
      [
        UInt64(entry.iteration), entry.inertia?.bitPattern, entry.batchLoss?.bitPattern,
        entry.changed.map { UInt64($0) },
      ]
    }
    numbers =
      trace + run.centroids.elements.map(\.bitPattern)
      + [run.inertia, run.learningRate ?? 0, run.finalLearningRate ?? 0].map(\.bitPattern)
    (labels, counts, stopReason, isAtMeans) = (run.labels, run.counts, run.stopReason, run.isAtMeans)
  }
}
