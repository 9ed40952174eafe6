internal import ArgumentParser
internal import Clustering
internal import Reports
internal import Tessera
internal import VectorFiles

/// `tessera fit`.
struct Fit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cluster points and write the model.",
    discussion: """
      The labels are exact, and the whole result but for timings is the same for every number of threads and \
      instruction set. Ctrl-C (or SIGTERM) ends the fit at once and keeps what was reached: outputs are written as of the last \
      finished update, without a region, and the exit code is 0 if there are any; without outputs, or before all points \
      were assigned once, it is 130 (143).

      Examples:
        tessera fit points.csv -k 8 --standardize --restarts 10
        tessera fit embeddings.npy -k 1000 -o model.safetensors
      """)

  @OptionGroup var data: DataOptions
  @OptionGroup var clusters: ClusterCountOption
  @OptionGroup var start: StartOptions
  @OptionGroup var solverOptions: SolverOptions

  @Option(help: "How the centroids move: lloyd (EM), newton, gradient or nested (lloyd on growing samples).")
  var solver: SolverName = .lloyd

  @Option(help: "Runs from different starts; the one with the smallest inertia wins.")
  var restarts = 1

  @Option(
    name: .shortAndLong, help: "The model: .safetensors (all of it), or .npy, .csv, .tsv or .parquet (the centroids).")
  var output: String?

  @Option(help: RowOutputs.labelsHelp)
  var labelsOutput: String?

  @Option(help: RowOutputs.annotateHelp)
  var annotate: String?

  @Option(help: PageOutput.help)
  var report: String?

  func validate() throws {
    guard restarts >= 1 else { throw ValidationError("--restarts is at least 1.") }
    try solverOptions.requireUse(by: [solver])
    if let output { try ModelOutput.check(output) }
    try rowOutputs.check(input: data.data)
    try PageOutput.check(report)
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    var kMeans = try start.kMeans(data, clusterCount: clusters.clusterCount)
    kMeans.solver = solverOptions.solver(solver)
    kMeans.restarts = restarts
    kMeans.keepsCentroids = report != nil
    let startModel = try start.startModel(clusters.clusterCount)
    let points = try data.read(
      weights: start.weights, keepsOriginal: rowOutputs.repeatFile || report != nil,
      repeatsNumbers: rowOutputs.repeatNumbers
    ).scaled(start.standardize, data)
    if let output, start.standardize != nil, !ModelFile.isSafeTensors(output) {
      data.note(
        "\(output.shown) holds centroids in the units of the data, not the scaling: assign and evaluate measure without it; "
          + "a .safetensors model keeps it")
    }
    if let startModel {
      kMeans.initializer = .given(points.scaled(try start.startCentroids(of: startModel, for: points)))
    }
    let readSeconds = watch.seconds

    let fitted = Result { () throws(CommandFailure) in try fit(kMeans, points) }
    try points.checkUnchanged()
    let model = try fitted.get()
    if let output { try ModelOutput(model: model, options: kMeans, points: points).write(to: output, data) }
    try rowOutputs.write(try labelledRows(model, points), points, data)

    let summary = FitSummary(
      of: model, by: kMeans, data: points.dataSummary, scaling: points.scaling,
      initializer: start.initializer.text, readSeconds: readSeconds, totalSeconds: watch.seconds)
    if let report {
      try PageOutput(path: report).write(
        ReportSource(summary, points: points.data.points, model: model, weights: points.weights), points,
        seed: start.seed)
    }
    let told = FitReport(summary: summary, written: [output, labelsOutput, annotate, report].compactMap { $0 })
    try outputs.print(data.json ? JSONReport.text(told.json) : told.text)
    if model.stopReason == .interrupted, output == nil, rowOutputs.isEmpty, report == nil,
      let signal = StopSignal.received
    {
      throw ExitCode(128 + signal)
    }
  }

  private func fit(_ kMeans: KMeans, _ points: Points) throws(CommandFailure) -> KMeansModel {
    let progress = ProgressLine(quiet: data.quiet, maximumIterations: start.maxIterations, restarts: restarts)
    defer { progress.clear() }
    StopSignal.install()
    CurrentTask.set("fit \(kMeans.clusterCount) clusters to \(points.summary)")
    do {
      return try kMeans.fitted(
        to: points.data.points, weights: points.weights, progress: progress.show,
        shouldStop: { StopSignal.received != nil || points.haveChanged })
    } catch {
      throw CommandFailure(error, data: points.title, centroids: start.startPath, weights: start.weights)
    }
  }

  /// The labels, with distances and margins where an output has them.
  private func labelledRows(_ model: KMeansModel, _ points: Points) throws(CommandFailure) -> LabelledRows {
    var rows = LabelledRows(labels: model.labels)
    guard rowOutputs.needDistances else { return rows }
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
      throw CommandFailure(error, data: points.path)
    }
  }

  private var rowOutputs: RowOutputs { RowOutputs(labels: labelsOutput, annotated: annotate) }

  private func outputs() throws -> OutputPaths {
    try OutputPaths(
      [output, labelsOutput, annotate, report], inputs: [data.data, start.weights, start.startPath], json: data.json)
  }
}
