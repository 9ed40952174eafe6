internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import VectorFiles

/// `tessera compare`.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run several solvers from one start, side by side.",
    usage: "tessera compare <data> -k <K> [<options>]",
    discussion: """
      Without --solver: lloyd, newton and gradient. Ctrl-C ends the comparison, prints what was reached and exits with 130.

      Examples:
        tessera compare points.csv -k 8
        tessera compare points.npy -k 100 --solver lloyd --solver nested
      """)

  @OptionGroup(title: "Clusters") var clusters: ClusterCountOption
  @OptionGroup(title: "Clusters") var compared: ComparedSolvers
  @OptionGroup var data: DataOptions
  @OptionGroup(title: "Fitting") var start: StartOptions
  @OptionGroup(title: "Single solvers") var solverOptions: SolverOptions

  @Option(help: PageOutput.help)
  var report: String?

  func validate() throws {
    try solverOptions.requireUse(by: compared.solvers)
    try PageOutput.check(report)
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    var kMeans = try start.kMeans(data, clusterCount: clusters.clusterCount)
    let startModel = try start.startModel(clusters.clusterCount)
    kMeans.keepsCentroids = report != nil
    let points = try data.read(weights: start.weights, keepsOriginal: report != nil).scaled(start.standardize, data)
    if let startModel {
      kMeans.initializer = try start.initializer(from: startModel, for: points, clusters.clusterCount, data)
    }
    let readSeconds = watch.seconds
    do throws(ClusteringError) {
      let line = data.line
      defer { line.clear() }
      kMeans.meter = line.meter()
      kMeans.initializer = .given(
        try kMeans.startCentroids(for: points.data.points, weights: points.weights))
    } catch {
      throw failure(error, points)
    }
    try points.checkUnchanged()
    let initializeSeconds = watch.seconds - readSeconds

    var runs: [ComparedRun] = []
    StopSignal.install()
    warmUp(kMeans, points)
    for name in compared.solvers where StopSignal.received == nil {
      kMeans.solver = solverOptions.solver(name)
      CurrentTask.set("fit \(kMeans.clusterCount) clusters to \(points.summary)")
      let run = Result { () throws(CommandFailure) in try compared(kMeans, points) }
      try points.checkUnchanged()
      runs.append(try run.get())
    }
    let told = CompareReport(
      command: self, points: points, runs: runs, instructionSet: try data.instructionSet(), readSeconds: readSeconds,
      initializeSeconds: initializeSeconds,
      totalSeconds: watch.seconds)
    try outputs.print(data.json ? JSONReport.text(told.json) : told.text)
    if let report { try PageOutput(path: report).write(runs, points, kMeans, start) }
    if let signal = StopSignal.received { throw ExitCode(128 + signal) }
  }

  /// One update before the clock runs: the first look at the data and the start of threads are nobody's time.
  private func warmUp(_ kMeans: KMeans, _ points: Points) {
    var kMeans = kMeans
    kMeans.maximumIterations = 1
    _ = try? kMeans.fitted(
      to: points.data.points, weights: points.weights, shouldStop: points.shouldStop)
  }

  /// One solver's run; that it diverged or was interrupted is a result here.
  private func compared(_ kMeans: KMeans, _ points: Points) throws(CommandFailure) -> ComparedRun {
    let progress = ProgressLine(quiet: data.quiet, maximumIterations: start.maxIterations)
    defer { progress.clear() }
    do throws(ClusteringError) {
      let model = try kMeans.fitted(
        to: points.data.points, weights: points.weights, progress: progress.show,
        shouldStop: points.shouldStop)
      return ComparedRun(solver: kMeans.solver.name, outcome: .success(model))
    } catch {
      switch error {
      case .diverged, .interrupted: return ComparedRun(solver: kMeans.solver.name, outcome: .failure(error))
      default: throw failure(error, points)
      }
    }
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([report], inputs: [data.data, start.weights, start.startPath], json: data.json)
  }

  private func failure(_ error: ClusteringError, _ points: Points) -> CommandFailure {
    CommandFailure(error, points, centroids: start.startPath, weights: start.weights)
  }
}

/// What became of one solver.
struct ComparedRun {
  let solver: String
  let outcome: Result<KMeansModel, ClusteringError>
}
