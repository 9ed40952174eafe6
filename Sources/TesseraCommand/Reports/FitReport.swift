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
      "region": .region(radius: summary.radius, isLocalMinimum: summary.isLocalMinimum),
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
      "optimality": .optimality(summary.optimality),
    ]
  }
}

extension JSONValue {
  /// A seed as a whole number; beyond Int as a string, since it would lose digits as a number.
  static func seed(_ seed: UInt64) -> JSONValue { Int(exactly: seed).map { .integer($0) } ?? .string(String(seed)) }
}
