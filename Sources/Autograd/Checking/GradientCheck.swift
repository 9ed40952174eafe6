internal import Refusals

/// Compares a function's gradient with central differences, element by element, and knows kinks when it meets them.
///
/// ```swift
/// let check = GradientCheck().run(at: x) { distances(from: $0, to: codes).min(alongAxis: 1).sum() }
/// precondition(check.passes, check.description)
/// ```
///
/// A difference means something only where x - h, x and x + h lie on the same piece of the function. The check therefore
/// follows every discrete outcome (argmin, comparisons, rounding, the slope of abs, the support of sparsemax, ...) at the three
/// points: where they differ it takes another step, and where every step crosses, it reports the kink and compares nothing. A
/// check in which nothing but zeros was compared does not pass: a gradient that argmax cut off looks just like that. Neither
/// does one of a function that has another value when it is asked again.
///
/// Steps are shares of an element's magnitude, or of the largest of its tensor where it is 0. A step that leaves the function's
/// domain (a value that is not finite, or an error) gives way to a smaller one. Where the first step disagrees all are tried, and
/// the one whose neighbour agrees best decides: then a large third derivative or lost digits are not taken for a wrong gradient.
public struct GradientCheck: Sendable {
  /// The steps that are tried for each element, from the first on, as shares of its magnitude.
  public var steps = [1e-5, 1e-6, 1e-7, 1e-4, 1e-3]
  /// How far gradient and difference may lie apart, relative to the larger of both, beside what rounding hides.
  public var tolerance = 1e-6

  public init() {}

  /// Checks every element of `x`.
  ///
  /// - Parameters:
  ///   - order: 2 to check second derivatives too: the gradient of the gradient's part along a direction.
  ///   - function: returns a single value.
  /// - Complexity: 2 evaluations per element where the first step decides, and one gradient.
  public func run(
    at x: Tensor<Double>, order: Int = 1, of function: (Tensor<Double>) throws -> Tensor<Double>
  ) rethrows -> Report {
    try run(at: [x], order: order) { try function($0[0]) }
  }

  /// Checks every tensor of a structure; failures and kinks name it by its place.
  public func run<Structure: TensorStructure>(
    at structure: Structure, order: Int = 1, of function: (Structure) throws -> Tensor<Double>
  ) rethrows -> Report where Structure.Scalar == Double {
    try run(at: structure.tensors, order: order) { tensors in
      var moved = structure
      moved.tensors = tensors
      return try function(moved)
    }
  }

  /// Checks every element of several inputs; failures and kinks name the input by its place.
  public func run(
    at inputs: [Tensor<Double>], order: Int = 1, of function: ([Tensor<Double>]) throws -> Tensor<Double>
  ) rethrows -> Report {
    require(order == 1 || order == 2, "first and second derivatives are checked, none of order \(order)")
    var report = Report()
    try check(inputs, 1, &report, function)
    guard order == 2, !report.isNondeterministic else { return report }
    let directions = inputs.map(Self.direction)
    try check(inputs, 2, &report) { inputs in
      let slopes = try valueWithGradients(at: inputs, of: function).gradients
      return zip(slopes, directions).reduce(Tensor(0)) { $0 + ($1.0 * $1.1).sum() }
    }
    return report
  }

  private func check(
    _ inputs: [Tensor<Double>], _ order: Int, _ report: inout Report,
    _ function: ([Tensor<Double>]) throws -> Tensor<Double>
  ) rethrows {
    let (value, events) = try StepTrace.following { try function(inputs).item }
    let again = try StepTrace.following { try function(inputs).item }
    guard value.bitPattern == again.result.bitPattern || (value.isNaN && again.result.isNaN),
      events.isSamePiece(as: again.events)
    else {
      report.contradiction = (value, again.result)
      return
    }
    let slopes = try valueWithGradients(at: inputs, of: function).gradients
    let size = slopes.reduce(0) { $1.elements.reduce($0) { $1.isFinite ? max($0, $1.magnitude) : $0 } }
    for (place, input) in inputs.enumerated() {
      let typical = input.elements.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
      for index in 0..<input.count {
        var element = ElementCheck(
          gradient: slopes[place].elements[index], size: size, value: value, here: events, tolerance: tolerance)
        let x = input.elements[index]
        let own = x == 0 || !x.isFinite ? (typical > 0 ? typical : 1) : x.magnitude
        let trials: [Double] = (steps + Self.smallSteps).map { $0 * own } + steps.map { $0 * typical }
        for step in trials where element.wantsMore(step) {
          let low = Self.outcome(of: function, inputs.nudged(place, index, by: -step))
          let high = Self.outcome(of: function, inputs.nudged(place, index, by: step))
          element.add(low, high, step: step, width: (x + step) - (x - step))
        }
        report.add(element, input: place, index: index, order: order)
      }
    }
  }

  /// For elements near the edge of the domain.
  private static let smallSteps = [1e-8, 1e-9, 1e-10, 1e-11, 1e-12]

  /// The value and what happened; nil: an error.
  private static func outcome(
    of function: ([Tensor<Double>]) throws -> Tensor<Double>, _ inputs: [Tensor<Double>]
  ) -> (result: Double, events: [StepTrace.Event])? {
    do { return try StepTrace.following { try function(inputs).item } } catch { return nil }
  }

  /// Different in every element, and never 0.
  private static func direction(_ x: Tensor<Double>) -> Tensor<Double> {
    Tensor<Double>(
      (0..<x.count).map { (index: Int) -> Double in Double((index * 7 + 3) % 11 + 6) / 11 }, shape: x.shape)
  }
}

extension [Tensor<Double>] {
  fileprivate func nudged(_ place: Int, _ index: Int, by step: Double) -> [Tensor<Double>] {
    var (inputs, elements) = (self, self[place].elements)
    elements[index] += step
    inputs[place] = Tensor(elements, shape: self[place].shape)
    return inputs
  }
}
