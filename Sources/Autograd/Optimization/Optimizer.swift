public import Descent
internal import Refusals

/// Moves tensors down their gradients by a ``/Descent/DescentRule``, and remembers what the rule needs between steps.
///
/// ```swift
/// var adam = Optimizer<Double>(.adam(), learningRate: 1e-3)
/// for batch in batches {
///   let (loss, gradient) = valueWithGradient(at: weights) { loss(of: batch, at: $0) }
///   adam.step(&weights, gradient)
/// }
/// ```
///
/// One optimiser belongs to one set of parameters, and remembers by their places what it has seen of them: another number of
/// tensors, or other shapes, in a later step are refused. The results are constants: no gradient passes through a step.
public struct Optimizer<Scalar: TensorScalar>: Sendable {
  public let rule: DescentRule
  /// eta; it may change between steps.
  public var learningRate: Double
  private var descents: [Descent<Scalar>] = []
  private var shapes: [[Int]] = []

  public init(_ rule: DescentRule = .sgd, learningRate: Double) {
    self.rule = rule
    self.learningRate = learningRate
  }

  /// One step of several tensors, each with its gradient.
  public mutating func step(_ parameters: inout [Tensor<Scalar>], _ gradients: [Tensor<Scalar>]) {
    require(parameters.map { $0.shape } == gradients.map { $0.shape }, "one gradient per tensor, in its shape")
    if descents.isEmpty {
      shapes = parameters.map { $0.shape }
      descents = parameters.map { Descent(rule, learningRate: Scalar(learningRate), count: $0.count) }
    }
    require(
      parameters.map { $0.shape } == shapes,
      "an optimizer belongs to one set of parameters: it moved shapes \(shapes) before, and now \(parameters.map { $0.shape })"
    )
    for place in parameters.indices {
      descents[place].learningRate = Scalar(learningRate)
      descents[place].step(&parameters[place].elements, gradient: gradients[place].elements)
      parameters[place].link = TapeLink()
    }
  }

  /// One step of a tensor.
  public mutating func step(_ parameter: inout Tensor<Scalar>, _ gradient: Tensor<Scalar>) {
    var parameters = [parameter]
    // Held once, it is moved in place.
    parameter.elements = []
    step(&parameters, [gradient])
    parameter = parameters[0]
  }

  /// One step of every tensor of a structure.
  public mutating func step<Structure: TensorStructure>(
    _ structure: inout Structure, _ gradient: Structure
  ) where Structure.Scalar == Scalar {
    step(&structure.tensors, gradient.tensors)
  }
}
