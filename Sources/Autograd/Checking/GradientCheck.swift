/// Compares a function's gradient with central differences, element by element, and knows kinks when it meets them.
///
/// ```swift
/// let check = GradientCheck().run(at: x) { distances(from: $0, to: codes).min(alongAxis: 1).sum() }
/// precondition(check.passes, check.description)
/// ```
///
/// A difference means something only where x - h, x and x + h lie on the same piece of the function. The check therefore
/// follows every discrete outcome (argmin, comparisons, rounding, the slope of abs, ...) at the three points: where they
/// differ it takes a smaller step, and where even the smallest step crosses, it reports the kink and compares nothing. A
/// check in which nothing but zeros was compared does not pass: a gradient that argmax cut off looks just like that.
public struct GradientCheck: Sendable {
  /// The steps that are tried for each element, from the first on.
  public var steps = [1e-5, 1e-6, 1e-7]
  /// How far gradient and difference may lie apart, relative to 1 + the larger of both.
  public var tolerance = 1e-6

  public init() {}

  /// Checks every element of `x`.
  ///
  /// - Parameter function: returns a single value.
  /// - Complexity: 2 evaluations per element and step, and one gradient.
  public func run(
    at x: Tensor<Double>, of function: (Tensor<Double>) throws -> Tensor<Double>
  ) rethrows -> Report {
    let slopes = try gradient(at: x, of: function)
    let here = try StepTrace.following { try function(x) }.events
    var report = Report()
    for index in 0..<x.count {
      var crossed: String?
      for step in steps {
        let (below, lower) = try StepTrace.following { try function(x.nudged(index, by: -step)).item }
        let (above, upper) = try StepTrace.following { try function(x.nudged(index, by: step)).item }
        crossed = here.firstDifference(from: lower) ?? here.firstDifference(from: upper)
        guard crossed == nil else { continue }
        report.compare(slopes.elements[index], (above - below) / (2 * step), at: index, tolerance)
        break
      }
      if let crossed { report.kinks.append(.init(index: index, operation: crossed)) }
    }
    return report
  }
}

extension Tensor<Double> {
  fileprivate func nudged(_ index: Int, by step: Double) -> Tensor {
    var nudged = elements
    nudged[index] += step
    return Tensor(nudged, shape: shape)
  }
}
