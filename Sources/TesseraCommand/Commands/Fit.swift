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
        tessera fit embeddings.npy -k 20000 --method hierarchical -o model.safetensors
      """)

  @OptionGroup(title: "Clusters") var clusters: ClusterCountOption
  @OptionGroup(title: "Clusters") var runs: RunOptions
  @OptionGroup(title: "Clusters") var method: MethodOptions
  @OptionGroup(title: "Clusters") var search: SearchOptions
  @OptionGroup(title: "Clusters") var centroids: CentroidOptions
  @OptionGroup(title: "Clusters") var balance: SizesOptions
  @OptionGroup(title: "Outputs") var files: FitOutputs
  @OptionGroup var data: DataOptions
  @OptionGroup(title: "Fitting") var start: StartOptions
  @OptionGroup(title: "Kinds") var kinds: KindOptions
  @OptionGroup(title: "Kinds") var parts: PartialOptions
  @OptionGroup(title: "Fitting") var optimality: OptimalityOptions
  @OptionGroup(title: "Single solvers") var solverOptions: SolverOptions
  @OptionGroup(title: "Long fits") var kept: CheckpointOptions

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
    try files.clusters.checkWritable()
    var kMeans = parts.applied(to: kinds.applied(to: try start.kMeans(data, clusterCount: clusters.clusterCount)))
    kMeans.solver = solverOptions.solver(runs.solver)
    (kMeans.restarts, kMeans.centroid, kMeans.sizes) = (runs.restarts, centroids.kind, balance.sizes)
    optimality.apply(to: &kMeans)
    kMeans.method = method.chosen
    search.apply(to: &kMeans)
    kMeans.keepsCentroids = files.report != nil
    let startModel = try start.startModel(clusters.clusterCount)
    let points = kinds.prepared(
      try data.read(
        weights: start.weights, keepsOriginal: files.repeatFile, repeatsNumbers: files.rows.repeatNumbers,
        keepsMissing: parts.missing.withMissing
      ).scaled(start.standardize, data, metric: kinds.metric), data)
    files.note(start, data)
    kinds.note(files.output, data)
    if let startModel {
      kMeans.initializer = try start.initializer(from: startModel, for: points, clusters.clusterCount, data)
    }
    let readSeconds = watch.seconds
    let checkpoints = try kept.checkpoints(try [String].ofFit().decidingOptions(data: data.data)) { error in
      data.note("the checkpoint could not be written, and the fit goes on: \(error)")
    }

    let fitted = Result { () throws(CommandFailure) in try fit(kMeans, points, checkpoints) }
    try points.checkUnchanged()
    let model = try fitted.get()
    if let output = files.output {
      try ModelOutput(model: model, options: kMeans, points: points).write(to: output, data)
    }
    let rows = try labelledRows(model, points)
    try files.rows.write(rows, points, data)
    try files.clusters.write(rows, clusterCount: model.centroids.rows, points)

    let summary = FitSummary(
      of: model, by: kMeans, data: points.dataSummary, scaling: points.scaling,
      initializer: optimality.optimal ? nil : start.initializer.text, readSeconds: readSeconds,
      totalSeconds: watch.seconds)
    if let report = files.report {
      let (drawn, kept) = parts.drawn(try points.directed(for: model.metric, data), model)
      var told = summary
      told.data = drawn.dataSummary
      var source = ReportSource(told, points: drawn.data.points, model: model, weights: drawn.weights)
      if let kept {
        (source.labels, source.margins) = (kept.map { model.labels[$0] }, kept.map { model.region.margins[$0] })
      }
      try PageOutput(path: report).write(source, drawn, seed: start.seed)
    }
    let told = FitReport(
      summary: summary, written: files.all, lacksBound: kMeans.boundsInertia && model.optimality == nil)
    try outputs.print(data.json ? JSONReport.text(told.json) : told.text)
    if model.stopReason == .interrupted, files.all.isEmpty, let signal = StopSignal.received {
      throw ExitCode(128 + signal)
    }
  }

  private func fit(
    _ kMeans: KMeans, _ points: Points, _ checkpoints: Checkpoints?
  ) throws(CommandFailure) -> KMeansModel {
    let progress = ProgressLine(
      quiet: data.quiet, maximumIterations: min(start.maxIterations, kMeans.method.refinement ?? .max),
      restarts: runs.restarts)
    defer { progress.clear() }
    StopSignal.install()
    var kMeans = kMeans
    kMeans.meter = data.line.meter()
    CurrentTask.set("fit \(kMeans.clusterCount) clusters to \(points.summary)")
    do {
      guard let checkpoints else {
        return try kMeans.fitted(
          to: points.data.points, weights: points.weights, progress: progress.show, shouldStop: points.shouldStop)
      }
      return try kMeans.fitted(
        to: points.data.points, weights: points.weights, checkpoints: checkpoints, progress: progress.show,
        shouldStop: points.shouldStop)
    } catch {
      throw CommandFailure(
        error, points, centroids: start.startPath, weights: start.weights, checkpoint: kept.resume)
    }
  }

  /// The labels, with distances and margins where an output has them.
  private func labelledRows(_ model: KMeansModel, _ points: Points) throws(CommandFailure) -> LabelledRows {
    var rows = LabelledRows(labels: model.labels)
    for row in model.trimmed?.rows ?? [] { rows.labels[row] = -1 }
    guard files.rows.needDistances else { return rows }
    if model.balance != nil {
      // Margins are not known.
      rows.distances = model.distances(of: points.data.points)
      return rows
    }
    let instructionSet = try data.instructionSet()
    let points = try points.directed(for: model.metric, data)
    do throws(ClusteringError) {
      let assignment =
        try model.centroidKind == .mean
        ? points.data.points.assigned(
          to: model.centroids, missingValues: parts.missing.values, threadCount: data.threadCount,
          instructionSet: instructionSet)
        : points.data.points.assigned(
          to: model.centroids, as: model.centroidKind, threadCount: data.threadCount, instructionSet: instructionSet)
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
    // A checkpoint that the fit goes on from is written anew.
    let inputs = [data.data, start.weights, start.startPath, kept.resume == kept.path ? nil : kept.resume]
    return try OutputPaths(files.files + [kept.path], inputs: inputs, json: data.json)
  }
}
