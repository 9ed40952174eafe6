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

      Under mpirun or srun the processes share the rows: the files of a folder, else the rows of a file. The results are those of one \
      process, which the first of them writes.

      Examples:
        tessera fit points.csv -k 8 --standardize --restarts 10
        tessera fit embeddings.npy -k 1000 -o model.safetensors
        mpirun -n 4 tessera fit shards/ -k 1000 -o model.safetensors
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
  @OptionGroup(title: "Several processes") var together: GroupOptions

  func validate() throws {
    try solverOptions.requireUse(by: [runs.solver])
    try start.requireDifferentStarts(runs.restarts, of: solverOptions.solver(runs.solver))
    try files.rows.check(input: data.data)
    _ = try outputs()
  }

  func run() throws {
    let group = try together.join()
    var command = self
    if !group.isFirst { command.data.quiet = true }
    if data.threads == nil { command.data.threads = together.threadCount }
    if let title = group.title { command.data.note(title) }
    try group.ending { try command.run(in: group) }
  }

  private func run(in group: ProcessGroup) throws {
    let watch = Stopwatch()
    let (outputs, options, startModel) = try group.agreeing { try prepared(in: group) }
    var kMeans = options
    let points = try points(in: group)
    let checkpoints = try group.agreeing {
      files.note(start, data)
      kinds.note(files.output, data)
      if let startModel {
        kMeans.initializer = try start.initializer(from: startModel, for: points.own, clusters.clusterCount, data)
      }
      let arguments = try [String].ofFit().decidingOptions(data: data.data)
      return try kept.checkpoints(arguments, writes: group.isFirst) { error in
        data.note("the checkpoint could not be written, and the fit goes on: \(error)")
      }
    }
    let readSeconds = watch.seconds

    let own = try group.agreeing {
      let fitted = Result { () throws(CommandFailure) in try fit(kMeans, points.own, checkpoints, in: group) }
      try points.own.checkUnchanged()
      return try fitted.get()
    }
    let model = try joined(own, in: group)
    try group.agreeing {
      guard group.isFirst else { return }
      try write(model, by: kMeans, points.all)
      let summary = FitSummary(
        of: model, by: kMeans, data: points.all.dataSummary, scaling: points.all.scaling,
        initializer: optimality.optimal ? nil : start.initializer.text, readSeconds: readSeconds,
        totalSeconds: watch.seconds)
      try writeReport(summary, model, points.all)
      let told = FitReport(
        summary: summary, written: files.all, lacksBound: kMeans.boundsInertia && model.optimality == nil)
      try outputs.print(data.json ? JSONReport.text(told.json) : told.text)
      if model.stopReason == .interrupted, files.all.isEmpty, let signal = StopSignal.received {
        throw ExitCode(128 + signal)
      }
    }
  }

  /// What can be said before anything is read.
  private func prepared(in group: ProcessGroup) throws -> (OutputPaths, KMeans, ModelFile?) {
    let outputs = try outputs()
    if group.isFirst {
      try outputs.checkWritable()
      try files.clusters.checkWritable()
    }
    var kMeans = parts.applied(to: kinds.applied(to: try start.kMeans(data, clusterCount: clusters.clusterCount)))
    kMeans.solver = solverOptions.solver(runs.solver)
    (kMeans.restarts, kMeans.centroid, kMeans.sizes) = (runs.restarts, centroids.kind, balance.sizes)
    optimality.apply(to: &kMeans)
    kMeans.method = method.chosen
    search.apply(to: &kMeans)
    kMeans.keepsCentroids = files.report != nil
    if group.isShared {
      guard data.data != "-" else {
        throw ValidationError("Standard input (-) is one process's: name a file or folder that all can read.")
      }
      do throws(ClusteringError) {
        try kMeans.requireCombination(
          FitCall(hasWeights: start.weights != nil, isKept: kept.path != nil, isShared: true))
        if case .named(.afkMC2) = start.initializer {
          throw .cannotCombine("a group", "initializer \(InitializerName.afkMC2.rawValue)")
        }
      } catch {
        throw CommandFailure(error, data: data.data)
      }
    }
    return (outputs, kMeans, try start.startModel(clusters.clusterCount))
  }

  private func points(in group: ProcessGroup) throws -> SharedPoints {
    func read(_ options: DataOptions, _ parts: [String]?) throws -> Points {
      kinds.prepared(
        try options.read(
          weights: start.weights, keepsOriginal: files.repeatFile && group.isFirst,
          repeats: files.rows.repetition, keepsMissing: self.parts.missing.withMissing, parts: parts
        ).scaled(start.standardize, options, metric: kinds.metric), options)
    }
    guard let shares = SharedPoints.parts(of: data, start, in: group) else {
      return try group.agreeing { try SharedPoints(try read(data, nil), in: group) }
    }
    // What is said is about all rows.
    var quiet = data
    quiet.quiet = true
    let points = try SharedPoints(of: shares, in: group, needsAll: files.repeatFile) { try read(quiet, $0) }
    for line in TableNotes(path: points.all.title, data: points.all.data).lines { data.note(line) }
    return points
  }

  /// With the labels of all processes.
  private func joined(_ model: KMeansModel, in group: ProcessGroup) throws(CommandFailure) -> KMeansModel {
    guard let communicator = group.communicator else { return model }
    do {
      return try model.joined(in: communicator)
    } catch {
      throw CommandFailure(error, data: data.data)
    }
  }

  private func write(_ model: KMeansModel, by kMeans: KMeans, _ points: Points) throws {
    if let output = files.output {
      try ModelOutput(model: model, options: kMeans, points: points).write(to: output, data)
    }
    let rows = try labelledRows(model, points)
    try files.rows.write(rows, points, data)
    try files.clusters.write(rows, clusterCount: model.centroids.rows, points)
  }

  private func writeReport(_ summary: FitSummary, _ model: KMeansModel, _ points: Points) throws {
    guard let report = files.report else { return }
    let (drawn, kept) = parts.drawn(try points.directed(for: model.metric, data), model)
    var told = summary
    told.data = drawn.dataSummary
    var source = ReportSource(told, points: drawn.data.points, model: model, weights: drawn.weights)
    if let kept {
      (source.labels, source.margins) = (kept.map { model.labels[$0] }, kept.map { model.region.margins[$0] })
    }
    try PageOutput(path: report).write(source, drawn, seed: start.seed)
  }

  private func fit(
    _ kMeans: KMeans, _ points: Points, _ checkpoints: Checkpoints?, in group: ProcessGroup
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
      if let communicator = group.communicator {
        return try kMeans.fitted(
          to: points.data.points, weights: points.weights, in: communicator, checkpoints: checkpoints,
          progress: progress.show, shouldStop: points.shouldStop)
      }
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
    return try OutputPaths(files.files, others: [kept.path], inputs: inputs, json: data.json)
  }
}
