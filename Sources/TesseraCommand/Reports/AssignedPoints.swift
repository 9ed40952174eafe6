internal import Clustering
internal import Matrices
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// Points from one file at the centroids of another: what `assign` and `evaluate` have in common.
struct AssignedPoints {
  let points: Points
  let modelPath: String
  let assignment: Assignment
  /// That of the model: points of cosine are directions.
  let metric: Metric
  /// On the scale of the points.
  let centroids: Matrix<Double>
  let kind: CentroidKind
  let threadCount: Int
  let instructionSet: InstructionSet
  let line: ShareLine
  private let readSeconds: Double
  private let assignSeconds: Double

  /// - Parameters:
  ///   - keepsOriginal: whether an output repeats something of the file of the points.
  ///   - repeats: what an output repeats of it.
  ///   - keepsMargins: whether an output has the margins.
  ///   - missingValues: what becomes of them.
  ///   - skipped: columns that are no points, beside those that the options name.
  init(
    _ options: DataOptions, model: String, weights: String? = nil, keepsOriginal: Bool = false,
    repeats: RowOutputs.Repetition = .cells, keepsMargins: Bool = false, missingValues: MissingValues = .refused,
    skipping skipped: ColumnSelection? = nil
  ) throws {
    let watch = Stopwatch()
    instructionSet = try options.instructionSet()
    (modelPath, threadCount) = (model, options.threadCount)
    let file = try ModelFile.reading(model)
    let centroids = file.scaledCentroids
    (self.centroids, kind) = (centroids, file.centroidKind)
    if let sizes = file.metadata["sizes"] {
      options.note("\(model): the fit's sizes (\(sizes)) do not bind this: every row goes to its nearest centroid")
    }
    if let share = file.metadata["trimmedShare"].flatMap(Double.init), share > 0 {
      options.note("\(model): the fit left outliers out; here every row goes to its nearest centroid, and counts")
    }
    var points = try options.read(
      weights: weights, for: file, keepsOriginal: keepsOriginal, repeats: repeats,
      keepsMissing: missingValues == .leftOut, skipping: skipped)
    if let scaling = file.scaling, points.data.points.columns == centroids.columns {
      points = try points.scaled(by: scaling)
    }
    metric = file.metric
    if metric == .cosine, missingValues == .leftOut {
      throw CommandFailure(.cannotCombine("with-missing", "metric cosine"), data: points.title)
    }
    if metric == .cosine, options.dropBadRows { points = points.leavingOutZeroRows(options) }
    self.points = try points.directed(for: metric, options)
    points = self.points
    readSeconds = watch.seconds
    CurrentTask.set("assign the rows of \(points.summary) to the \(centroids.rows) centroids of \(model)")
    let line = options.line
    defer { line.clear() }
    self.line = line
    do {
      assignment =
        try missingValues == .leftOut && points.data.points.lacksValues
        ? points.data.points.assigned(
          to: centroids, missingValues: missingValues, weights: points.weights, threadCount: options.threadCount,
          instructionSet: instructionSet, keepsMargins: keepsMargins)
        : points.data.points.assigned(
          to: centroids, as: kind, weights: points.weights, threadCount: options.threadCount,
          instructionSet: instructionSet,
          keepsMargins: keepsMargins, meter: line.meter(points.title.shown))
    } catch {
      try points.checkUnchanged()
      throw CommandFailure(error, points, centroids: model, weights: weights)
    }
    try points.checkUnchanged()
    assignSeconds = watch.seconds - readSeconds
  }

  /// How good the clusters are, also beside known labels.
  func evaluated(_ agreement: LabelAgreement?, seed: UInt64) throws -> EvaluationSummary {
    CurrentTask.set("measure the clusters of \(points.summary)")
    defer { line.clear() }
    let evaluated = Result { () throws(ClusteringError) in
      try EvaluationSummary(
        of: points.data.points, at: centroids, assignment: assignment, agreement: agreement, seed: seed,
        threadCount: threadCount, instructionSet: instructionSet, meter: line.meter("the silhouette"))
    }
    try points.checkUnchanged()
    do {
      return try evaluated.get()
    } catch {
      throw CommandFailure(error, points, centroids: modelPath)
    }
  }

  /// Those of all clusters, or of many the extent.
  private var sizes: String {
    let counts = assignment.counts
    guard counts.count > ClusterTable.longest else { return counts.map(String.init).joined(separator: " ") }
    let sorted = counts.sorted()
    return "\(sorted[0]) to \(sorted[sorted.count - 1]), median \(sorted[sorted.count / 2]) (--json has all)"
  }

  /// What was found, with a command's own additions at the end.
  func report(
    schema: String, _ options: DataOptions, totalSeconds: Double, json: [JSONValue.Member], text: String
  ) -> String {
    guard options.json else {
      return """
        \(points.title.shown): \(points.data.points.rows.counted("row")) x \
        \(points.data.points.columns.counted("dimension"))
        \(modelPath.shown): \(assignment.counts.count.counted("cluster"))
        inertia: \(assignment.inertia.significant(10))\(points.scaleNote)
        rows per cluster: \(sizes)

        """ + text
    }
    let members: [JSONValue.Member] = [
      .init(key: "schema", value: .string(schema)),
      .init(key: "version", value: .string(TesseraVersion.current)),
      .init(key: "data", value: .data(points.dataSummary)),
      .init(key: "model", value: ["path": .path(modelPath)]),
      .init(key: "clusters", value: .integer(assignment.counts.count)),
      .init(key: "threads", value: .integer(options.threadCount)),
      .init(key: "instructionSet", value: .string(instructionSet.rawValue)),
      .init(key: "inertia", value: .number(assignment.inertia)),
      .init(key: "counts", value: .integers(assignment.counts)),
      .init(key: "droppedRows", value: .integer(points.data.droppedRows)),
      .init(key: "scaling", value: .scaling(points.scaling)),
      .init(key: "metric", value: .string(metric.rawValue)),
    ]
    let seconds: JSONValue = [
      "read": .seconds(readSeconds), "assign": .seconds(assignSeconds), "total": .seconds(totalSeconds),
    ]
    let object = JSONValue.object(members + json + [.init(key: "seconds", value: seconds)])
    return JSONReport.text(object)
  }
}
