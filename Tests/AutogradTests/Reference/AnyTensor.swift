import Autograd
import Foundation

/// A tensor of a case, of whatever type.
enum AnyTensor<Scalar: TensorScalar> {
  case real(Tensor<Scalar>)
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
    default: self = .real(Tensor(values.map { Scalar(Self.number($0)) }, shape: shape))
    }
  }

  /// A number, or the name of one that JSON lacks.
  static func number(_ json: Any) -> Double {
    (json as? NSNumber)?.doubleValue ?? (json as? String).flatMap(Double.init) ?? .nan
  }

  /// The same in another precision.
  init<Other: TensorScalar>(_ other: AnyTensor<Other>) {
    switch other {
    case .real(let tensor): self = .real(Tensor(tensor.elements.map { Scalar($0) }, shape: tensor.shape))
    case .whole(let tensor): self = .whole(tensor)
    case .truth(let tensor): self = .truth(tensor)
    }
  }

  var real: Tensor<Scalar> {
    switch self {
    case .real(let tensor): tensor
    case .whole(let tensor): Tensor<Scalar>(tensor)
    case .truth(let tensor): Tensor<Scalar>(tensor)
    }
  }

  var whole: Tensor<Int> {
    if case .whole(let tensor) = self { tensor } else { preconditionFailure("no indices") }
  }

  /// Indices that stand in a row.
  var row: [Int] {
    precondition(whole.rank <= 1, "indices of shape \(whole.shape)")
    return whole.elements
  }

  var truth: Tensor<Bool> {
    if case .truth(let tensor) = self { tensor } else { preconditionFailure("no mask") }
  }
}
