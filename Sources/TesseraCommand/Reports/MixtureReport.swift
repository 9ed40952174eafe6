internal import Clustering
internal import Matrices
internal import Mixtures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What `mixture` says about its result.
struct MixtureReport {
  let command: Mixture
  let content: MixtureFile.Content
  let points: Points
  let instructionSet: InstructionSet
  let readSeconds: Double
  let fitSeconds: Double
  let totalSeconds: Double

  private var model: MixtureModel? { if case .gaussian(let model) = content { model } else { nil } }
  private var clusters: SoftClusters? { if case .soft(let clusters) = content { clusters } else { nil } }

  var stopReason: StopReason { model?.stopReason ?? clusters?.stopReason ?? .tolerance }
  private var iterations: Int { model?.iterations ?? clusters?.iterations ?? 0 }
  private var means: Matrix<Double> { MixtureFile(content).means }

  /// The share of each component: of all rows.
  private var weights: [Double] {
    if let model { return model.weights }
    let masses = clusters?.masses ?? []
    let total = masses.reduce(0, +)
    return masses.map { total > 0 ? $0 / total : 0 }
  }

  private static func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }

  /// Rows of numbers, as deep as the shape.
  private static func nested(_ values: ArraySlice<Double>, _ shape: ArraySlice<Int>) -> JSONValue {
    guard shape.count > 1, let count = shape.first else { return numbers(Array(values)) }
    let size = values.count / max(1, count)
    return .array(
      (0..<count).map { index in
        let start = values.startIndex + index * size
        return nested(values[start..<(start + size)], shape.dropFirst())
      })
  }

  /// The object of the contract `tessera.mixture/1`, ours after its keys.
  var json: JSONValue {
    let means = means
    let covariances = model.map { model in
      Self.nested(
        model.covariances[...], model.covariance.shape(components: means.rows, dimensions: means.columns)[...])
    }
    return [
      "schema": "tessera.mixture/1",
      "version": .string(TesseraVersion.current),
      "data": .data(points.dataSummary),
      "components": .integer(means.rows),
      "kind": .string(command.fitting.kind.rawValue),
      "covariance": model.map { JSONValue.string($0.covariance.rawValue) } ?? .null,
      "logLikelihood": .number(model?.logLikelihood),
      "bic": .number(model?.bic),
      "aic": .number(model?.aic),
      "weights": Self.numbers(weights),
      "means": .array((0..<means.rows).map { Self.numbers(means.row($0)) }),
      "iterations": .integer(iterations),
      "stopReason": .string(stopReason.rawValue),
      "covariances": covariances ?? .null,
      "objective": .number(clusters?.objective),
      "parameters": .integer(model.map { Int($0.parameterCount) }),
      "regularization": model == nil ? .null : .number(command.fitting.regularization ?? 1e-6),
      "stiffness": .number(command.fitting.stiffness),
      "fuzzifier": .number(command.fitting.kind == .fuzzy ? command.fitting.fuzzifier ?? 2 : nil),
      "initializer": .path(command.fitting.initializer ?? "k-means"),
      "seed": .seed(command.fitting.seed),
      "restarts": .integer(command.fitting.restarts),
      "restart": .integer(model?.restart ?? clusters?.restart ?? 0),
      "threads": .integer(command.data.threadCount),
      "instructionSet": .string(instructionSet.rawValue),
      "droppedRows": .integer(points.data.droppedRows),
      "seconds": [
        "read": .seconds(readSeconds), "fit": .seconds(fitSeconds), "total": .seconds(totalSeconds),
      ],
    ]
  }

  /// A summary for people.
  var text: String {
    let start = command.fitting.initializer.map(\.shown) ?? "k-means"
    var text = """
      \(points.title.shown): \(points.data.points.rows.counted("row")) x \
      \(points.data.points.columns.counted("dimension"))
      \(name) from \(start), seed \(command.fitting.seed)
      \(value) after \(iterations.counted("update")) (\(stop))

      """
    if let model { text += "BIC \(model.bic.significant(8)), AIC \(model.aic.significant(8)): smaller is better\n" }
    if command.fitting.restarts > 1 {
      text += "run \((model?.restart ?? clusters?.restart ?? 0) + 1) of \(command.fitting.restarts) was the best\n"
    }
    text += "\n" + table.text
    if !command.files.all.isEmpty {
      text += "\nwrote \(command.files.all.map(OutputPlace.shown).joined(separator: ", "))\n"
    }
    return text
  }

  private var name: String {
    let count = means.rows
    switch command.fitting.kind {
    case .gaussian:
      return "\(count.counted("component")) with \((model?.covariance ?? .full).rawValue) covariances"
    case .soft:
      return "\(count.counted("soft cluster")) of stiffness \((command.fitting.stiffness ?? 1).significant(6))"
    case .fuzzy:
      return "\(count.counted("fuzzy cluster")), fuzzifier \((command.fitting.fuzzifier ?? 2).significant(6))"
    }
  }

  private var value: String {
    if let model { return "log-likelihood \(model.logLikelihood.significant(10)) per row" }
    return "objective \((clusters?.objective ?? 0).significant(10))"
  }

  private var stop: String {
    switch stopReason {
    case .fixedPoint, .tolerance: "it changes by less than the tolerance"
    case .maxIterations: "the limit of --max-iterations"
    case .interrupted: "interrupted: the value is that before the last update"
    }
  }

  private var table: TextTable {
    let headings = points.dataSummary.headings
    let count = headings.count <= 8 ? headings.count : 6
    let more = count < headings.count ? ["..."] : []
    let (means, weights) = (means, weights)
    let shown = means.rows <= ClusterTable.longest ? means.rows : ClusterTable.shownOfMany
    return TextTable(
      headings: ["component", "weight"] + headings.prefix(count).map(\.shown) + more,
      rows: (0..<shown).map { component in
        ["\(component)", weights[component].fixed(4)]
          + means.row(component).prefix(count).map { $0.significant(5) } + more
      })
  }
}

extension MixtureModel {
  /// What to say where the regularization is most of a variance: the first component and column.
  func note(regularization: Double, headings: [String]) -> String? {
    guard regularization > 0 else { return nil }
    for component in 0..<componentCount {
      for column in 0..<means.columns {
        let variance = variance(of: component, column)
        guard variance < 2 * regularization else { continue }
        return """
          the regularization, \(regularization.significant(3)), is more than half of the variance of “\(headings[column].shown)” in \
          component \(component): a smaller --regularization, or columns on another scale, may be meant
          """
      }
    }
    return nil
  }
}
