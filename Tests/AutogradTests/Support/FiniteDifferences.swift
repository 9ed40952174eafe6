import Autograd

/// Numbers in -1 ... 1, the same in every run; distinct within 101 elements.
func sample(_ shape: [Int], seed: Int = 0) -> Tensor<Double> {
  let count = shape.reduce(1, *)
  let elements = (0..<count).map { index in
    let phase = Double((index + seed) * 61 % 101) + 0.37 * Double(seed % 7)
    return (phase * 0.618033988749895).truncatingRemainder(dividingBy: 1) * 2 - 1
  }
  return Tensor(elements, shape: shape)
}

/// The derivative of a function along a direction by central differences.
func centralDifference(
  at x: Tensor<Double>, along direction: Tensor<Double>, step: Double = 1e-5, of function: (Tensor<Double>) -> Double
) -> Double {
  (function(x + direction * step) - function(x - direction * step)) / (2 * step)
}

/// How far gradient and Hessian of `function` are from finite differences along a direction, relative to their size.
func errors(at x: Tensor<Double>, of function: (Tensor<Double>) -> Tensor<Double>) -> (first: Double, second: Double) {
  let direction = sample(x.shape, seed: 5)
  let slope = (gradient(at: x, of: function) * direction).sum().item
  let expectedSlope = centralDifference(at: x, along: direction) { function($0).item }
  let other = sample(x.shape, seed: 11)
  let curvature = (hessianVectorProduct(at: x, direction: direction, of: function) * other).sum().item
  let expectedCurvature = centralDifference(at: x, along: other) { x in
    (gradient(at: x, of: function) * direction).sum().item
  }
  return (
    (slope - expectedSlope).magnitude / (1 + expectedSlope.magnitude),
    (curvature - expectedCurvature).magnitude / (1 + expectedCurvature.magnitude)
  )
}
