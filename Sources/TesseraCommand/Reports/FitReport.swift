internal import Clustering
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What `fit` says about its result.
struct FitReport {
  let command: Fit
  let options: KMeans
  let points: Points
  let model: KMeansModel
  let readSeconds: Double
  let totalSeconds: Double
}

extension FitReport {
  /// The object of the contract `tessera.fit/1`, keys in its order, ours after them.
  var json: JSONValue {
    [
      "schema": "tessera.fit/1",
      "version": .string(TesseraVersion.current),
      "data": .data(points),
      "clusters": .integer(options.clusterCount),
      "solver": .string(options.solver.name),
      "initializer": .path(command.start.initializer.text),
      "seed": .seed(options.seed),
      "threads": .integer(command.data.threadCount),
      "instructionSet": .string((options.instructionSet ?? .best).rawValue),
      "inertia": .number(model.inertia),
      "iterations": .integer(model.iterations),
      "stopReason": .string(model.stopReason.rawValue),
      "counts": .integers(model.counts),
      "region": .region(model),
      "trace": .trace(model.trace),
      "seconds": [
        "read": .number(readSeconds), "initialize": .number(model.timings.initialize),
        "fit": .number(model.timings.fit), "total": .number(totalSeconds), "region": .number(model.timings.region),
      ],
      "restarts": .integer(options.restarts),
      "restart": .integer(model.restart),
      "learningRate": .number(model.learningRate),
      "finalLearningRate": .number(model.finalLearningRate),
      "droppedRows": .integer(points.data.droppedRows),
      "scaling": .scaling(points.scaling),
    ]
  }
}

extension JSONValue {
  /// A seed as a whole number; beyond Int as a string, since it would lose digits as a number.
  static func seed(_ seed: UInt64) -> JSONValue { Int(exactly: seed).map { .integer($0) } ?? .string(String(seed)) }
}
