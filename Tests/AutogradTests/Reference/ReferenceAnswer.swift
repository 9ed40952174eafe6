import Autograd

/// What is expected of a case; nil: not compared.
struct ReferenceAnswer {
  var outputs: [AnyTensor<Double>?]
  var gradients: [Tensor<Double>?]
  var hessianVectorProduct: [Tensor<Double>?]?

  /// PyTorch's answer, with zeros where it has no gradient; nil where it refuses the arguments.
  init?(_ testCase: ReferenceCase) {
    guard let outputs = testCase.outputs else { return nil }
    self.outputs = outputs
    gradients = testCase.differentiable.enumerated().map { index, place in
      testCase.gradients.flatMap { $0[index] } ?? .zeros(testCase.inputs[place].real.shape)
    }
    hessianVectorProduct = testCase.hessianVectorProduct
  }
}
