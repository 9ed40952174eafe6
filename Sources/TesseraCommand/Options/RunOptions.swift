internal import ArgumentParser
internal import Clustering
internal import Tessera

/// Which runs a fit makes.
struct RunOptions: ParsableArguments {
  @Option(help: "How the centroids move: lloyd (EM), newton, gradient or nested (lloyd on growing samples).")
  var solver: SolverName = .lloyd

  @Option(help: "Runs from different starts; the one with the smallest inertia wins.")
  var restarts = 1

  func validate() throws {
    guard restarts >= 1 else { throw ValidationError("--restarts is at least 1.") }
  }
}

/// Which runs a comparison makes.
struct ComparedSolvers: ParsableArguments {
  @Option(parsing: .singleValue, help: "A solver: lloyd, newton, gradient or nested; may be given several times.")
  var solver: [SolverName] = []

  var solvers: [SolverName] { solver.isEmpty ? [.lloyd, .newton, .gradient] : solver }
}
