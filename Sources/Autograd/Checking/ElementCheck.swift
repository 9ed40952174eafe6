/// What differences say about one element of a gradient.
struct ElementCheck {
  let gradient: Double
  /// Of the whole gradient: the largest magnitude in it.
  let size: Double
  /// Of the function, at the point.
  let value: Double
  let here: [StepTrace.Event]
  let tolerance: Double

  /// Differences that mean something, with what rounding hides of each.
  private var differences: [(step: Double, slope: Double, noise: Double)] = []
  /// What changed its outcome at the last step that crossed; nil: none did.
  private var crossed: String?

  enum Verdict {
    /// - hidden: how much of the difference rounding and the step may make.
    case compared(difference: Double, hidden: Double)
    case kink(String)
  }

  init(gradient: Double, size: Double, value: Double, here: [StepTrace.Event], tolerance: Double) {
    (self.gradient, self.size, self.value, self.here, self.tolerance) = (gradient, size, value, here, tolerance)
  }

  /// Whether a step of this length could still change the verdict.
  func wantsMore(_ step: Double) -> Bool {
    guard step > 0, value.isFinite else { return false }
    if let last = differences.last, agrees(last.slope, last.noise) { return false }
    return !differences.contains { $0.step == step }
  }

  /// Takes in what the function gave on both sides; nil: an error.
  mutating func add(
    _ low: (result: Double, events: [StepTrace.Event])?, _ high: (result: Double, events: [StepTrace.Event])?,
    step: Double, width: Double
  ) {
    guard let low, let high, low.result.isFinite, high.result.isFinite, width > 0 else { return }
    if let name = here.firstDifference(from: low.events) ?? here.firstDifference(from: high.events) {
      crossed = name
      return
    }
    let largest = max(low.result.magnitude, high.result.magnitude, value.magnitude)
    differences.append((step, (high.result - low.result) / width, 8 * Double.ulpOfOne * largest / width))
  }

  var verdict: Verdict {
    if let last = differences.last, agrees(last.slope, last.noise) {
      return .compared(difference: last.slope, hidden: last.noise)
    }
    let sorted = differences.sorted { $0.step < $1.step }
    let best = zip(sorted, sorted.dropFirst())
      .map { fine, coarse in
        (slope: fine.slope, hidden: (fine.slope - coarse.slope).magnitude + fine.noise)
      }
      .min { $0.hidden < $1.hidden }
    if let best { return .compared(difference: best.slope, hidden: best.hidden) }
    if let only = sorted.first { return .compared(difference: only.slope, hidden: only.noise) }
    if let crossed { return .kink(crossed) }
    return value.isFinite ? .kink("the function's domain") : .compared(difference: .nan, hidden: 0)
  }

  /// Whether the difference says what the gradient says, beside what rounding hides.
  func agrees(_ difference: Double, _ hidden: Double) -> Bool {
    (gradient - difference).magnitude <= allowance(difference) + hidden
      // Noise that hides the gradient itself is no agreement.
      && hidden <= allowance(difference)
      || gradient == difference
  }

  /// How far both may lie apart; what is 0 beside the whole gradient need not be so to the last digit.
  func allowance(_ difference: Double) -> Double {
    tolerance * max(gradient.magnitude, difference.magnitude, 1e-3 * size)
  }
}
