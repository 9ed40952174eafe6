internal import Tessera
internal import VectorFiles

/// What `estimate` says.
struct EstimateReport {
  let size: FitSize
  let machine: FitMachine
  let type: RowType
  /// What the probe took; nil where there was none.
  let probeSeconds: Double?
  let estimate: FitEstimate

  private var guesses: [String] {
    [
      probeSeconds != nil
        ? "processors of the ranks are like those of this machine"
        : "processors of the ranks are like the one that was measured (\(FitCosts.source))",
      "work is shared out among processors without loss",
      "bounds spare as many comparisons as on text embeddings, in the first 20 updates",
    ]
  }

  var text: String {
    let (flat, tree) = (estimate.flat, estimate.hierarchical)
    let lines: [(String, String, String)] = [
      ("", "flat", "hierarchical"),
      ("reading once", flat.read.duration, tree.read.duration),
      ("start", flat.start.seconds.duration, tree.start.seconds.duration),
      ("moving rows", flat.exchange.duration, tree.exchange.duration),
      ("an update", flat.update.seconds.duration, tree.update.seconds.duration),
      ("  of it network", flat.update.network.duration, tree.update.network.duration),
      ("all", flat.seconds.duration, tree.seconds.duration),
      ("memory of a rank", flat.memoryBytes.byteCount, tree.memoryBytes.byteCount),
      ("sent per update", flat.updateBytes.byteCount, tree.updateBytes.byteCount),
    ]
    let table = lines.map { name, flat, tree in
      (name.padded(to: 18) + flat.padded(to: 12) + tree)
    }
    return """
      \(size.rows.significant(6)) rows x \(size.dimensions.counted("dimension")) of \(type.rawValue) in \
      \(size.clusterCount.counted("cluster")), \(size.iterations.counted("update"))
      \(size.ranks.counted("rank")) of \(machine.processors.counted("processor")), each \
      \(machine.speed.significant(2)) times as fast as the one that was measured

      \(table.joined(separator: "\n"))

      guessed: \(guesses.joined(separator: ";\n  "))

      """
  }

  var json: JSONValue {
    func plan(_ plan: FitPlan) -> JSONValue {
      func step(_ step: FitPlan.Step) -> JSONValue {
        ["compute": .number(step.compute), "network": .number(step.network)]
      }
      return [
        "seconds": [
          "read": .number(plan.read), "start": step(plan.start), "exchange": .number(plan.exchange),
          "update": step(plan.update), "total": .number(plan.seconds),
        ],
        "memoryBytes": .number(plan.memoryBytes),
        "updateBytes": .number(plan.updateBytes),
      ]
    }
    return [
      "schema": "tessera.estimate/1",
      "version": .string(TesseraVersion.current),
      "rows": .number(size.rows),
      "dimensions": .integer(size.dimensions),
      "dtype": .string(type.rawValue),
      "clusters": .integer(size.clusterCount),
      "ranks": .integer(size.ranks),
      "processors": .integer(machine.processors),
      "iterations": .integer(size.iterations),
      "speed": .number(machine.speed),
      "probe": ["seconds": .number(probeSeconds)],
      "network": .number(machine.network),
      "disk": .number(machine.disk),
      "flat": plan(estimate.flat),
      "hierarchical": plan(estimate.hierarchical),
      "guesses": .array(guesses.map { .string($0) }),
    ]
  }
}

extension Double {
  /// Seconds, in a unit that suits them.
  fileprivate var duration: String {
    switch self {
    case 0: "0"
    case ..<0.1: "\((self * 1e3).significant(3)) ms"
    case ..<120: "\(significant(3)) s"
    case ..<7200: "\((self / 60).significant(3)) min"
    case ..<172_800: "\((self / 3600).significant(3)) h"
    default: "\((self / 86_400).significant(3)) days"
    }
  }

  /// Bytes, in a unit that suits them.
  fileprivate var byteCount: String {
    switch self {
    case 0: "0"
    case ..<1e6: "\((self / 1e3).significant(3)) kB"
    case ..<1e9: "\((self / 1e6).significant(3)) MB"
    case ..<1e12: "\((self / 1e9).significant(3)) GB"
    default: "\((self / 1e12).significant(3)) TB"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
