extension WordWriter {
  mutating func write(_ samples: SampleProgress) {
    switch samples.stage {
    case .begin: write(0)
    case .sample(let size, let isExhausted):
      write(isExhausted ? 2 : 1)
      write(size)
    case .allRows: write(3)
    }
    write(samples.nextSize)
    write(samples.key)
  }

  mutating func write(_ entry: TraceEntry) {
    write(entry.iteration)
    write(entry.inertia)
    write(entry.batchLoss)
    write(entry.changed)
    write(entry.certifiedFraction)
    write(entry.path.flatMap { AssignmentPath.allCases.firstIndex(of: $0) })
    write(entry.touched)
    write(entry.seconds)
    write(entry.centroids)
    write(entry.loss)
  }
}

extension WordReader {
  mutating func samples() -> SampleProgress? {
    var samples = SampleProgress()
    switch integer() {
    case 0: break
    case 1: samples.stage = .sample(ofAbout: 0, isExhausted: false)
    case 2: samples.stage = .sample(ofAbout: 0, isExhausted: true)
    case 3: samples.stage = .allRows
    default: return nil
    }
    if case .sample(_, let isExhausted) = samples.stage {
      guard let size = integer(), Self.sizes.contains(size) else { return nil }
      samples.stage = .sample(ofAbout: size, isExhausted: isExhausted)
    }
    guard let size = optional({ $0.integer() }), let key = optional({ $0.word() }),
      Self.sizes.contains(size ?? 1)
    else { return nil }
    (samples.nextSize, samples.key) = (size, key)
    return samples
  }

  /// What a sample may have: twice as much fits Int.
  private static var sizes: ClosedRange<Int> { 1...(.max / 2) }

  mutating func entry() -> TraceEntry? {
    guard let iteration = integer(), let inertia = optional({ $0.double() }), let batchLoss = optional({ $0.double() }),
      let changed = optional({ $0.integer() }), let certified = double(), let path = optional({ $0.integer() }),
      let touched = optional({ $0.integer() }), let seconds = double(), let centroids = optional({ $0.matrix() }),
      let loss = optional({ $0.double() }),
      path.map({ AssignmentPath.allCases.indices.contains($0) }) ?? true
    else { return nil }
    var entry = TraceEntry(
      iteration: iteration, inertia: inertia, batchLoss: batchLoss, changed: changed, certifiedFraction: certified,
      path: path.map { AssignmentPath.allCases[$0] }, touched: touched, seconds: seconds)
    (entry.centroids, entry.loss) = (centroids, loss)
    return entry
  }
}
