internal import CCeilings
internal import TesseraKernels

/// What the machine can do at best, measured in the same rounds as the kernels.
enum Ceilings {
  /// One measurable ceiling, as a benchmark that is its own measure; nil where the set lacks the instructions.
  static func benchmark(_ resource: Resource, _ set: InstructionSet, words: Buffer<UInt64>) -> Benchmark? {
    guard let loop = loop(resource, set) else { return resource == .memory ? read(words) : nil }
    let rounds = 1 << 21
    return Benchmark(
      name: "ceiling", size: resource.rawValue, items: 1, resource: resource, amount: loop(1) * Double(rounds)
    ) { _, parallel in
      nonisolated(unsafe) let loop = loop
      // Each thread does a part of the rounds.
      parallel.forEachChunk(of: rounds, chunk: rounds / parallel.threads) { _, part in _ = loop(part.count) }
    }
  }

  private static func loop(_ resource: Resource, _ set: InstructionSet) -> ceiling_loop? {
    switch resource {
    case .float32: ceiling_float32(set.rawValue)
    case .float64: ceiling_float64(set.rawValue)
    case .int16: ceiling_int16(set.rawValue)
    case .int8: ceiling_int8(set.rawValue)
    case .memory: nil
    }
  }

  /// Reading 256 MiB, more than any cache here.
  static func words() -> Buffer<UInt64> { Buffer(repeating: 1, count: 1 << 25) }

  private static func read(_ words: Buffer<UInt64>) -> Benchmark {
    let chunk = 1 << 17
    let sums = Buffer(repeating: UInt64(0), count: words.count / chunk)
    return Benchmark(
      name: "ceiling", size: Resource.memory.rawValue, items: 1, resource: .memory, amount: 8 * Double(words.count)
    ) { _, parallel in
      parallel.forEachChunk(of: words.count, chunk: chunk) { index, part in
        sums.start[index] = ceiling_read(words.start + part.lowerBound, part.count)
      }
    }
  }
}
