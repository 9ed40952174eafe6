import Autograd
import Foundation

/// A tensor of a case, of whatever type.
enum AnyTensor {
  case real(Tensor<Double>)
  case whole(Tensor<Int>)
  case truth(Tensor<Bool>)

  /// - Parameter json: `{shape, dtype, values}`.
  init?(_ json: Any) {
    guard let json = json as? [String: Any], let shape = json["shape"] as? [Int],
      let values = json["values"] as? [Any], let type = json["dtype"] as? String
    else { return nil }
    switch type {
    case "int64": self = .whole(Tensor(values.map { ($0 as? NSNumber)?.intValue ?? 0 }, shape: shape))
    case "bool": self = .truth(Tensor(values.map { ($0 as? NSNumber)?.boolValue ?? false }, shape: shape))
    default: self = .real(Tensor(values.map(Self.number), shape: shape))
    }
  }

  /// A number, or the name of one that JSON lacks.
  static func number(_ json: Any) -> Double {
    (json as? NSNumber)?.doubleValue ?? (json as? String).flatMap(Double.init) ?? .nan
  }

  var real: Tensor<Double> {
    switch self {
    case .real(let tensor): tensor
    case .whole(let tensor): Tensor<Double>(tensor)
    case .truth(let tensor): Tensor<Double>(tensor)
    }
  }

  func reshaped(to shape: [Int]) -> AnyTensor {
    switch self {
    case .real(let tensor): .real(tensor.reshaped(to: shape))
    case .whole(let tensor): .whole(Tensor(tensor.elements, shape: shape))
    case .truth(let tensor): .truth(Tensor(tensor.elements, shape: shape))
    }
  }

  var whole: Tensor<Int> {
    if case .whole(let tensor) = self { tensor } else { preconditionFailure("no indices") }
  }

  var truth: Tensor<Bool> {
    if case .truth(let tensor) = self { tensor } else { preconditionFailure("no mask") }
  }

  /// What is wrong with this tensor, beside what it should be.
  func difference(from expected: AnyTensor, _ leniency: Leniency = .none) -> String? {
    switch (self, expected) {
    case (.whole(let own), .whole(let other)): own == other ? nil : "\(own.elements) instead of \(other.elements)"
    case (.truth(let own), .truth(let other)): own == other ? nil : "\(own.elements) instead of \(other.elements)"
    default: real.difference(from: expected.real, leniency)
    }
  }
}

extension Tensor<Double> {
  /// What is wrong with this tensor, beside what it should be, within 1e-12 + 1e-10 |expected|.
  func difference(from expected: Tensor<Double>, _ leniency: Leniency = .none) -> String? {
    guard shape == expected.shape else { return "shape \(shape) instead of \(expected.shape)" }
    let wrong = elements.indices.filter { index in
      let (own, other) = (elements[index], expected.elements[index])
      let agrees =
        own == other || (own.isNaN && other.isNaN) || leniency.accepts(own, for: other)
        || (own - other).magnitude <= 1e-12 + 1e-10 * other.magnitude
      return !agrees
    }
    guard wrong.isEmpty else {
      return wrong.prefix(4).map { "at \($0) \(elements[$0]) instead of \(expected.elements[$0])" }
        .joined(separator: ", ") + (wrong.count > 4 ? " and \(wrong.count - 4) more" : "")
    }
    return nil
  }
}

/// What else is right beside the expected number.
enum Leniency {
  case none, finiteForNaN, anythingForNaN, notANumber

  func accepts(_ own: Double, for expected: Double) -> Bool {
    switch self {
    case .none: false
    case .finiteForNaN: expected.isNaN && own.isFinite
    case .anythingForNaN: expected.isNaN
    case .notANumber: own.isNaN
    }
  }
}
