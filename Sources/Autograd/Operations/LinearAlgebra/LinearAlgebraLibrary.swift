/// A library whose decompositions take the place of this module's own, from some size on: LAPACK, as the module `LAPACKLibrary` finds it.
///
/// ```swift
/// let lapack = try LinearAlgebraLibrary.system()
/// let slopes = try withLinearAlgebra(by: lapack) { try gradient(at: covariance) { try $0.logDeterminant().logMagnitude } }
/// ```
///
/// Its results agree with this module's own up to rounding: signs, orders and errors are the same, the last bits are not, and may
/// depend on the library, its version, the processor and the number of threads.
public struct LinearAlgebraLibrary: Sendable {
  /// What it calls itself, or the file that it lies in.
  public let name: String

  /// The least number of rows, and of columns, from which on it is used; smaller matrices are worked on by this module's arithmetic, which
  /// takes less time there than a call. Less than 1 counts as 1.
  public var leastSize: Int

  let functions: MatrixFunctions

  package init(name: String, leastSize: Int, functions: MatrixFunctions) {
    (self.name, self.leastSize, self.functions) = (name, leastSize, functions)
  }

  private static let chosen = TaskLocal<LinearAlgebraLibrary?>(wrappedValue: nil)

  /// The one in use where this is called; nil for this module's own arithmetic.
  static var current: LinearAlgebraLibrary? { chosen.get() }

  static func using<Result>(_ library: LinearAlgebraLibrary?, _ body: () throws -> Result) rethrows -> Result {
    try chosen.withValue(library, operation: body)
  }
}

/// Calls `body`, in which matrices are decomposed by a library; by this module's own arithmetic where that is nil.
///
/// What is recorded in `body` keeps the library for its gradients, of any order, also those that are taken after it has returned. Tasks that
/// are begun in `body` inherit it; others, and other threads, do not.
///
/// - Parameter library: what `LinearAlgebraLibrary.system()` of the module `LAPACKLibrary` found, say.
public func withLinearAlgebra<Result>(
  by library: LinearAlgebraLibrary?, _ body: () throws -> Result
) rethrows -> Result {
  try LinearAlgebraLibrary.using(library, body)
}

extension Tensor where Element: TensorScalar {
  /// A value with its pullback, in which matrices are decomposed by what computed the value.
  static func withMatrixPullback(
    of inputs: [Tensor], value: Tensor,
    _ pullback: @escaping @Sendable (_ cotangent: Tensor, _ inputs: [Tensor]) -> [Tensor]
  ) -> Tensor {
    let library = LinearAlgebraLibrary.current
    return .withPullback(of: inputs, value: value) { cotangent, inputs in
      LinearAlgebraLibrary.using(library) { pullback(cotangent, inputs) }
    }
  }
}
