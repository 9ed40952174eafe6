internal import Clustering
internal import Matrices
internal import Mixtures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// Points at the components of a mixture's model.
struct AssignedMixture {
  let rows: MixtureRows
  private let modelPath: String
  private let data: DataOptions
  private let instructionSet: InstructionSet
  private let labels: [Int32]
  private let logDensities: [Double]?
  private let readSeconds: Double
  private let assignSeconds: Double

  /// Reads the points, columns by the names that the model has, and assigns them.
  init(_ file: MixtureFile, modelPath: String, _ data: DataOptions, keepsOriginal: Bool) throws {
    let watch = Stopwatch()
    (self.modelPath, self.data) = (modelPath, data)
    instructionSet = try data.instructionSet()
    var model = ModelFile(centroids: file.means)
    model.columns = file.columns
    let points = try data.read(for: model, keepsOriginal: keepsOriginal)
    readSeconds = watch.seconds
    var options = MixtureOptions()
    (options.threadCount, options.instructionSet) = (data.threadCount, instructionSet)
    rows = MixtureRows(file, points, options)
    (labels, logDensities) = try rows.labels()
    assignSeconds = watch.seconds - readSeconds
  }

  /// What there is to say: JSON with members of the command's own, or a summary for people with its last lines.
  func report(schema: String, totalSeconds: Double, json: [JSONValue.Member], text: String) -> String {
    let points = rows.points
    var counts = [Int](repeating: 0, count: rows.file.means.rows)
    for label in labels { counts[Int(label)] += 1 }
    let likelihood = logDensities.map { $0.reduce(0, +) / Double(max(1, $0.count)) }
    guard data.json else {
      return """
        \(points.title.shown): \(points.data.points.rows.counted("row")) x \
        \(points.data.points.columns.counted("dimension"))
        \(modelPath.shown): \(counts.count.counted("component"))
        \(likelihood.map { "log-likelihood: \($0.significant(10)) per row\n" } ?? "")\
        rows per component: \(counts.map(String.init).joined(separator: " "))
        \(text)
        """
    }
    let members: [JSONValue.Member] = [
      .init(key: "schema", value: .string(schema)),
      .init(key: "version", value: .string(TesseraVersion.current)),
      .init(key: "data", value: .data(points.dataSummary)),
      .init(key: "model", value: ["path": .path(modelPath)]),
      .init(key: "clusters", value: .integer(counts.count)),
      .init(key: "threads", value: .integer(data.threadCount)),
      .init(key: "instructionSet", value: .string(instructionSet.rawValue)),
      .init(key: "logLikelihood", value: .number(likelihood)),
      .init(key: "counts", value: .integers(counts)),
      .init(key: "droppedRows", value: .integer(points.data.droppedRows)),
    ]
    let seconds = JSONValue.Member(
      key: "seconds",
      value: ["read": .seconds(readSeconds), "assign": .seconds(assignSeconds), "total": .seconds(totalSeconds)])
    return JSONReport.text(.object(members + json + [seconds]))
  }
}
