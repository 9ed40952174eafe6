internal import Refusals

extension Operation {
  /// The table of all pullbacks: for each input, how its cotangent follows from the output's.
  ///
  /// Every rule is written in operations that are themselves differentiable, so that gradients nest to any order. A rule
  /// is called only where a gradient is wanted.
  ///
  /// A result may have the extent 1 where its input has more, and stands for its broadcast then; so may `y` where
  /// ``takesUnspread(_:ofShape:from:)`` says so.
  func pullbacks(of y: Tensor<Scalar>, _ x: [Tensor<Scalar>]) -> [() -> Tensor<Scalar>] {
    switch self {
    case .leaf: x.map { _ in { y } }
    case .add: [{ y.summed(to: x[0].shape) }, { y.summed(to: x[1].shape) }]
    case .subtract: [{ y.summed(to: x[0].shape) }, { -y.summed(to: x[1].shape) }]
    case .multiply: [{ y.scaled(by: x[1], summedTo: x[0].shape) }, { y.scaled(by: x[0], summedTo: x[1].shape) }]
    case .scale:
      [
        { y.scaled(by: x[1], summedTo: x[0].shape) },
        { y.clearedBeside(zerosOf: x[0]).scaled(by: x[0], summedTo: x[1].shape) },
      ]
    case .divide:
      [
        {
          y.scaled(bySlopesOf: .divide, in: .left, at: x[0], x[1])
            ?? y.scaled(by: 1 / x[1], summedTo: x[0].shape)
        },
        {
          y.scaled(bySlopesOf: .divide, in: .right, at: x[0], x[1])
            ?? y.scaled(by: -(x[0] / x[1]) / x[1], summedTo: x[1].shape)
        },
      ]
    case .power:
      [
        {
          y.scaled(bySlopesOf: .power, in: .left, at: x[0], x[1])
            ?? y.pulledBackToBase(x[0], x[1]).summed(to: x[0].shape)
        },
        {
          y.scaled(bySlopesOf: .power, in: .right, at: x[0], x[1])
            ?? y.pulledBackToExponent(x[0], x[1]).summed(to: x[1].shape)
        },
      ]
    case .arctangent:
      [
        {
          y.scaled(bySlopesOf: .arctangent, in: .left, at: x[0], x[1])
            ?? y.scaled(by: x[1].overSquare(x[0], x[1])).summed(to: x[0].shape)
        },
        {
          y.scaled(bySlopesOf: .arctangent, in: .right, at: x[0], x[1])
            ?? y.scaled(by: -x[0].overSquare(x[0], x[1])).summed(to: x[1].shape)
        },
      ]
    case .negate: [{ -y }]
    case .square: [{ y.scaled(bySlopesOf: .square, at: x[0]) { x[0] * 2 } }]
    case .squareRoot: [{ y.scaled(bySlopesOf: .squareRoot, at: x[0]) { 0.5 / x[0].squareRoot() } }]
    case .exp(let values): [{ y.scaled(by: y.isRecorded || x[0].isRecorded ? x[0].exp() : values) }]
    case .expm1: [{ y.scaled(bySlopesOf: .expm1, at: x[0]) { x[0].exp() } }]
    case .log: [{ y.scaled(bySlopesOf: .log, at: x[0]) { 1 / x[0] } }]
    case .log1p: [{ y.scaled(bySlopesOf: .log1p, at: x[0]) { 1 / (x[0] + 1) } }]
    case .sin: [{ y.scaled(bySlopesOf: .sin, at: x[0]) { x[0].cos() } }]
    case .cos: [{ y.scaled(bySlopesOf: .cos, at: x[0]) { -x[0].sin() } }]
    case .tanh(let values):
      [{ y.scaled(bySlopesOf: .tanhByValue, at: x[0].isRecorded ? x[0] : values) { 1 - x[0].tanh().square() } }]
    case .erf: [{ y.scaled(bySlopesOf: .erf, at: x[0]) { (-x[0].square()).exp() * 1.12837916709551257390 } }]
    case .sigmoid: [{ y.scaled(bySlopesOf: .sigmoid, at: x[0]) { x[0].slopesOfSigmoid() } }]
    // s' (1 - 2 s), without cancellation.
    case .sigmoidSlopes: [{ y.scaled(by: x[0].slopesOfSigmoid() * (x[0] * -0.5).tanh()) }]
    case .reciprocal: [{ y.scaled(bySlopesOf: .reciprocal, at: x[0]) { -(x[0].reciprocal() / x[0]) } }]
    case .reciprocalSquareRoot:
      [
        {
          y.scaled(bySlopesOf: .reciprocalSquareRoot, at: x[0]) { x[0].reciprocalSquareRoot().cube() * -0.5 }
        }
      ]
    case .squaredDifference:
      [
        {
          y.scaled(bySlopesOf: .squaredDifference, in: .left, at: x[0], x[1])
            ?? y.scaled(by: (x[0] - x[1]) * 2, summedTo: x[0].shape)
        },
        {
          y.scaled(bySlopesOf: .squaredDifference, in: .right, at: x[0], x[1])
            ?? y.scaled(by: (x[0] - x[1]) * -2, summedTo: x[1].shape)
        },
      ]
    case .remainder(let quotient):
      [
        { y.summed(to: x[0].shape) },
        { y.scaled(by: -x[0].constant.quotients(quotient, by: x[1].constant)).summed(to: x[1].shape) },
      ]
    case .leak(let slope): [{ y.leaking(slope, at: x[0]) }]
    case .silu: [{ y.scaled(bySlopesOf: .silu, at: x[0]) { x[0].slopesOfSiLU() } }]
    case .gelu: [{ y.scaled(bySlopesOf: .gelu, at: x[0]) { x[0].slopesOfGELU() } }]
    case .approximateGELU: [{ y.scaled(bySlopesOf: .approximateGELU, at: x[0]) { x[0].slopesOfApproximateGELU() } }]
    case .softplus: [{ y.scaled(bySlopesOf: .softplus, at: x[0]) { x[0].sigmoid() } }]
    case .kink(let function): [{ y.scaled(bySlopesOfPiecesOf: function, at: x[0]) }]
    case .scaleBySlopes(let function, let point):
      [{ y.scaled(bySlopesOfPiecesOf: function, at: point).summed(to: x[0].shape) }]
    case .clamp(let low, let high): [{ y.scaled(by: x[0].clampSlopes(low, high)) }]
    case .greater, .lesser:
      [(0, 1), (1, 0)].map { own, other in
        return {
          let isGreater = if case .greater = self { true } else { false }
          let slopes = x[own].slopes(isGreater ? .greaterSlope : .lesserSlope, beside: x[other])
          return y.scaled(by: slopes, summedTo: x[own].shape)
        }
      }
    case .extreme(let values, let axes, let spreadsNaN):
      [{ y.spread(evenlyOver: x[0], of: values, axes, spreadsNaN: spreadsNaN) }]
    case .linear(let slopes):
      // What moves in steps has the gradient zero, whatever it meets.
      zip(x, slopes).map { x, slope in
        { slope.shape.isEmpty && slope.item == 0 ? .zeros(x.shape) : y.scaled(by: slope).summed(to: x.shape) }
      }
    case .choose(let condition):
      [
        { Tensor.where(condition, y, .zeros([])).summed(to: x[0].shape) },
        { Tensor.where(condition, .zeros([]), y).summed(to: x[1].shape) },
      ]
    case .reshape: [{ y.reshaped(to: y.count == 1 ? x[0].shape.map { _ in 1 } : x[0].shape) }]
    case .broadcast: [{ y.summed(to: x[0].shape) }]
    case .sum: [{ y }]
    case .norm(let axes, let norms): [{ x[0].pullingBack(y, fromNorms: norms, alongAxes: axes) }]
    case .cumulativeSum(let axis, let reversed): [{ y.accumulated(alongAxis: axis, reversed: !reversed) }]
    case .cumulativeProduct(let axis): [{ y.pulledBack(fromCumulativeProductsOf: x[0], alongAxis: axis) }]
    case .cumulativeLogSumExp(let axis): [{ y.pulledBack(fromCumulativeLogSumsOf: x[0], alongAxis: axis) }]
    case .product(let axis): [{ y.pulledBack(fromProductsOf: x[0], alongAxis: axis) }]
    case .logSumExp(let axes): [{ y.scaled(by: x[0].slopesOfLogSumExp(alongAxes: axes)) }]
    case .softmax(let axis, let values):
      [{ y.pulledBack(fromSoftmaxOf: x[0], values, alongAxis: axis, logarithm: false) }]
    case .logSoftmax(let axis, let values):
      [{ y.pulledBack(fromSoftmaxOf: x[0], values, alongAxis: axis, logarithm: true) }]
    case .logLoss(let rows): rows.pullbacks(of: y, x)
    case .logLossSlopes(let rows): rows.pullbacksOfSlopes(of: y, x)
    case .concatenate(let axis):
      x.indices.map { part in
        let start = x[..<part].reduce(0) { $0 + $1.shape[axis] }
        return { y.slice(from: start, to: start + x[part].shape[axis], alongAxis: axis) }
      }
    case .take(let places): [{ y.putting(at: places, shape: x[0].shape) }]
    case .put(let places): [{ y.taking(places, shape: x[0].shape) }]
    case .addAtPlaces(let places): [{ y }, { y.taking(places, shape: x[1].shape) }]
    case .multiplyAtPlaces(let places, let takesPart):
      Self.pullbacks({ $0.pulledBack(fromProductsOf: $1[0], takesPart, $1[1], at: places) }, of: y, x)
    case .converted(let conversion): Self.pullbacks({ y, _ in conversion.pulledBack(y) }, of: y, x)
    case .frozen: []
    case .beside: [{ y }]
    case .custom(let pullback): Self.pullbacks(pullback, of: y, x)
    case .matrixProduct(let zeros):
      [
        { y.plainProduct(x[1].transposed(), zeros: zeros == .plain ? .ofLeft : .ofEither) },
        { x[0].transposed().plainProduct(y, zeros: zeros == .plain ? .ofRight : .ofEither) },
      ]
    case .squaredDistances:
      [
        { sumOfWeightedDifferences(y.transposed(), from: x[1], to: x[0]) * 2 },
        { sumOfWeightedDifferences(y, from: x[0], to: x[1]) * 2 },
      ]
    case .blockDistances:
      [
        { sumOfSigns(y, x[0], x[1]) },
        { sumOfSigns(y.transposed(), x[1], x[0]) },
      ]
    case .weightedDifferences:
      [
        { y.scaled(by: x[2]).sum(alongAxis: 1) - x[1].plainProduct(y.transposed(), zeros: .ofRight) },
        { -x[0].plainProduct(y, zeros: .ofRight) },
        { y.scaled(by: x[0].sum(alongAxis: 0).expandingDimension(at: 1)) },
      ]
    case .signedSums: [{ productsWithSigns(y, x[1], x[2]) }, { .zeros(x[1].shape) }, { .zeros(x[2].shape) }]
    case .signedProducts: [{ sumOfSigns(y, x[1], x[2]) }, { .zeros(x[1].shape) }, { .zeros(x[2].shape) }]
    }
  }

  /// One call of a pullback, the caller's or ours, where a gradient is wanted, gives the cotangents of all inputs.
  private static func pullbacks(
    _ pullback: @escaping (Tensor<Scalar>, [Tensor<Scalar>]) -> [Tensor<Scalar>], of y: Tensor<Scalar>,
    _ x: [Tensor<Scalar>]
  ) -> [() -> Tensor<Scalar>] {
    var cotangents: [Tensor<Scalar>]?
    func all() -> [Tensor<Scalar>] {
      if let cotangents { return cotangents }
      let all = pullback(y, x)
      require(
        all.map { $0.shape } == x.map { $0.shape },
        "a custom pullback returned shapes \(all.map { $0.shape }) for inputs of \(x.map { $0.shape })")
      cotangents = all
      return all
    }
    return x.indices.map { index in { all()[index] } }
  }
}
