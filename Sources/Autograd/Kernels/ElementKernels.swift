/// The loops over real elements, compiled once for Float and once for Double: called through a table, since a generic loop
/// that another module calls is not specialised.
///
/// A class, so that looking up one loop does not copy them all.
public final class ElementKernels<Scalar: TensorScalar>: Sendable {
  typealias Input = UnsafePointer<Scalar>
  typealias Output = UnsafeMutablePointer<Scalar>

  let map: @Sendable (UnaryFunction, Input, Output, _ count: Int) -> Void
  /// Writes to the target what becomes of left and right.
  let combine: @Sendable (BinaryFunction, Input, Input, Output, RowBlock) -> Void
  /// Elements of the first where the mask holds, else of the second; a stride is 1, or 0 where one element meets many.
  let choose: @Sendable (UnsafePointer<Bool>, Input, _ stride: Int, Input, _ stride: Int, Output, _ count: Int) -> Void
  /// Adds up what meets in the target.
  let addUp: @Sendable (SumTerms, Input, Input, SumTarget<Scalar>, RowBlock) -> Void
  /// Whether no element is infinite or NaN.
  let isFinite: @Sendable (Input, _ count: Int) -> Bool
  /// Copies left to the target.
  let spread: @Sendable (Input, Output, RowBlock) -> Void
  /// Rows become columns.
  let transpose: @Sendable (Input, Output, _ rows: Int, _ columns: Int) -> Void
  /// Copies the elements at some positions; a negative position gives 0.
  let take: @Sendable (Input, UnsafePointer<Int>, Output, _ count: Int) -> Void
  /// Writes to `targets` zeros the sums of the elements at each position; those with a negative position are left out.
  let put: @Sendable (Input, UnsafePointer<Int>, Output, _ count: Int, _ targets: Int) -> Void
  /// [rows, inner] times [inner, columns].
  let multiply: @Sendable (Input, Input, Output, _ rows: Int, _ inner: Int, _ columns: Int, ProductZeros) -> Void
  /// The canonical squared distances of points [n, d] to centroids [k, d], rounded to the element type.
  let squaredDistances: @Sendable (Input, Input, Output, _ n: Int, _ k: Int, _ d: Int) -> Void
  /// For each point [n, d] the index of the nearest centroid [k, d] by the canonical distance.
  let nearest: @Sendable (Input, Input, UnsafeMutablePointer<Int>, _ n: Int, _ k: Int, _ d: Int) -> Void
  /// Sum over i of w[i, j] (b[j] - a[i]), [k, d].
  let addWeightedDifferences: @Sendable (Input, Input, Input, Output, _ n: Int, _ k: Int, _ d: Int) -> Void

  /// For each row the largest element and the logarithm of the sum of e^(x - it).
  let logSums: @Sendable (Input, Output, Output, _ outer: Int, _ extent: Int, _ inner: Int) -> Void
  /// Cross entropies of rows of class scores, and their slopes.
  let logLoss: @Sendable (ClassRows<Scalar>, Input, Input, Input, Input, Output) -> Void
  let logLossSlopes: @Sendable (ClassRows<Scalar>, Input, Input, Input, Input, Input, Output) -> Void

  init() {
    map = Self.map
    combine = Self.combine
    choose = Self.choose
    addUp = Self.addUp
    isFinite = Self.isFinite
    spread = Self.spread
    transpose = Self.transpose
    take = Self.take
    put = Self.put
    multiply = Self.multiply
    squaredDistances = Self.squaredDistances
    nearest = Self.nearest
    addWeightedDifferences = Self.addWeightedDifferences
    logSums = Self.logSums
    logLoss = Self.logLoss
    logLossSlopes = Self.logLossSlopes
  }
}

/// Functions of one element.
enum UnaryFunction: Sendable {
  case negate, square, squareRoot, exp, expm1, log, log1p, sin, cos, tanh, erf, sigmoid, magnitude, rectify
  case round, floor, ceil, truncate, sign

  /// Of one element, in additions.
  var cost: Int {
    switch self {
    case .exp, .expm1, .log, .log1p, .sin, .cos, .tanh, .erf, .sigmoid: 16
    default: 1
    }
  }
}

/// Functions of two elements.
enum BinaryFunction: Sendable {
  case add, subtract, multiply, divide, scale
  case power, arctangent, greater, lesser
  case floorQuotient, truncatedQuotient, floorRemainder, truncatedRemainder
}
