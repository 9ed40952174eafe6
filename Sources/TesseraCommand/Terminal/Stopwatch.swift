/// Seconds since it was made.
struct Stopwatch {
  private let begin = ContinuousClock.now

  var seconds: Double {
    let duration = ContinuousClock.now - begin
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
