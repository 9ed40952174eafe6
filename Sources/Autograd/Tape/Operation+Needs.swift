extension Operation {
  /// Whether the pullbacks take a cotangent that has the extent 1 along axes of the result and stands for its broadcast, so that
  /// the cotangent of a sum, say, is never written out.
  ///
  /// They do where it meets factors elementwise. An input that was itself broadcast gets a sum over as many elements as the
  /// result has: a product brings them back by its other factor, a sum does not.
  func takesUnspread(_ cotangent: Tensor<Scalar>, ofShape shape: [Int], from inputs: [Tensor<Scalar>]) -> Bool {
    switch self {
    case .multiply, .scale, .divide, .choose, .sum, .negate, .square, .squareRoot, .exp, .expm1, .log, .log1p, .sin,
      .cos,
      .tanh, .erf, .sigmoid, .sigmoidSlopes, .silu, .gelu, .approximateGELU, .softplus, .reciprocal,
      .reciprocalSquareRoot,
      .kink, .scaleBySlopes, .leak, .clamp, .greater, .lesser, .extreme, .power, .arctangent, .squaredDifference:
      true
    case .add, .subtract, .linear, .remainder: inputs.allSatisfy { $0.shape == shape }
    case .reshape: cotangent.count == 1
    default: false
    }
  }

  /// Whether a pullback looks at the inputs' elements, not only at their shapes.
  var needsElements: Bool {
    switch self {
    case .leaf, .converted, .frozen, .beside, .add, .subtract, .negate, .linear, .choose, .reshape, .broadcast, .sum,
      .cumulativeSum, .concatenate, .take, .put, .addAtPlaces, .scaleBySlopes:
      false
    default: true
    }
  }
}
