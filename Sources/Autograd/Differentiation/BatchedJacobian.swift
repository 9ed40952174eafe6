internal import Refusals

/// The Jacobians of a function that treats every row on its own: row i of the result depends on row i of `x` alone, as a layer's output
/// does on its batch. All rows at once: what `vmap` of `jacrev` gives in PyTorch and JAX.
///
/// ```swift
/// let slopes = batchedJacobian(at: points) { model($0) }   // [n, d] to [n, m]: slopes [n, m, d]
/// ```
///
/// - Parameters:
///   - x: [n, ...], d elements per row.
///   - function: to [n, ...], m elements per row. A row that moves with another one, as behind a mean over the batch, ends the program
///     with a message: each pair of rows is told apart by one of 2 log2 n further sweeps.
/// - Returns: [n, m, d].
/// - Complexity: one run of the function and m + 2 log2 n sweeps, whatever n is: ``jacobian(at:of:)`` needs n m.
public func batchedJacobian<Scalar: TensorScalar>(
  at x: Tensor<Scalar>, of function: (Tensor<Scalar>) throws -> Tensor<Scalar>
) rethrows -> Tensor<Scalar> {
  require(x.rank > 0, "a single value has no rows")
  let rows = x.shape[0]
  return try withPullback(at: x, of: function) { value, pull in
    require(
      value.rank > 0 && value.shape[0] == rows,
      "a function of \(rows) rows has as many results, not shape \(value.shape)")
    let (m, d) = (value.shape.dropFirst().reduce(1, *), x.shape.dropFirst().reduce(1, *))
    guard rows > 0, m > 0 else { return .zeros([rows, m, d]) }
    checkRows(rows, value.shape, pull)
    let columns = (0..<m).map { place in
      pull(Tensor<Int>(repeating: place, shape: [rows]).oneHot(m).reshaped(to: value.shape)).reshaped(to: [rows, d])
    }
    return .stacked(columns, alongAxis: 1)
  }
}

/// The value of a function, and what takes any number of cotangents of it back to `x`: the function runs once.
///
/// - Parameter body: gets the value and the pullback, which ends with the call.
func withPullback<Scalar: TensorScalar, Result>(
  at x: Tensor<Scalar>, of function: (Tensor<Scalar>) throws -> Tensor<Scalar>,
  _ body: (_ value: Tensor<Scalar>, _ pull: (Tensor<Scalar>) -> Tensor<Scalar>) throws -> Result
) rethrows -> Result {
  try TapeScope.run { scope, isOutermost in
    let tape = Scalar.tape(in: scope)
    let start = tape.count
    let leaf = tape.leaf(x)
    defer { if !isOutermost { tape.forget(from: start) } }
    let value = try function(leaf)
    func pull(_ cotangent: Tensor<Scalar>) -> Tensor<Scalar> {
      guard tape.holds(value), value.link.index >= leaf.link.index else { return .zeros(x.shape) }
      return tape.cotangents(
        pulling: cotangent, from: value.link.index, to: [leaf], first: leaf.link.index, forgetsNodes: false)[0]
    }
    guard isOutermost else { return try body(value, pull) }
    return try scope.runAfterwards { try body(value.constant, pull) }
  }
}

/// Ends the program where a row of a result moves with another one.
private func checkRows<Scalar: TensorScalar>(
  _ rows: Int, _ shape: [Int], _ pull: (Tensor<Scalar>) -> Tensor<Scalar>
) {
  let factors = shape.indices.map { $0 == 0 ? rows : 1 }
  var bit = 1
  while bit < rows {
    for side in [0, bit] {
      // Cotangents that are different everywhere in the rows on one side, and 0 in those on the other.
      let isOn = Tensor<Bool>((0..<rows).map { $0 & bit == side }, shape: [rows])
      let count = shape.reduce(1, *)
      let weights = Tensor<Scalar>((0..<count).map { Scalar(1 + ($0 &* 7919) % 1009) / 512 }, shape: shape)
      let slopes = pull(.where(isOn.reshaped(to: factors), weights, .zeros([])))
      let strays = slopes.reshaped(to: [rows, slopes.count / rows]).selectingRows(where: .!isOn)
      require(
        strays.elements.allSatisfy { $0 == 0 },
        "a row of the result moves with another row of the input: jacobian(at:of:) has all of it")
    }
    bit *= 2
  }
}
