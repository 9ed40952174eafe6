internal import Clustering
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What `fit` says about its result.
struct FitReport {
  let summary: FitSummary
  /// The outputs.
  let written: [String]
  /// Whether a lower bound was asked for, and interrupted.
  var lacksBound = false
}

extension FitReport {
  /// The object of the contract `tessera.fit/1`, keys in its order, ours after them.
  var json: JSONValue {
    guard case .object(let members) = always else { return always }
    return .object(members + centroidMembers)
  }

  private var always: JSONValue {
    [
      "schema": "tessera.fit/1",
      "version": .string(TesseraVersion.current),
      "data": .data(summary.data),
      "clusters": .integer(summary.clusterCount),
      "solver": .string(summary.solver),
      "initializer": .path(summary.initializer),
      "seed": .seed(summary.seed),
      "threads": .integer(summary.threads),
      "instructionSet": .string(summary.instructionSet.rawValue),
      "inertia": .number(summary.inertia),
      "iterations": .integer(summary.iterations),
      "stopReason": .string(summary.stopReason.rawValue),
      "counts": .integers(summary.counts),
      "region": .region(radius: summary.radius, isLocalMinimum: summary.isLocalMinimum, angle: summary.angle),
      "trace": .trace(summary.trace),
      "seconds": [
        "read": .seconds(summary.seconds.read), "initialize": .seconds(summary.seconds.initialize),
        "fit": .seconds(summary.seconds.fit), "total": .seconds(summary.seconds.total),
        "region": .seconds(summary.seconds.region),
      ],
      "restarts": .integer(summary.restarts),
      "restart": .integer(summary.restart),
      "learningRate": .number(summary.learningRate),
      "finalLearningRate": .number(summary.finalLearningRate),
      "droppedRows": .integer(summary.data.droppedRowIndices.count),
      "scaling": .scaling(summary.scaling),
      "metric": .string(summary.metric.rawValue),
      "meanCosine": .number(summary.meanCosine),
      "missingValues": .string(summary.missingValues.rawValue),
      "missingCells": .integer(summary.missingCount),
      "trimmed": trimmed,
      "sizes": summary.balance.map {
        [
          "minimum": .integer($0.minimum), "maximum": .integer($0.maximum), "isOptimal": .boolean($0.isOptimal),
        ]
      } ?? .null,
      "optimality": .optimality(summary.optimality),
      "method": .string(summary.method),
      "search": .search(summary.search),
    ]
  }
}

extension FitReport {
  /// Rows of the file.
  private var trimmed: JSONValue {
    guard let trimmed = summary.trimmed else { return .null }
    return [
      "share": .number(trimmed.share), "rows": .integers(trimmed.rows.map(summary.data.fileRow)),
      "margin": .number(trimmed.margin.isFinite ? trimmed.margin : nil),
    ]
  }
}

extension JSONValue {
  /// A seed as a whole number; beyond Int as a string, since it would lose digits as a number.
  static func seed(_ seed: UInt64) -> JSONValue { Int(exactly: seed).map { .integer($0) } ?? .string(String(seed)) }
}
