internal import Refusals

// What a compound operator assigns has the shape of its left side: the right side broadcasts to it, never the other way round.
extension Tensor where Element: TensorScalar {
  /// Adds to each element; gradients pass as through `+`.
  public static func += (left: inout Tensor, right: Tensor) { left = left.assigned(left + right) }
  /// Subtracts from each element; gradients pass as through `-`.
  public static func -= (left: inout Tensor, right: Tensor) { left = left.assigned(left - right) }
  /// Multiplies each element; gradients pass as through `*`.
  public static func *= (left: inout Tensor, right: Tensor) { left = left.assigned(left * right) }
  /// Divides each element; gradients pass as through `/`.
  public static func /= (left: inout Tensor, right: Tensor) { left = left.assigned(left / right) }

  public static func += (left: inout Tensor, right: Element) { left = left + right }
  public static func -= (left: inout Tensor, right: Element) { left = left - right }
  public static func *= (left: inout Tensor, right: Element) { left = left * right }
  public static func /= (left: inout Tensor, right: Element) { left = left / right }
}

extension Tensor<Int> {
  /// Adds to each element; what does not fit ends the program with a message.
  public static func += (left: inout Tensor, right: Tensor) { left = left.assigned(left + right) }
  /// Subtracts from each element; what does not fit ends the program with a message.
  public static func -= (left: inout Tensor, right: Tensor) { left = left.assigned(left - right) }
  /// Multiplies each element; what does not fit ends the program with a message.
  public static func *= (left: inout Tensor, right: Tensor) { left = left.assigned(left * right) }

  public static func += (left: inout Tensor, right: Int) { left = left + right }
  public static func -= (left: inout Tensor, right: Int) { left = left - right }
  public static func *= (left: inout Tensor, right: Int) { left = left * right }
}

extension Tensor<Bool> {
  /// Keeps what holds on both sides.
  public static func .&= (left: inout Tensor, right: Tensor) { left = left.assigned(left .& right) }
  /// Keeps what holds on one side at least.
  public static func .|= (left: inout Tensor, right: Tensor) { left = left.assigned(left .| right) }
  /// Keeps what holds on one side alone.
  public static func .^= (left: inout Tensor, right: Tensor) { left = left.assigned(left .^ right) }
}

extension Tensor {
  /// What is assigned to this tensor.
  fileprivate func assigned(_ result: Tensor) -> Tensor {
    require(
      result.shape == shape, "what is assigned to a tensor of shape \(shape) keeps it: shape \(result.shape) does not")
    return result
  }
}
