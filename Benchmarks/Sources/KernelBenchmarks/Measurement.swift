internal import TesseraKernels

/// One benchmark on one instruction set and number of threads, with the seconds of its runs so far.
struct Measurement {
  let benchmark: Benchmark
  let set: InstructionSet
  let threads: Int
  private var repeats = 0
  private var seconds: [Double] = []

  init(_ benchmark: Benchmark, _ set: InstructionSet, threads: Int) {
    self.benchmark = benchmark
    self.set = set
    self.threads = threads
  }

  /// Billions of operations or bytes per second, by the median.
  var rate: Double { benchmark.amount / median * 1e-9 }
  /// Nanoseconds per row (or cluster), by the median.
  var nanosecondsPerItem: Double { median / Double(benchmark.items) * 1e9 }

  private var median: Double { seconds.sorted()[seconds.count / 2] }

  /// One sample: as many runs as take about 10 ms, found by a first, untimed sample.
  mutating func sample() {
    if repeats == 0 {
      let once = timed(1)
      repeats = max(1, min(10_000, Int(0.01 / max(once, 1e-9))))
    }
    seconds.append(timed(repeats) / Double(repeats))
  }

  private func timed(_ repeats: Int) -> Double {
    let (kernels, parallel) = (Kernels(set), ParallelRows(threads: threads))
    let duration = ContinuousClock().measure {
      for _ in 0..<repeats { benchmark.run(kernels, parallel) }
    }
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
