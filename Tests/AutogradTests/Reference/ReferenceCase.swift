import Autograd
import Foundation

/// A case as PyTorch computed it.
struct ReferenceCase {
  let name: String
  let operation: String
  let attributes: Attributes
  private(set) var inputs: [AnyTensor<Double>]
  let differentiable: [Int]
  /// nil where PyTorch refuses the arguments.
  let outputs: [AnyTensor<Double>]?
  /// nil for outputs that are indices or truth values.
  let cotangents: [Tensor<Double>?]
  /// nil where PyTorch has no gradient at all; an entry is nil where it has none for this input.
  let gradients: [Tensor<Double>?]?
  let direction: [Tensor<Double>]
  /// nil where there is none, or PyTorch refuses.
  let hessianVectorProduct: [Tensor<Double>]?
  let tags: Set<String>

  init?(_ json: Any) {
    guard let json = json as? [String: Any], let name = json["name"] as? String, let operation = json["op"] as? String
    else { return nil }
    self.name = name
    self.operation = operation
    attributes = Attributes(values: json["attributes"] as? [String: Any] ?? [:])
    inputs = (json["inputs"] as? [Any] ?? []).compactMap(AnyTensor<Double>.init)
    differentiable = json["differentiable"] as? [Int] ?? []
    outputs = (json["outputs"] as? [Any])?.compactMap(AnyTensor<Double>.init)
    cotangents = (json["cotangents"] as? [Any] ?? []).map { AnyTensor<Double>($0)?.real }
    gradients = (json["gradients"] as? [Any])?.map { AnyTensor<Double>($0)?.real }
    let product = json["hvp"] as? [String: Any]
    direction = (product?["direction"] as? [Any] ?? []).compactMap { AnyTensor<Double>($0)?.real }
    hessianVectorProduct = (product?["result"] as? [Any])?.compactMap { AnyTensor<Double>($0)?.real }
    tags = Set(json["tags"] as? [String] ?? [])
  }

  var isProgram: Bool { operation == "program" }

  /// Whether Float can hold all its numbers and their squares.
  var fitsFloat: Bool {
    let outputs = outputs ?? []
    let real = (inputs + outputs).map(\.real) + (gradients ?? []).compactMap { $0 }
    return real.allSatisfy { tensor in
      tensor.elements.allSatisfy { !$0.isFinite || $0 == 0 || Float($0).isNormal && Float($0 * $0).isNormal }
    }
  }

  /// The same with inputs as Float holds them.
  var rounded: ReferenceCase {
    var rounded = self
    rounded.inputs = inputs.map { AnyTensor<Double>(AnyTensor<Float>($0)) }
    return rounded
  }

  static func all(in file: URL) throws -> [ReferenceCase] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    return (json as? [Any] ?? []).compactMap(ReferenceCase.init)
  }
}
