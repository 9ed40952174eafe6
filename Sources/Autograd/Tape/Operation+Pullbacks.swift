extension Operation {
  /// The table of all pullbacks: for each input, how its cotangent follows from the output's.
  ///
  /// Every rule is written in operations that are themselves differentiable, so that gradients nest to any order. A rule
  /// is called only where a gradient is wanted.
  func pullbacks(of y: Tensor<Scalar>, _ x: [Tensor<Scalar>]) -> [() -> Tensor<Scalar>] {
    switch self {
    case .leaf: x.map { _ in { y } }
    case .add: [{ y.summed(to: x[0].shape) }, { y.summed(to: x[1].shape) }]
    case .subtract: [{ y.summed(to: x[0].shape) }, { (-y).summed(to: x[1].shape) }]
    case .multiply: [{ y.scaled(by: x[1]).summed(to: x[0].shape) }, { y.scaled(by: x[0]).summed(to: x[1].shape) }]
    case .scale: [{ y.scaled(by: x[1]).summed(to: x[0].shape) }, { y.scaled(by: x[0]).summed(to: x[1].shape) }]
    case .divide:
      [
        { y.scaled(by: 1 / x[1]).summed(to: x[0].shape) },
        { y.scaled(by: -x[0] / x[1].square()).summed(to: x[1].shape) },
      ]
    case .negate: [{ -y }]
    case .square: [{ y.scaled(by: x[0] * 2) }]
    case .squareRoot: [{ y.scaled(by: 0.5 / x[0].squareRoot()) }]
    case .exponential: [{ y.scaled(by: x[0].exp()) }]
    case .logarithm: [{ y.scaled(by: 1 / x[0]) }]
    case .magnitude: [{ y.scaled(by: x[0].slope()) }]
    case .rectify: [{ .where(x[0] .> 0, y, .zeros([])) }]
    case .step: [{ .zeros(x[0].shape) }]
    case .choose(let condition):
      [
        { Tensor.where(condition, y, .zeros([])).summed(to: x[0].shape) },
        { Tensor.where(condition, .zeros([]), y).summed(to: x[1].shape) },
      ]
    case .reshape: [{ y.reshaped(to: x[0].shape) }]
    case .broadcast: [{ y.summed(to: x[0].shape) }]
    case .transpose: [{ y.transposed() }]
    case .sum: [{ y.broadcast(to: x[0].shape) }]
    case .gather(let indices, let axis): [{ y.scattering(indices, alongAxis: axis, extent: x[0].shape[axis]) }]
    case .scatter(let indices, let axis): [{ y.gathering(indices, alongAxis: axis) }]
    case .selectRows(let rows): [{ y.addingRows(at: rows, of: x[0].shape[0]) }]
    case .addRows(let rows): [{ y.selectingRows(rows) }]
    case .select(let index, let axis): [{ y.inserting(at: index, alongAxis: axis, extent: x[0].shape[axis]) }]
    case .insert(let index, let axis): [{ y.selecting(index, alongAxis: axis) }]
    case .matrixProduct: [{ y.matrixProduct(x[1].transposed()) }, { x[0].transposed().matrixProduct(y) }]
    case .squaredDistances:
      [
        { sumOfWeightedDifferences(y.transposed(), from: x[1], to: x[0]) * 2 },
        { sumOfWeightedDifferences(y, from: x[0], to: x[1]) * 2 },
      ]
    case .weightedDifferences:
      [
        { (y * x[2]).sum(alongAxis: 1) - x[1].matrixProduct(y.transposed()) },
        { -x[0].matrixProduct(y) },
        { x[0].sum(alongAxis: 0).expandingDimension(at: 1) * y },
      ]
    }
  }
}
