#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Processor time, which other programs on the machine disturb less.
func milliseconds(_ body: () -> Void) -> Double {
  let start = processorTime()
  body()
  return (processorTime() - start) * 1e3
}

private func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func flush() { fflush(nil) }
