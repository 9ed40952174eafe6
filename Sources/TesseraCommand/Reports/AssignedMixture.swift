internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Mixtures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What `assign` does with a mixture's model.
struct AssignedMixture {
  private let command: Assign
  private let file: MixtureFile

  init(_ file: MixtureFile, _ command: Assign) throws {
    (self.file, self.command) = (file, command)
    for (option, path) in [("--distances-output", command.distancesOutput), ("--annotate", command.annotate)]
    where path != nil {
      throw ValidationError("\(option) has distances to centroids, which a mixture has not; use --output.")
    }
    if command.missing.withMissing {
      throw ValidationError(
        "--with-missing: a mixture takes rows without gaps only; --drop-bad-rows leaves the others out.")
    }
    if command.logDensitiesOutput != nil, case .soft = file.content {
      throw ValidationError("--log-densities-output: soft and fuzzy clusters have no density.")
    }
  }

  /// Assigns the points, writes what was asked for, and says so.
  func report(_ watch: Stopwatch) throws -> String {
    let data = command.data
    let needsNames = [command.output, command.logDensitiesOutput].contains {
      $0.map { OutputPlace($0).format.isTable } ?? false
    }
    let instructionSet = try data.instructionSet()
    var model = ModelFile(centroids: file.means)
    model.columns = file.columns
    let points = try data.read(for: model, keepsOriginal: needsNames)
    let readSeconds = watch.seconds
    var options = MixtureOptions()
    (options.threadCount, options.instructionSet) = (data.threadCount, instructionSet)
    let rows = MixtureRows(file, points, options)
    let (labels, logDensities) = try rows.labels()
    let assignSeconds = watch.seconds - readSeconds
    if let output = command.output { try rows.write(labels: output) }
    if let output = command.logDensitiesOutput { try rows.write(logDensities: output) }
    try points.checkUnchanged()
    var counts = [Int](repeating: 0, count: file.means.rows)
    for label in labels { counts[Int(label)] += 1 }
    let likelihood = logDensities.map { $0.reduce(0, +) / Double(max(1, $0.count)) }
    let written = [command.output, command.logDensitiesOutput].compactMap { $0.map(OutputPlace.shown) }
    guard data.json else {
      return """
        \(points.title.shown): \(points.data.points.rows.counted("row")) x \
        \(points.data.points.columns.counted("dimension"))
        \(command.model.shown): \(counts.count.counted("component"))
        \(likelihood.map { "log-likelihood: \($0.significant(10)) per row\n" } ?? "")\
        rows per component: \(counts.map(String.init).joined(separator: " "))
        wrote \(written.joined(separator: ", "))

        """
    }
    return JSONReport.text([
      "schema": "tessera.assign/1",
      "version": .string(TesseraVersion.current),
      "data": .data(points.dataSummary),
      "model": ["path": .path(command.model)],
      "clusters": .integer(counts.count),
      "threads": .integer(data.threadCount),
      "instructionSet": .string(instructionSet.rawValue),
      "logLikelihood": .number(likelihood),
      "counts": .integers(counts),
      "droppedRows": .integer(points.data.droppedRows),
      "seconds": [
        "read": .seconds(readSeconds), "assign": .seconds(assignSeconds), "total": .seconds(watch.seconds),
      ],
    ])
  }
}
