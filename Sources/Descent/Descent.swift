internal import Refusals

/// A rule at work on a fixed number of parameters, with what it remembers of earlier gradients.
///
/// ```swift
/// var descent = Descent<Double>(.momentum(), learningRate: 0.1, count: 2)
/// descent.beginStep()
/// for index in 0..<2 { parameters[index] -= descent.change(index, gradient: slopes[index], parameter: parameters[index]) }
/// ```
///
/// Memory: nothing for SGD, one number per parameter for momentum, two for Adam. Powers are repeated products: the same bits on
/// every processor. Adam takes finite gradients as at most 2^60 in magnitude (2^508 in Double), so that their squares stay
/// finite; its step hardly depends on the scale.
public struct Descent<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  public let rule: DescentRule
  /// eta; it may change between steps.
  public var learningRate: Scalar
  @usableFromInline var velocity: [Scalar]
  @usableFromInline var squares: [Scalar]
  /// beta1^t and beta2^t.
  @usableFromInline var decay: (first: Scalar, second: Scalar) = (1, 1)

  public init(_ rule: DescentRule, learningRate: Scalar, count: Int) {
    require(count >= 0, "there are no \(count) parameters")
    self.rule = rule
    self.learningRate = learningRate
    let (hasVelocity, hasSquares) =
      switch rule {
      case .sgd: (false, false)
      case .momentum: (true, false)
      case .adam: (true, true)
      }
    velocity = Array(repeating: 0, count: hasVelocity ? count : 0)
    squares = Array(repeating: 0, count: hasSquares ? count : 0)
  }

  /// The largest slope whose square Adam can use with room to spare.
  @usableFromInline static var limit: Scalar {
    Scalar(sign: .plus, exponent: Scalar.greatestFiniteMagnitude.exponent / 2 - 3, significand: 1)
  }

  /// A finite slope within the limit; what is infinite or NaN stays so, and shows.
  @inlinable
  static func held(_ slope: Scalar) -> Scalar {
    slope.isFinite && slope.magnitude > limit ? Scalar(signOf: slope, magnitudeOf: limit) : slope
  }

  /// Call once before the changes of a step.
  @inlinable
  public mutating func beginStep() {
    guard case .adam(let beta1, let beta2, _, _) = rule else { return }
    decay = (decay.first * Scalar(beta1), decay.second * Scalar(beta2))
  }

  /// What a step takes away from a parameter; call it once per parameter and step.
  @inlinable
  public mutating func change(_ index: Int, gradient: Scalar, parameter: Scalar) -> Scalar {
    switch rule {
    case .sgd:
      return learningRate * gradient
    case .momentum(let momentum, let isNesterov):
      velocity[index] = Scalar(momentum) * velocity[index] + gradient
      return learningRate * (isNesterov ? gradient + Scalar(momentum) * velocity[index] : velocity[index])
    case .adam(let beta1, let beta2, let epsilon, let weightDecay):
      let slope = Self.held(gradient)
      velocity[index] = Scalar(beta1) * velocity[index] + (1 - Scalar(beta1)) * slope
      squares[index] = Scalar(beta2) * squares[index] + (1 - Scalar(beta2)) * slope * slope
      let mean = velocity[index] / (1 - decay.first)
      let deviation = (squares[index] / (1 - decay.second)).squareRoot()
      let decayed = weightDecay == 0 ? 0 : learningRate * Scalar(weightDecay) * parameter
      return mean == 0 ? decayed : decayed + learningRate * mean / (deviation + Scalar(epsilon))
    }
  }
}
