import Autograd

/// What an operation of ours gives for a case, and where that is not what is expected.
struct ReferenceComparison<Scalar: TensorScalar> {
  /// |a - b| <= absolute + relative |b|; NaN equals NaN.
  struct Tolerance {
    var absolute: Double
    var relative: Double

    /// That of the cases' README.
    static var double: Tolerance { Tolerance(absolute: 1e-12, relative: 1e-10) }
    static var single: Tolerance { Tolerance(absolute: 2e-5, relative: 2e-4) }
  }

  let testCase: ReferenceCase
  let implementation: ReferenceOperations<Scalar>.Implementation

  func outputs() -> [AnyTensor<Scalar>] { run(testCase.inputs.map { AnyTensor($0) }) }

  func gradients() -> [Tensor<Scalar>] { valueWithGradients(at: points, of: weighted).gradients }

  func hessianVectorProducts() -> [Tensor<Scalar>] {
    let direction = testCase.direction.map { AnyTensor<Scalar>(.real($0)).real }
    return valueWithGradients(at: points) { points in
      let gradients = valueWithGradients(at: points, of: weighted).gradients
      return zip(gradients, direction).reduce(Tensor(0)) { $0 + ($1.0 * $1.1).sum() }
    }.gradients
  }

  /// - Parameter ordersOfDerivatives: 0: values only; 2: Hessian-vector products too.
  func problems(
    expecting answer: ReferenceAnswer, _ tolerance: Tolerance, ordersOfDerivatives orders: Int = 2
  ) -> [String] {
    let outputs = outputs()
    guard outputs.count == answer.outputs.count else {
      return ["\(outputs.count) outputs instead of \(answer.outputs.count)"]
    }
    var problems = zip(outputs, answer.outputs).enumerated().compactMap { index, pair in
      pair.1.flatMap { difference(of: pair.0, from: $0, tolerance) }.map { "output \(index): \($0)" }
    }
    guard problems.isEmpty, orders > 0, !testCase.differentiable.isEmpty else { return problems }
    problems += differences("gradient", gradients(), answer.gradients, tolerance)
    guard problems.isEmpty, orders > 1, let expected = answer.hessianVectorProduct else { return problems }
    return differences("second order", hessianVectorProducts(), expected, tolerance)
  }

  private var points: [Tensor<Scalar>] { testCase.differentiable.map { AnyTensor<Scalar>(testCase.inputs[$0]).real } }

  private func run(_ inputs: [AnyTensor<Scalar>]) -> [AnyTensor<Scalar>] {
    implementation(Call(inputs: inputs, attributes: testCase.attributes))
  }

  /// The sum of cotangents times outputs, in the differentiable inputs.
  private func weighted(_ tensors: [Tensor<Scalar>]) -> Tensor<Scalar> {
    var inputs = testCase.inputs.map { AnyTensor<Scalar>($0) }
    for (place, tensor) in zip(testCase.differentiable, tensors) { inputs[place] = .real(tensor) }
    return zip(run(inputs), testCase.cotangents).reduce(Tensor(0)) { sum, pair in
      guard let cotangent = pair.1 else { return sum }
      // Shapes that differ have been reported, where they matter.
      return sum + (pair.0.real * AnyTensor<Scalar>(.real(cotangent)).real).sum()
    }
  }

  private func differences(
    _ what: String, _ own: [Tensor<Scalar>], _ expected: [Tensor<Double>?], _ tolerance: Tolerance
  ) -> [String] {
    zip(own, expected).enumerated().compactMap { index, pair in
      pair.1.flatMap { difference(of: .real(pair.0), from: .real($0), tolerance) }.map { "\(what) \(index): \($0)" }
    }
  }

  private func difference(
    of own: AnyTensor<Scalar>, from expected: AnyTensor<Double>, _ tolerance: Tolerance
  ) -> String? {
    switch (own, expected) {
    case (.whole(let own), .whole(let other)):
      return own == other ? nil : "\(own.shape) \(own.elements) instead of \(other.shape) \(other.elements)"
    case (.truth(let own), .truth(let other)):
      return own == other ? nil : "\(own.shape) \(own.elements) instead of \(other.shape) \(other.elements)"
    case (.real(let own), .real(let expected)):
      guard own.shape == expected.shape else { return "shape \(own.shape) instead of \(expected.shape)" }
      let wrong = own.elements.indices.filter { index in
        let (a, b) = (Double(own.elements[index]), expected.elements[index])
        return a != b && !(a.isNaN && b.isNaN)
          && !((a - b).magnitude <= tolerance.absolute + tolerance.relative * b.magnitude && b.isFinite)
      }
      if wrong.isEmpty { return nil }
      return wrong.prefix(4).map { "at \($0) \(own.elements[$0]) instead of \(expected.elements[$0])" }
        .joined(separator: ", ") + (wrong.count > 4 ? " and \(wrong.count - 4) more" : "")
    default: return "another type of elements"
    }
  }
}
