import Autograd
import Testing

/// A function of one tensor, by name, and the shape of what it takes.
struct SmoothCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let shape: [Int]
  let function: @Sendable (Tensor<Double>) -> Tensor<Double>

  init(_ name: String, _ shape: [Int] = [3, 4], _ function: @escaping @Sendable (Tensor<Double>) -> Tensor<Double>) {
    testDescription = name
    self.shape = shape
    self.function = function
  }
}
