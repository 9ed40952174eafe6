/// The loops over real elements, compiled once for Float and once for Double: called through a table, since a generic loop
/// that another module calls is not specialised.
///
/// A class, so that looking up one loop does not copy them all.
public final class ElementKernels<Scalar: TensorScalar>: Sendable {
  typealias Input = UnsafePointer<Scalar>
  typealias Output = UnsafeMutablePointer<Scalar>

  /// Whether no element is infinite or NaN.
  let isFinite: @Sendable (Input, _ count: Int) -> Bool
  /// Adds the elements at each position to a base (nil: zeros) of so many targets, which stands in the output before; those with
  /// a negative position are left out.
  let put: @Sendable (Input, UnsafePointer<Int>, _ base: Input?, Output, _ count: Int, _ targets: Int) -> Void
  /// [rows, inner] times [inner, columns].
  let multiply: @Sendable (Input, Input, Output, _ rows: Int, _ inner: Int, _ columns: Int, ProductZeros) -> Void
  /// The canonical squared distances of points [n, d] to centroids [k, d], rounded to the element type.
  let squaredDistances: @Sendable (Input, Input, Output, _ n: Int, _ k: Int, _ d: Int) -> Void
  /// For each point [n, d] the index of the nearest centroid [k, d] by the canonical distance.
  let nearest: @Sendable (Input, Input, UnsafeMutablePointer<Int>, _ n: Int, _ k: Int, _ d: Int) -> Void

  /// Cross entropies of rows of class scores, and their slopes.
  let logLoss: @Sendable (ClassRows<Scalar>, Input, Input, Input, Input, Output) -> Void
  let logLossSlopes: @Sendable (ClassRows<Scalar>, Input, Input, Input, Input, Input, Output) -> Void

  init() {
    isFinite = Self.isFinite
    put = Self.put
    multiply = Self.multiply
    squaredDistances = Self.squaredDistances
    nearest = Self.nearest
    logLoss = Self.logLoss
    logLossSlopes = Self.logLossSlopes
  }
}
