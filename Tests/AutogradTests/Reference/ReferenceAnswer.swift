import Autograd
import Foundation

/// Where an answer stands: an output, a gradient, or a Hessian-vector product, by its number; or a refusal.
struct ReferenceField: Hashable, CustomStringConvertible {
  enum Kind: String {
    case refusal, output, gradient
    case secondOrder = "second order"
  }

  var kind: Kind
  var index: Int

  var description: String { "\(kind.rawValue) \(index)" }
}

/// What is expected in one place.
enum ReferenceExpectation {
  case tensor(AnyTensor<Double>)
  /// The same, but any number in place of NaN.
  case number(AnyTensor<Double>)
  case nothing
}

/// What is expected of a case.
struct ReferenceAnswer {
  var fields: [ReferenceField: ReferenceExpectation] = [:]

  /// PyTorch's answer, with zeros where it has no gradient; nil where it refuses the arguments.
  init?(_ testCase: ReferenceCase) {
    guard let outputs = testCase.outputs else { return nil }
    for (index, output) in outputs.enumerated() {
      fields[ReferenceField(kind: .output, index: index)] = .tensor(output)
    }
    for (index, place) in testCase.differentiable.enumerated() {
      let gradient = testCase.gradients.flatMap { $0[index] } ?? .zeros(testCase.inputs[place].real.shape)
      fields[ReferenceField(kind: .gradient, index: index)] = .tensor(.real(gradient))
    }
    for (index, product) in (testCase.hessianVectorProduct ?? []).enumerated() {
      fields[ReferenceField(kind: .secondOrder, index: index)] = .tensor(.real(product))
    }
  }

  subscript(_ kind: ReferenceField.Kind, _ index: Int) -> ReferenceExpectation? {
    fields[ReferenceField(kind: kind, index: index)]
  }

  var hasSecondOrder: Bool { fields.keys.contains { $0.kind == .secondOrder } }

  /// With our own answers in place of PyTorch's.
  func replacing(_ deviation: ReferenceDeviation?) -> ReferenceAnswer {
    var answer = self
    for (field, own) in deviation?.fields ?? [:] {
      switch (own, fields[field]) {
      case (.tensor(let tensor), _): answer.fields[field] = .tensor(tensor)
      case (.number, .tensor(let tensor)): answer.fields[field] = .number(tensor)
      default: answer.fields[field] = .nothing
      }
    }
    return answer
  }
}
