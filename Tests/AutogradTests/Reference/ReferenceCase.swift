import Autograd
import Foundation

/// A case as PyTorch computed it.
struct ReferenceCase {
  let name: String
  let operation: String
  let attributes: Attributes
  let inputs: [AnyTensor]
  let differentiable: [Int]
  /// nil where PyTorch refuses the arguments.
  let outputs: [AnyTensor]?
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
    inputs = (json["inputs"] as? [Any] ?? []).compactMap(AnyTensor.init)
    differentiable = json["differentiable"] as? [Int] ?? []
    outputs = (json["outputs"] as? [Any])?.compactMap(AnyTensor.init)
    cotangents = (json["cotangents"] as? [Any] ?? []).map { AnyTensor($0)?.real }
    gradients = (json["gradients"] as? [Any])?.map { AnyTensor($0)?.real }
    let product = json["hvp"] as? [String: Any]
    direction = (product?["direction"] as? [Any] ?? []).compactMap { AnyTensor($0)?.real }
    hessianVectorProduct = (product?["result"] as? [Any])?.compactMap { AnyTensor($0)?.real }
    tags = Set(json["tags"] as? [String] ?? [])
  }

  /// Calls the implementation. PyTorch takes axis 0 of a single value for its only one; ours are given a row of one.
  func run(_ implementation: Implementation, _ inputs: [AnyTensor]) -> [AnyTensor] {
    let rows = inputs.map { attributes.namesAnAxis && $0.real.rank == 0 ? $0.reshaped(to: [1]) : $0 }
    let outputs = implementation(Call(inputs: rows, attributes: attributes))
    guard let expected = self.outputs, attributes.namesAnAxis, inputs.first?.real.rank == 0 else { return outputs }
    return zip(outputs, expected).map { $0.real.count == $1.real.count ? $0.reshaped(to: $1.real.shape) : $0 }
  }

  static func all(in file: String) throws -> [ReferenceCase] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let data = try Data(contentsOf: folder.appending(path: file + ".json"))
    return (try JSONSerialization.jsonObject(with: data) as? [Any] ?? []).compactMap(ReferenceCase.init)
  }
}

/// The attributes of an operation.
struct Attributes {
  let values: [String: Any]

  var namesAnAxis: Bool { ["axis", "axes"].contains { present($0) != nil } }

  func number(_ key: String) -> Double? { present(key).map(AnyTensor.number) }
  func integer(_ key: String) -> Int? { (present(key) as? NSNumber)?.intValue }
  func integers(_ key: String) -> [Int]? { present(key) as? [Int] }
  /// Where a null stands for nil.
  func optionalIntegers(_ key: String) -> [Int?] {
    (present(key) as? [Any] ?? []).map { ($0 as? NSNumber)?.intValue }
  }
  func text(_ key: String) -> String? { present(key) as? String }
  func flag(_ key: String) -> Bool { (present(key) as? NSNumber)?.boolValue ?? false }

  private func present(_ key: String) -> Any? { values[key].flatMap { $0 is NSNull ? nil : $0 } }
}
