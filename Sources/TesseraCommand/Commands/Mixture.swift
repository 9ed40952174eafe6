internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Mixtures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// `tessera mixture`.
struct Mixture: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fit a mixture: normal distributions, or clusters to which rows belong in part.",
    usage: "tessera mixture <data> -k <K> [<options>]",
    discussion: """
      Gaussian mixtures are fitted by expectation maximisation, whose updates are scikit-learn's; the log-likelihood is the mean \
      per row. The result is the same for every number of threads and instruction set, and depends on the order of the rows in \
      its last digits. A covariance that becomes singular is an error: raise --regularization. Ctrl-C (or SIGTERM) \
      ends the fit and keeps the last update; the log-likelihood is then that before it. tessera choose --criterion bic compares \
      numbers of components.

      Examples:
        tessera mixture points.csv -k 3 --report page.html
        tessera mixture points.npy -k 5 --covariance diagonal --restarts 5 -o mixture.safetensors
        tessera mixture points.csv -k 3 --kind fuzzy --responsibilities-output memberships.csv
      """)

  @OptionGroup(title: "Clusters") var clusters: ClusterCountOption
  @OptionGroup(title: "Outputs") var files: MixtureOutputs
  @OptionGroup var data: DataOptions
  @OptionGroup(title: "Fitting") var fitting: MixtureFitOptions

  func validate() throws { _ = try outputs() }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    var options = try fitting.options(data)
    let points = try data.read(weights: fitting.weights, keepsOriginal: files.needRowNames)
    options.start = try fitting.start(clusters.clusterCount, for: points)
    let readSeconds = watch.seconds
    let fitted = Result { () throws(CommandFailure) in try fit(options, points) }
    try points.checkUnchanged()
    let file = MixtureFile(
      try fitted.get(), columns: points.data.hasNames ? points.data.columns.map(\.title) : nil)
    let fitSeconds = watch.seconds - readSeconds
    if case .gaussian(let model) = file.content,
      let note = model.note(
        regularization: fitting.regularization ?? 1e-6,
        headings: points.dataSummary.headings)
    {
      data.note("\(points.title.shown): \(note)")
    }
    try files.write(file, points, options, seed: fitting.seed)
    let told = MixtureReport(
      command: self, content: file.content, points: points, instructionSet: try data.instructionSet(),
      readSeconds: readSeconds, fitSeconds: fitSeconds, totalSeconds: watch.seconds)
    try outputs.print(data.json ? JSONReport.text(told.json) : told.text)
    if told.stopReason == .interrupted, files.all.isEmpty, let signal = StopSignal.received {
      throw ExitCode(128 + signal)
    }
  }

  private func fit(_ options: MixtureOptions, _ points: Points) throws(CommandFailure) -> MixtureFile.Content {
    StopSignal.install()
    CurrentTask.set("fit a mixture of \(clusters.clusterCount.counted("component")) to \(points.summary)")
    let line = data.line
    defer { line.clear() }
    func show(_ progress: MixtureOptions.Progress) {
      let share = Double(progress.iteration) / Double(max(1, options.maximumIterations))
      line.show(min(share, 0.999), "update \(progress.iteration)  \(progress.value.significant(9))")
    }
    let (count, matrix, weights) = (clusters.clusterCount, points.data.points, points.weights)
    do {
      switch fitting.kind {
      case .gaussian:
        var mixture = GaussianMixture(componentCount: count)
        mixture.covariance = fitting.covariance ?? .full
        mixture.regularization = fitting.regularization ?? mixture.regularization
        mixture.options = options
        return .gaussian(try mixture.fitted(to: matrix, weights: weights, progress: show))
      case .soft:
        var soft = SoftKMeans(clusterCount: count, stiffness: fitting.stiffness ?? 1)
        soft.options = options
        return .soft(try soft.fitted(to: matrix, weights: weights, progress: show))
      case .fuzzy:
        var fuzzy = FuzzyCMeans(clusterCount: count, fuzzifier: fitting.fuzzifier ?? 2)
        fuzzy.options = options
        return .soft(try fuzzy.fitted(to: matrix, weights: weights, progress: show))
      }
    } catch {
      throw CommandFailure(error, points, start: fitting.initializer, weights: fitting.weights)
    }
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths(files.all, inputs: [data.data, fitting.weights, fitting.initializer], json: data.json)
  }
}
