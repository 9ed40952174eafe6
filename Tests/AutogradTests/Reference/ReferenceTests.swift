import Autograd
import Testing

/// 3150 cases of 137 operations against PyTorch: values, gradients, Hessian-vector products, kinks and ties included.
@Suite struct ReferenceTests {
  @Test(arguments: [
    "binary", "composition", "discrete", "distance_loss", "indexing", "kmeans", "matmul", "order", "reductions",
    "scan_softmax", "shape", "straight_through", "unary", "where",
  ]) func agreesWithPyTorch(file: String) throws {
    for testCase in try ReferenceCase.all(in: file) {
      for problem in problems(with: testCase) { Issue.record("\(testCase.name): \(problem)") }
    }
  }

  private func problems(with testCase: ReferenceCase) -> [String] {
    // Arguments that PyTorch refuses end the program here.
    guard let expected = testCase.outputs else { return [] }
    guard let implementation = referenceOperations[testCase.operation] else { return ["no implementation"] }
    let deviation = Deviation(testCase)
    let outputs = testCase.run(implementation, testCase.inputs)
    var problems: [String] = []
    if outputs.count != expected.count { problems.append("\(outputs.count) outputs instead of \(expected.count)") }
    for (index, (output, expected)) in zip(outputs, expected).enumerated() where !deviation.skips(output: index) {
      if let difference = output.difference(from: expected, deviation.values) {
        problems.append("output \(index): \(difference)")
      }
    }
    guard problems.isEmpty, !testCase.differentiable.isEmpty, !deviation.skipsGradients else { return problems }
    return gradientProblems(with: testCase, implementation, deviation)
  }

  private func gradientProblems(
    with testCase: ReferenceCase, _ implementation: Implementation, _ deviation: Deviation
  ) -> [String] {
    /// The sum of cotangents times outputs, in the differentiable inputs.
    func weighted(_ tensors: [Tensor<Double>]) -> Tensor<Double> {
      var inputs = testCase.inputs
      for (place, tensor) in zip(testCase.differentiable, tensors) { inputs[place] = .real(tensor) }
      let outputs = testCase.run(implementation, inputs)
      return zip(outputs, testCase.cotangents).reduce(Tensor(0.0)) { sum, pair in
        pair.1.map { sum + (pair.0.real * $0).sum() } ?? sum
      }
    }
    let points = testCase.differentiable.map { testCase.inputs[$0].real }
    let gradients = valueWithGradients(at: points, of: weighted).gradients
    var problems: [String] = []
    for (index, own) in gradients.enumerated() {
      let expected = testCase.gradients.map { $0[index] } ?? .zeros(own.shape)
      let reference = expected ?? .zeros(own.shape)
      if let difference = own.difference(from: reference, deviation.gradients) {
        problems.append("gradient \(index): \(difference)")
      }
    }
    guard problems.isEmpty, let expected = testCase.hessianVectorProduct, !deviation.skipsSecondOrder else {
      return problems
    }
    let products = valueWithGradients(at: points) { points in
      let gradients = valueWithGradients(at: points, of: weighted).gradients
      return zip(gradients, testCase.direction).reduce(Tensor(0.0)) { $0 + ($1.0 * $1.1).sum() }
    }.gradients
    for (index, (own, reference)) in zip(products, expected).enumerated() {
      // PyTorch's formulas end in 0 x inf at many special points, where the limit exists.
      if let difference = own.difference(from: reference, .anythingForNaN) {
        problems.append("second order \(index): \(difference)")
      }
    }
    return problems
  }
}
