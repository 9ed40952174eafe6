internal import Clustering
internal import Matrices
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What `compare` says about its runs.
struct CompareReport {
  let command: Compare
  let points: Points
  let runs: [ComparedRun]
  let instructionSet: InstructionSet
  let readSeconds: Double
  let initializeSeconds: Double
  let totalSeconds: Double

  var json: JSONValue {
    [
      "schema": "tessera.compare/1",
      "version": .string(TesseraVersion.current),
      "data": .data(points.dataSummary),
      "clusters": .integer(command.clusters.clusterCount),
      "initializer": .path(command.start.initializer.text),
      "seed": .seed(command.start.seed),
      "threads": .integer(command.data.threadCount),
      "instructionSet": .string(instructionSet.rawValue),
      "runs": .array(runs.map(\.json)),
      "droppedRows": .integer(points.data.droppedRows),
      "scaling": .scaling(points.scaling),
      "seconds": [
        "read": .seconds(readSeconds), "initialize": .seconds(initializeSeconds), "total": .seconds(totalSeconds),
      ],
    ]
  }

  var text: String {
    let start =
      runs.lazy.compactMap { try? $0.outcome.get().trace.first?.inertia }.first.map { $0.significant(10) }
    let table = TextTable(
      headings: ["solver", "inertia", "updates", "seconds", "stopped by", "local minimum", "largest", "smallest"],
      rows: runs.map(\.cells))
    return """
      \(points.title.shown): \(points.data.points.rows.counted("row")) x \
      \(points.data.points.columns.counted("dimension")), \(command.clusters.clusterCount.counted("cluster")), \
      \(command.data.threadCount.counted("thread"))
      one start from \(command.start.initializer.text.shown), seed \(command.start.seed)\
      \(start.map { ": inertia \($0)" } ?? "")


      """ + table.text
  }
}

extension ComparedRun {
  fileprivate var json: JSONValue {
    switch outcome {
    case .success(let model):
      [
        "solver": .string(solver),
        "inertia": .number(model.inertia),
        "iterations": .integer(model.iterations),
        "stopReason": .string(model.stopReason.rawValue),
        "counts": .integers(model.counts),
        "region": .region(model),
        "learningRate": .number(model.learningRate),
        "finalLearningRate": .number(model.finalLearningRate),
        "trace": .trace(model.trace),
        "seconds": ["fit": .seconds(model.timings.fit), "region": .seconds(model.timings.region)],
      ]
    case .failure(let error):
      ["solver": .string(solver), "inertia": .null, "error": .string(error.description)]
    }
  }

  fileprivate var cells: [String] {
    switch outcome {
    case .success(let model):
      [
        solver, model.inertia.significant(10), "\(model.iterations)", model.timings.fit.significant(3),
        model.stopReason.rawValue, model.isLocalMinimum ? "yes" : "no", "\(model.counts.max() ?? 0)",
        "\(model.counts.min() ?? 0)",
      ]
    case .failure(let error):
      [solver, error == .interrupted ? "interrupted" : "diverged", divergedAt(error), "", "", "", "", ""]
    }
  }

  private func divergedAt(_ error: ClusteringError) -> String {
    if case .diverged(let step) = error { "\(step)" } else { "" }
  }
}
