import Foundation
import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Whole runs of small random problems: every path against every other, and one of them against brute force.
///
/// `TESSERA_FUZZ=10000 swift test -c release -Xswiftc -enable-testing --filter EngineFuzzTests` runs that many problems,
/// each on all paths, instruction sets and one to three threads; `TESSERA_FUZZ_FIRST` says from which seed on.
struct EngineFuzzTests {
  private static func setting(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
  }

  private static let count = setting("TESSERA_FUZZ")
  #if DEBUG
    private static let usual: UInt64 = 24
  #else
    private static let usual: UInt64 = 300
  #endif
  private static let seeds: Range<UInt64> = {
    let first = setting("TESSERA_FUZZ_FIRST") ?? 0
    return first..<(first + (count ?? usual))
  }()

  @Test func everyPathTakesTheTrajectoryOfTheDefinition() {
    for seed in Self.seeds {
      let problem = FuzzProblem(seed: seed)
      switch problem.element {
      case .float: check(problem, problem.points.converted(to: Float.self))
      case .double: check(problem, problem.points)
      }
    }
  }

  private func check<Scalar: KernelScalar>(_ problem: FuzzProblem, _ points: Matrix<Scalar>) {
    let plain = problem.options(.float64, .scalar, threads: 1)
    var checks: DefinitionChecks<Scalar>?
    let expected = Trajectory(points, weights: problem.weights, from: problem.start, plain) { rows, run in
      if checks == nil { checks = DefinitionChecks(rows.problem.points, problem) }
      checks?.expectDefinition(rows, run)
    }
    for (index, options) in variants(of: problem).enumerated() {
      let found = Trajectory(points, weights: problem.weights, from: problem.start, options)
      let name = "path \(options.assignmentPath?.rawValue ?? "chosen"), \(options.instructionSet?.rawValue ?? "best")"
      if found != expected {
        let at = zip(found.states, expected.states).enumerated().first { $1.0 != $1.1 }
        Issue.record(
          """
          \(problem), \(Scalar.self), \(name), \(options.threadCount ?? 0) threads (variant \(index)): differs from \
          float64 at update \(at.map { "\($0.offset)" } ?? "none"): \(at.map { Self.difference($1.0, $1.1) } ?? "")\
          labels \(found.labels == expected.labels), margins \(found.margins == expected.margins), errors \
          \(String(describing: found.error)) \(String(describing: expected.error))
          """)
      }
    }
  }

  private static func difference(_ found: Trajectory.State, _ expected: Trajectory.State) -> String {
    let row = zip(found.labels, expected.labels).enumerated().first { $1.0 != $1.1 }
    let label = row.map { "row \($0.offset) in \($0.element.0), not \($0.element.1); " } ?? ""
    return label + "centroids \(found.centroids == expected.centroids), inertia \(found.inertia == expected.inertia), "
  }

  /// All paths of all instruction sets, with one to three threads: all of it, or in turn.
  private func variants(of problem: FuzzProblem) -> [KMeans] {
    var variants: [KMeans] = []
    for set in InstructionSet.available {
      for path in [nil, .float64, .float32, .int16, .int8] as [AssignmentPath?] {
        if path == .int16 && !Kernels(set).hasShortCentroids { continue }
        if path == .int8 && !Kernels(set).hasNarrowRows { continue }
        let threads = Self.count == nil ? [1 + (variants.count + Int(problem.seed)) % 3] : [1, 2, 3]
        for count in threads where count == 1 || Self.count == nil || problem.points.rows > ParallelRows.defaultChunk {
          variants.append(problem.options(path, set, threads: count))
        }
      }
    }
    return variants
  }
}

extension FuzzProblem: CustomStringConvertible {
  var description: String {
    "seed \(seed): \(kind), \(points.rows) x \(points.columns), \(clusterCount) clusters, \(solver.name)"
  }

  func options(_ path: AssignmentPath?, _ set: InstructionSet, threads: Int) -> KMeans {
    var options = KMeans(clusterCount: clusterCount)
    options.initializer = .given(start)
    options.solver = solver
    options.maximumIterations = updates
    options.assignmentPath = path
    options.instructionSet = set
    options.threadCount = threads
    return options
  }
}

/// One run, assignment by assignment, against the definitions of labels, means, losses and margins.
private final class DefinitionChecks<Scalar: KernelScalar> {
  private let problem: FuzzProblem
  private let definition: BruteForce<Scalar>
  private var means: [Double]?

  init(_ points: ScaledPoints<Scalar>, _ problem: FuzzProblem) {
    self.problem = problem
    definition = BruteForce(points)
  }

  func expectDefinition(_ rows: ExactAssigner<Scalar>, _ run: RunState) {
    let centroids = run.centroids.elements
    let nearest = definition.nearest(centroids)
    if rows.engine.labels != nearest.labels {
      Issue.record("\(problem): labels at update \(run.trace.count - 1)")
    }
    if problem.solver is Lloyd, let means, means != centroids {
      Issue.record("\(problem): means at update \(run.trace.count - 1)")
    }
    means = definition.means(nearest.labels, clusterCount: problem.clusterCount)
    expectLoss(rows, run, nearest.first)
    expectMargins(rows, run, nearest)
  }

  private func expectLoss(_ rows: ExactAssigner<Scalar>, _ run: RunState, _ squares: [Double]) {
    let points = definition.points
    let direct = squares.indices.reduce(0) { $0 + points.weights[$1] * squares[$1] }
    let unit = 0x1p-90
    var spread = 0.0
    for column in 0..<points.dimensions {
      let (bound, centre) = (points.columnBounds[column], points.shift[column])
      let reach =
        run.centroids.elements.indices.lazy.filter { $0 % points.dimensions == column }
        .map { (run.centroids.elements[$0] - centre).magnitude }.max() ?? 0
      spread +=
        Double(points.rows) * points.weights.bound * (bound + centre.magnitude) * (bound + centre.magnitude + reach)
    }
    if !((rows.objective.loss - direct).magnitude <= 1e-11 * direct + unit * spread) {
      Issue.record("\(problem): loss \(rows.objective.loss), not \(direct) at update \(run.trace.count - 1)")
    }
  }

  /// The margins that the engine in use finds at these centroids.
  private func expectMargins(
    _ rows: ExactAssigner<Scalar>, _ run: RunState, _ nearest: (labels: [Int32], first: [Double], second: [Double])
  ) {
    guard run.trace.count <= 2 else { return }
    let engine = rows.problem.engine()
    engine.move(to: run.centroids.elements)
    let margins = engine.margins()
    for row in margins.indices {
      let exact = rows.engine.bounds.margin(first: nearest.first[row], second: nearest.second[row])
      if margins[row] != exact {
        Issue.record("\(problem): margin of row \(row) at update \(run.trace.count - 1)")
      }
    }
  }
}
