internal import Matrices

extension WordWriter {
  mutating func write(_ text: String) {
    let bytes = Array(text.utf8)
    write(bytes.count)
    for start in stride(from: 0, to: bytes.count, by: 8) {
      let part = bytes[start..<min(start + 8, bytes.count)]
      write(part.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
  }

  mutating func write(_ facts: [FitFact]) {
    write(facts.count)
    for fact in facts {
      write(fact.name)
      write(fact.value)
    }
  }

  /// Without labels, which follow from the centroids.
  mutating func write(_ finished: FinishedRestarts) {
    write(finished.inertias)
    guard let (run, restart) = finished.best else { return write(0) }
    write(1)
    write(restart)
    write(run.centroids)
    write(run.counts.count)
    for count in run.counts { write(count) }
    write(run.inertia)
    write(StopReason.allCases.firstIndex(of: run.stopReason) ?? 0)
    write(run.trace.count)
    for entry in run.trace { write(entry) }
    write(run.learningRate)
    write(run.finalLearningRate)
    write(run.isAtMeans ? 1 : 0)
  }
}

extension WordReader {
  mutating func text() -> String? {
    guard let count = integer(), count >= 0, let words = words(count / 8 + (count % 8 > 0 ? 1 : 0)) else { return nil }
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64($0 % 8 * 8)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func facts() -> [FitFact]? {
    guard let count = count() else { return nil }
    var facts: [FitFact] = []
    for _ in 0..<count {
      guard let name = text(), let value = text() else { return nil }
      facts.append(FitFact(name: name, value: value))
    }
    return facts
  }

  mutating func finishedRestarts() -> FinishedRestarts? {
    guard let inertias = doubles(), let isThere = word() else { return nil }
    var finished = FinishedRestarts(best: nil, inertias: inertias)
    if isThere == 0 { return inertias.isEmpty ? finished : nil }
    guard isThere == 1, let restart = integer(), inertias.indices.contains(restart), let centroids = matrix(),
      let counts = count().flatMap({ words($0) }), counts.count == centroids.rows,
      centroids.isFinite, let inertia = double(), inertia.isFinite,
      let reason = integer(), StopReason.allCases.indices.contains(reason), let traceCount = count(), traceCount > 0
    else { return nil }
    var trace: [TraceEntry] = []
    for _ in 0..<traceCount {
      guard let entry = entry() else { return nil }
      trace.append(entry)
    }
    guard let rate = optional({ $0.double() }), let finalRate = optional({ $0.double() }), let isAtMeans = word()
    else { return nil }
    finished.best = (
      FinishedRun(
        centroids: centroids, labels: [], counts: counts.map { Int(truncatingIfNeeded: $0) }, inertia: inertia,
        stopReason: StopReason.allCases[reason], trace: trace, learningRate: rate, finalLearningRate: finalRate,
        isAtMeans: isAtMeans == 1), restart
    )
    return finished
  }

  /// What has not been read.
  var remaining: [UInt64] { Array(rest) }
}
