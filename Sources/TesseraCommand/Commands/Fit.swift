internal import ArgumentParser
internal import Clustering
internal import Reports
internal import Tessera
internal import VectorFiles

/// `tessera fit`.
struct Fit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cluster points and write the model.",
    usage: "tessera fit <data> -k <K> [<options>]",
    discussion: """
      The labels are exact, and the whole result but for timings is the same for every number of threads and \
      instruction set. Ctrl-C (or SIGTERM) ends the fit at once and keeps what was reached: outputs are written as of the last \
      finished update, without a region, and the exit code is 0 if there are any; without outputs, or before all points \
      were assigned once, it is 130 (143).

      Examples:
        tessera fit points.csv -k 8 --standardize --restarts 10
        tessera fit embeddings.npy -k 1000 -o model.safetensors
      """)

  @OptionGroup(title: "Clusters") var clusters: ClusterCountOption
  @OptionGroup(title: "Clusters") var runs: RunOptions
  @OptionGroup(title: "Outputs") var files: FitOutputs
  @OptionGroup var data: DataOptions
  @OptionGroup(title: "Fitting") var start: StartOptions
  @OptionGroup(title: "Fitting") var optimality: OptimalityOptions
  @OptionGroup(title: "Single solvers") var solverOptions: SolverOptions

  func validate() throws {
    try solverOptions.requireUse(by: [runs.solver])
    try start.requireDifferentStarts(runs.restarts, of: solverOptions.solver(runs.solver))
    try files.rows.check(input: data.data)
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    var kMeans = try start.kMeans(data, clusterCount: clusters.clusterCount)
    kMeans.solver = solverOptions.solver(runs.solver)
    kMeans.restarts = runs.restarts
    optimality.apply(to: &kMeans)
    kMeans.keepsCentroids = files.report != nil
    let startModel = try start.startModel(clusters.clusterCount)
    let points = try data.read(
      weights: start.weights, keepsOriginal: files.repeatFile, repeatsNumbers: files.rows.repeatNumbers
    ).scaled(start.standardize, data)
    files.note(start, data)
    if let startModel {
      kMeans.initializer = .given(points.scaled(try start.startCentroids(of: startModel, for: points)))
    }
    let readSeconds = watch.seconds

    let fitted = Result { () throws(CommandFailure) in try fit(kMeans, points) }
    try points.checkUnchanged()
    let model = try fitted.get()
    if let output = files.output {
      try ModelOutput(model: model, options: kMeans, points: points).write(to: output, data)
    }
    try files.rows.write(try labelledRows(model, points), points, data)

    let summary = FitSummary(
      of: model, by: kMeans, data: points.dataSummary, scaling: points.scaling,
      initializer: optimality.optimal ? nil : start.initializer.text, readSeconds: readSeconds,
      totalSeconds: watch.seconds)
    if let report = files.report {
      try PageOutput(path: report).write(
        ReportSource(summary, points: points.data.points, model: model, weights: points.weights), points,
        seed: start.seed)
    }
    let told = FitReport(
      summary: summary, written: files.all, lacksBound: optimality.lowerBound && model.optimality == nil)
    try outputs.print(data.json ? JSONReport.text(told.json) : told.text)
    if model.stopReason == .interrupted, files.all.isEmpty, let signal = StopSignal.received {
      throw ExitCode(128 + signal)
    }
  }

  private func fit(_ kMeans: KMeans, _ points: Points) throws(CommandFailure) -> KMeansModel {
    let progress = ProgressLine(quiet: data.quiet, maximumIterations: start.maxIterations, restarts: runs.restarts)
    defer { progress.clear() }
    StopSignal.install()
    var kMeans = kMeans
    kMeans.meter = data.line.meter("start centroids")
    CurrentTask.set("fit \(kMeans.clusterCount) clusters to \(points.summary)")
    do {
      return try kMeans.fitted(
        to: points.data.points, weights: points.weights, progress: progress.show,
        shouldStop: points.shouldStop)
    } catch {
      throw CommandFailure(error, points, centroids: start.startPath, weights: start.weights)
    }
  }

  /// The labels, with distances and margins where an output has them.
  private func labelledRows(_ model: KMeansModel, _ points: Points) throws(CommandFailure) -> LabelledRows {
    var rows = LabelledRows(labels: model.labels)
    guard files.rows.needDistances else { return rows }
    let instructionSet = try data.instructionSet()
    do throws(ClusteringError) {
      let assignment = try points.data.points.assigned(
        to: model.centroids, threadCount: data.threadCount, instructionSet: instructionSet)
      if assignment.labels == model.labels {
        (rows.distances, rows.margins) = (
          assignment.distances, model.stopReason == .interrupted ? nil : model.region.margins
        )
      }
      return rows
    } catch {
      throw CommandFailure(error, points)
    }
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths(files.all, inputs: [data.data, start.weights, start.startPath], json: data.json)
  }
}
