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
    /// For what several operations lose together, the derivatives of some of which are in the thousands.
    static var program: Tolerance { Tolerance(absolute: 1e-8, relative: 1e-8) }
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

  /// What differs from an answer, place by place.
  /// - Parameter orders: of derivatives that are compared; 0: values only, 2: Hessian-vector products too.
  func problems(
    expecting answer: ReferenceAnswer, _ tolerance: Tolerance, orders: Int = 2
  ) -> [(field: ReferenceField, text: String)] {
    let outputs = outputs()
    var problems = differences(.output, outputs, from: answer, tolerance)
    let fit = zip(outputs, testCase.cotangents).allSatisfy { $1 == nil || $0.real.shape == $1?.shape }
    guard orders > 0, fit, !testCase.differentiable.isEmpty else { return problems }
    problems += differences(.gradient, gradients().map { .real($0) }, from: answer, tolerance)
    guard orders > 1, answer.hasSecondOrder else { return problems }
    return problems + differences(.secondOrder, hessianVectorProducts().map { .real($0) }, from: answer, tolerance)
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
      return sum + (pair.0.real * AnyTensor<Scalar>(.real(cotangent)).real).sum()
    }
  }

  private func differences(
    _ kind: ReferenceField.Kind, _ own: [AnyTensor<Scalar>], from answer: ReferenceAnswer, _ tolerance: Tolerance
  ) -> [(field: ReferenceField, text: String)] {
    own.enumerated().compactMap { index, own in
      let text: String? =
        switch answer[kind, index] {
        case .tensor(let expected): difference(of: own, from: expected, acceptingNumbers: false, tolerance)
        case .number(let expected): difference(of: own, from: expected, acceptingNumbers: true, tolerance)
        case .nothing: nil
        case nil: "not expected"
        }
      return text.map { (ReferenceField(kind: kind, index: index), $0) }
    }
  }

  private func difference(
    of own: AnyTensor<Scalar>, from expected: AnyTensor<Double>, acceptingNumbers: Bool, _ tolerance: Tolerance
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
        return a != b && !(a.isNaN && b.isNaN) && !(acceptingNumbers && b.isNaN)
          && !((a - b).magnitude <= tolerance.absolute + tolerance.relative * b.magnitude && b.isFinite)
      }
      if wrong.isEmpty { return nil }
      return wrong.prefix(4).map { "at \($0) \(own.elements[$0]) instead of \(expected.elements[$0])" }
        .joined(separator: ", ") + (wrong.count > 4 ? " and \(wrong.count - 4) more" : "")
    default: return "another type of elements"
    }
  }
}
