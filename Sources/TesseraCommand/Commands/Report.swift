internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Reports
internal import Tessera
internal import VectorFiles

/// `tessera report`.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a page that shows a model on points.",
    discussion: """
      One .html file with everything in it: a map, what sets the clusters apart, how firmly rows belong, and which rows to look \
      at. fit --report makes the same page with the way to the result.

      Examples:
        tessera report model.safetensors points.csv -o report.html
        tessera report model.safetensors new.csv --id-column name -o new.html
      """)

  @Argument(help: "The model: .safetensors, or a matrix of one centroid per row.")
  var model: String

  @OptionGroup var data: DataOptions

  @Option(name: .shortAndLong, help: PageOutput.help)
  var output: String

  @Option(help: "One weight per row: a .npy file or text of one column.")
  var weights: String?

  func validate() throws {
    try PageOutput.check(output)
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    let file = try ModelFile.reading(model)
    let centroids = file.scaledCentroids
    var points = try data.read(weights: weights, for: file, keepsOriginal: true)
    if let scaling = file.scaling, points.data.points.columns == centroids.columns {
      points = try points.scaled(by: scaling)
    }
    let readSeconds = watch.seconds
    var kMeans = KMeans(clusterCount: centroids.rows)
    kMeans.initializer = .given(centroids)
    kMeans.maximumIterations = 0
    kMeans.threadCount = data.threadCount
    kMeans.instructionSet = try data.instructionSet()
    CurrentTask.set("assign the rows of \(points.summary) to the \(centroids.rows) centroids of \(model)")
    let fitted: KMeansModel
    do throws(ClusteringError) {
      fitted = try kMeans.fitted(to: points.data.points, weights: points.weights)
    } catch {
      try points.checkUnchanged()
      throw CommandFailure(error, data: points.path, centroids: model, weights: weights)
    }
    try points.checkUnchanged()
    let summary = FitSummary(
      of: fitted, by: kMeans, data: points.dataSummary, scaling: points.scaling, initializer: model,
      readSeconds: readSeconds, totalSeconds: watch.seconds)
    var source = ReportSource(summary, points: points.data.points, model: fitted, weights: points.weights)
    source.modelPath = model
    try PageOutput(path: output).write(source, points)
    try outputs.print(data.json ? JSONReport.text(json(summary, watch.seconds)) : text(summary, points))
  }

  private func text(_ summary: FitSummary, _ points: Points) -> String {
    """
    \(summary.data.path.shown): \(summary.data.rows) rows x \(summary.data.dimensions) dimensions
    \(model.shown): \(summary.clusterCount) clusters
    inertia: \(summary.inertia.significant(10))\(points.scaleNote)

    wrote \(output.shown)

    """
  }

  private func json(_ summary: FitSummary, _ seconds: Double) -> JSONValue {
    [
      "schema": "tessera.report/1", "version": .string(TesseraVersion.current), "data": .data(summary.data),
      "model": ["path": .path(model)], "clusters": .integer(summary.clusterCount),
      "inertia": .number(summary.inertia), "counts": .integers(summary.counts),
      "region": .region(radius: summary.radius, isLocalMinimum: summary.isLocalMinimum),
      "report": .path(output), "seconds": ["read": .number(summary.seconds.read), "total": .number(seconds)],
    ]
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output], inputs: [data.data, model, weights], json: data.json)
  }
}
