internal import CTesseraKernels

/// Functions of one element.
enum UnaryFunction: Sendable {
  case negate, square, squareRoot, exp, expm1, log, log1p, sin, cos, tanh, erf, sigmoid, magnitude, rectify
  case round, floor, ceil, truncate, sign, silu, gelu, approximateGELU, softplus
  case reciprocal, reciprocalSquareRoot
  /// 1 - x^2, and so are its slopes: those of tanh where its value is x.
  case tanhByValue

  /// Of one element, in additions.
  var cost: Int {
    switch self {
    case .exp, .expm1, .log, .log1p, .sin, .cos, .tanh, .erf, .sigmoid, .silu, .gelu, .approximateGELU, .softplus: 16
    default: 1
    }
  }

  var inC: tessera_function {
    switch self {
    case .negate: tessera_negate
    case .square: tessera_square
    case .squareRoot: tessera_square_root
    case .exp: tessera_exp
    case .expm1: tessera_expm1
    case .log: tessera_log
    case .log1p: tessera_log1p
    case .sin: tessera_sin
    case .cos: tessera_cos
    case .tanh: tessera_tanh
    case .erf: tessera_erf
    case .sigmoid: tessera_sigmoid
    case .magnitude: tessera_magnitude
    case .rectify: tessera_rectify
    case .round: tessera_round
    case .floor: tessera_floor
    case .ceil: tessera_ceil
    case .truncate: tessera_truncate
    case .sign: tessera_sign
    case .silu: tessera_silu
    case .gelu: tessera_gelu
    case .approximateGELU: tessera_gelu_tanh
    case .softplus: tessera_softplus
    case .reciprocal: tessera_reciprocal
    case .reciprocalSquareRoot: tessera_reciprocal_square_root
    case .tanhByValue: tessera_tanh_by_value
    }
  }
}

/// Functions of two elements.
enum BinaryFunction: Sendable {
  case add, subtract, multiply, divide, scale
  case power, arctangent, greater, lesser
  case floorQuotient, truncatedQuotient, floorRemainder, truncatedRemainder
  /// The slope of the greater, or the lesser, of both in the first: 1, 1/2 on ties, 0; 1 beside NaN.
  case greaterSlope, lesserSlope
  case squaredDifference

  var inC: tessera_pair_function {
    switch self {
    case .add: tessera_add
    case .subtract: tessera_subtract
    case .multiply: tessera_multiply
    case .divide: tessera_divide
    case .scale: tessera_scale
    case .power: tessera_power
    case .arctangent: tessera_arctangent
    case .greater: tessera_greater
    case .lesser: tessera_lesser
    case .floorQuotient: tessera_floor_quotient
    case .truncatedQuotient: tessera_truncated_quotient
    case .floorRemainder: tessera_floor_remainder
    case .truncatedRemainder: tessera_truncated_remainder
    case .greaterSlope: tessera_greater_slope
    case .lesserSlope: tessera_lesser_slope
    case .squaredDifference: tessera_squared_difference
    }
  }
}

extension Comparison {
  var inC: tessera_comparison {
    switch self {
    case .less: tessera_less
    case .lessOrEqual: tessera_less_or_equal
    case .greater: tessera_greater_than
    case .greaterOrEqual: tessera_greater_or_equal
    case .equal: tessera_equal
    case .notEqual: tessera_not_equal
    }
  }
}
