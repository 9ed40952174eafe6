internal import ArgumentParser
internal import Clustering
internal import Mixtures
internal import Tessera
internal import VectorFiles

/// `tessera choose`.
struct Choose: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare numbers of clusters, and recommend one.",
    usage: "tessera choose <data> -k <A..B|A,B,C> [<options>]",
    discussion: """
      Each number is fitted and measured: inertia, silhouette, Calinski-Harabasz and Davies-Bouldin; the gap statistic with its \
      error, beside uniform data in the box of the columns; the stability, the mean adjusted Rand index between the clusters of \
      all rows and of rows drawn anew; and how far the centroids may move. The largest silhouette is recommended, among stable \
      candidates, or what the gap statistic picks where its silhouette is nearly as large; the reason says so. Of more than \
      20000 rows silhouettes are those of a sample, of more than 5000 gap and stability. --mixture adds the BIC and AIC of Gaussian \
      mixtures, and --criterion recommends by them. Ctrl-C ends the search without a result.

      Examples:
        tessera choose points.csv -k 2..10 --standardize
        tessera choose embeddings.npy -k 10,20,50,100 --restarts 2
      """)

  @OptionGroup(title: "Clusters") var clusters: ClusterCountsOption
  @OptionGroup var data: DataOptions

  @OptionGroup(title: "Fitting") var start: StartOptions
  @OptionGroup(title: "Kinds") var kinds: KindOptions

  @OptionGroup(title: "Mixtures") var mixtures: MixtureCriterionOptions

  @Option(help: "A page that shows the comparison: one .html file that needs nothing beside it.")
  var report: String?

  func validate() throws {
    if let path = start.startPath {
      throw ValidationError("--initializer \(path.shown): start centroids in a file are for one number of clusters.")
    }
    if kinds.metric == .cosine, mixtures.isAsked {
      throw ValidationError(
        "--metric cosine: mixtures describe the points, not their directions; choose by --mixture and --criterion without it."
      )
    }
    try PageOutput.check(report)
    _ = try outputs()
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([report], inputs: [data.data, start.weights], json: data.json)
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    var search = ClusterCountSearch(clusters.counts)
    search.kMeans = kinds.applied(to: try start.kMeans(data, clusterCount: clusters.counts[0]))
    search.kMeans.restarts = clusters.restarts
    (search.references, search.resamples) = (clusters.references, clusters.resamples)
    let points = kinds.prepared(
      try data.read(weights: start.weights).scaled(start.standardize, data, metric: kinds.metric), data)
    let readSeconds = watch.seconds
    let chosen = Result { () throws(CommandFailure) in try choice(search, points) }
    try points.checkUnchanged()
    var found = try chosen.get()
    let measured = Result { () throws(CommandFailure) in try mixtures.criteria(self, points) }
    try points.checkUnchanged()
    let criteria = try measured.get()
    mixtures.recommend(by: criteria, in: &found)
    if let report {
      let page = ChoicePage(
        choice: found, criteria: criteria, data: points.dataSummary, scaling: points.scaling,
        commandLine: PageOutput.commandLine(RawArguments.texts, seed: start.seed))
      try AtomicFile.write(page.text, to: report)
    }
    let told = ChooseReport(
      command: self, choice: found, criteria: criteria, title: points.title, data: points.dataSummary,
      scaling: points.scaling,
      instructionSet: try data.instructionSet(), readSeconds: readSeconds, totalSeconds: watch.seconds)
    try outputs.print(data.json ? JSONReport.text(told.json) : told.text)
  }

  private func choice(_ search: ClusterCountSearch, _ points: Points) throws(CommandFailure) -> ClusterCountChoice {
    let progress = ShareLine(quiet: data.quiet)
    defer { progress.clear() }
    StopSignal.install()
    CurrentTask.set("choose a number of clusters for \(points.summary)")
    let line = data.line
    defer { line.clear() }
    var search = search
    search.kMeans.meter = line.meter()
    do {
      return try search.choice(
        for: points.data.points, weights: points.weights, progress: { progress.show($0.share, $0.step.text) },
        shouldStop: points.shouldStop)
    } catch {
      throw CommandFailure(error, points, weights: start.weights)
    }
  }
}

extension ClusterCountSearch.Progress.Step {
  /// What is being done, for the progress line.
  fileprivate var text: String {
    switch self {
    case .fit(let count): "fit k = \(count)"
    case .silhouettes: "silhouettes"
    case .references: "gap statistic"
    case .resamples: "stability"
    }
  }
}
