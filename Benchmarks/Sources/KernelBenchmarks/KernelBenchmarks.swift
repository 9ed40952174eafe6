internal import TesseraKernels

/// Every kernel on every instruction set, on one thread and on two, beside what the machine can do at best.
///
/// usage: swift run -c release KernelBenchmarks [--json] [--rounds R] [--only WORD]
///
/// All measurements take turns in each of R rounds (default 7), ceilings among them, so that a slow second of the machine
/// strikes all alike; the medians are shown. A library for that would be more code than it saves.
@main
struct KernelBenchmarks {
  static func main() {
    var (json, rounds, only) = (false, 7, "")
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--json": json = true
      case "--rounds": rounds = arguments.popFirst().flatMap { Int($0) } ?? 0
      case "--only": only = arguments.popFirst() ?? ""
      default: rounds = 0
      }
    }
    guard rounds > 0 else {
      print("usage: KernelBenchmarks [--json] [--rounds R] [--only WORD]")
      return
    }
    let report = measured(rounds: rounds, only: only)
    print(json ? report.json : report.table)
  }

  private static func measured(rounds: Int, only: String) -> Report {
    let benchmarks = (Benchmark.assignments() + Benchmark.passes() + Benchmark.sums())
      .filter { only.isEmpty || $0.name.contains(only) }
    let words = Ceilings.words()
    var (kernels, ceilings): ([Measurement], [Measurement]) = ([], [])
    for set in InstructionSet.available.reversed() {
      for threads in [1, 2] {
        ceilings += Resource.allCases.compactMap { Ceilings.benchmark($0, set, words: words) }
          .map { Measurement($0, set, threads: threads) }
      }
    }
    for benchmark in benchmarks {
      for set in InstructionSet.available.reversed() where benchmark.runs(on: Kernels(set)) {
        kernels += [1, 2].map { Measurement(benchmark, set, threads: $0) }
      }
    }
    for _ in 0..<rounds {
      for index in ceilings.indices { ceilings[index].sample() }
      for index in kernels.indices { kernels[index].sample() }
    }
    return Report(kernels: kernels, ceilings: ceilings)
  }
}
