internal import Refusals

/// Minimises any loss with its discrete outcomes frozen, and says of every step whether it stayed on its piece.
///
/// *Freeze, differentiate, move, check the region*, for a loss of the caller's: argmin and everything else that moves in steps is
/// constant while a step is computed; after the step the outcomes are compared. With squared distances and ``NewtonCG`` this
/// is EM; with absolute distances k-medians; with any robust loss its own kind of k-means.
///
/// ```swift
/// let result = PiecewiseMinimizer().minimize(from: centroids) { centroids in
///   let distances = distances(from: points, to: centroids, order: 1)
///   return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
/// }
/// result.point, result.stopReason
/// ```
public struct PiecewiseMinimizer: Sendable {
  /// How a step is made.
  public enum Method: Sendable {
    case newton(NewtonCG = NewtonCG())
    case descent(DescentRule = .sgd, learningRate: Double)
  }

  public var method = Method.newton()
  /// The most steps.
  public var maximumSteps = 100
  /// A step that stays on its piece and lowers the loss by less than this share of it is the last.
  public var tolerance = 1e-12

  public init() {}

  /// - Parameter loss: returns a single value.
  /// - Complexity: per step one evaluation beside the gradients that the method needs.
  public func minimize<Scalar: TensorScalar>(
    from start: Tensor<Scalar>, of loss: (Tensor<Scalar>) throws -> Tensor<Scalar>
  ) rethrows -> Result<Scalar> {
    require(maximumSteps >= 0, "there are no \(maximumSteps) steps")
    var stepper = Stepper<Scalar>(method)
    var point = start
    var here = try StepTrace.following { try loss(point).item }
    var trace = [Entry(loss: Double(here.result), stayed: true)]
    for _ in 0..<maximumSteps {
      var next = try stepper.step(from: point, of: loss)
      var there = try StepTrace.following { try loss(next).item }
      // A Newton step that raises the loss went beyond where its model holds.
      var halvings = 0
      while case .newton = method, !(there.result <= here.result), halvings < Self.maximumHalvings {
        next = (point + next) / 2
        there = try StepTrace.following { try loss(next).item }
        halvings += 1
      }
      let stayed = here.events.isSamePiece(as: there.events)
      let decrease = here.result - there.result
      // No part of the Newton step lowers the loss: only rounding is left of it.
      if decrease <= 0, case .newton = method {
        return Result(point: point, trace: trace, stopReason: .fixedPoint)
      }
      (point, here) = (next, there)
      trace.append(Entry(loss: Double(here.result), stayed: stayed))
      if !here.result.isFinite { return Result(point: point, trace: trace, stopReason: .diverged) }
      if stayed, decrease.magnitude <= Scalar(tolerance) * here.result.magnitude {
        return Result(point: point, trace: trace, stopReason: .fixedPoint)
      }
    }
    return Result(point: point, trace: trace, stopReason: .maximumSteps)
  }
}

extension PiecewiseMinimizer {
  private static var maximumHalvings: Int { 40 }

  /// The state after some number of steps.
  public struct Entry: Sendable, Equatable {
    public var loss: Double
    /// Whether every discrete outcome is as before the step: the frozen gradient was exact all the way.
    public var stayed: Bool
  }

  public enum StopReason: Sendable {
    /// The piece repeats, and the loss has stopped falling on it.
    case fixedPoint
    case maximumSteps
    /// The loss is not finite any more.
    case diverged
  }

  public struct Result<Scalar: TensorScalar>: Sendable {
    public var point: Tensor<Scalar>
    /// After 0, 1, ... steps.
    public var trace: [Entry]
    public var stopReason: StopReason

    public var loss: Double { trace[trace.count - 1].loss }
  }

  private struct Stepper<Scalar: TensorScalar> {
    private let method: Method
    private var optimizer: Optimizer<Scalar>?

    init(_ method: Method) {
      self.method = method
      if case .descent(let rule, let rate) = method { optimizer = Optimizer(rule, learningRate: rate) }
    }

    mutating func step(
      from x: Tensor<Scalar>, of loss: (Tensor<Scalar>) throws -> Tensor<Scalar>
    ) rethrows -> Tensor<Scalar> {
      switch method {
      case .newton(let newton): return try newton.step(from: x, of: loss).point
      case .descent:
        var next = x
        optimizer?.step(&next, try gradient(at: x, of: loss))
        return next
      }
    }
  }
}
