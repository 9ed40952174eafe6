internal import ArgumentParser
internal import Clustering
internal import Tessera

/// The options of single solvers.
struct SolverOptions: ParsableArguments {
  @Option(help: "newton: the factor on the step, between 0 and 2 (default: 1).")
  var relaxation: Double?

  @Option(help: "gradient: how a gradient becomes a step (default: sgd).")
  var optimizer: OptimizerName?

  @Option(
    help: """
      gradient: the rate (default: 0.5 / n_max of the first assignment, lowered as clusters grow; a run that diverges \
      all the same begins anew at a quarter).
      """)
  var learningRate: Double?

  @Option(
    help: """
      gradient: rows drawn with replacement per step (default: all rows). nested: rows of the first sample, about \
      (default: 40 to 50 per cluster).
      """)
  var batchSize: Int?

  @Flag(help: "gradient: divide each cluster's step by its number of rows.")
  var scaleByCount = false

  func validate() throws {
    if let relaxation, !(relaxation > 0 && relaxation < 2) {
      throw ValidationError("--relaxation lies strictly between 0 and 2.")
    }
    if let learningRate, !(learningRate > 0 && learningRate.isFinite) {
      throw ValidationError("--learning-rate is positive and finite.")
    }
    if let batchSize, !(1...Int(Int32.max)).contains(batchSize) {
      throw ValidationError("--batch-size lies in 1 ... 2147483647.")
    }
  }

  /// Throws when an option was given that none of the solvers reads: it would be ignored in silence.
  func requireUse(by solvers: [SolverName]) throws {
    let given: [(option: String, isGiven: Bool, owners: [SolverName])] = [
      ("--relaxation", relaxation != nil, [.newton]),
      ("--optimizer", optimizer != nil, [.gradient]),
      ("--learning-rate", learningRate != nil, [.gradient]),
      ("--batch-size", batchSize != nil, [.gradient, .nested]),
      ("--scale-by-count", scaleByCount, [.gradient]),
    ]
    for (option, isGiven, owners) in given where isGiven && solvers.allSatisfy({ !owners.contains($0) }) {
      let names = owners.map { "--solver \($0.rawValue)" }.joined(separator: " or ")
      throw ValidationError("\(option) belongs to \(names).")
    }
  }

  func solver(_ name: SolverName) -> any Solver {
    switch name {
    case .lloyd: .lloyd
    case .newton: .newton(relaxation: relaxation ?? 1)
    case .nested: .nestedBatches(batchSize: batchSize)
    case .gradient:
      .gradientDescent(
        learningRate: learningRate, batchSize: batchSize, optimizer: (optimizer ?? .sgd).optimizer,
        scalesByCount: scaleByCount)
    }
  }
}
