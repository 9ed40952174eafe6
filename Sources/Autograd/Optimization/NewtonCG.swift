internal import Refusals

/// Newton's method by conjugate gradients: the step that minimises the quadratic model of a loss, from Hessian-vector
/// products alone.
///
/// With discrete outcomes frozen, a loss is often quadratic on its piece, and one step lands on the minimum of the piece. On
/// the k-means loss that is a step of EM, found without knowing anything about clustering.
///
/// ```swift
/// for _ in 0..<10 { centroids = NewtonCG().step(from: centroids) { loss(of: points, at: $0) }.point }
/// ```
///
/// Where the curvature along a direction is not positive the step stops there (a truncated Newton step), at worst as a step
/// down the gradient with the length that ``fallbackRate`` gives it.
///
/// Source: R. S. Dembo and T. Steihaug, *Truncated-Newton algorithms for large-scale unconstrained optimization* (1983), DOI
/// 10.1007/BF02592055.
public struct NewtonCG: Sendable {
  /// The most Hessian-vector products per step; nil: as many as there are parameters.
  public var maximumProducts: Int?
  /// The step ends when what is left of the gradient falls below this share of it.
  public var tolerance = 1e-12
  /// A direction whose curvature is at most this share of the largest met counts as straight.
  public var flatness = 1e-10
  /// The factor on the gradient where the very first direction has no positive curvature.
  public var fallbackRate = 1e-3

  public init() {}

  /// One step.
  ///
  /// - Parameter loss: returns a single value.
  /// - Returns: the new point, and the loss and the number of Hessian-vector products at the old one.
  /// - Complexity: as many gradients of gradients as products; exact after as many as the Hessian has distinct eigenvalues.
  public func step<Scalar: TensorScalar>(
    from x: Tensor<Scalar>, of loss: (Tensor<Scalar>) throws -> Tensor<Scalar>
  ) rethrows -> (point: Tensor<Scalar>, loss: Scalar, products: Int) {
    let limit = maximumProducts ?? x.count
    require(limit >= 0, "there are no \(limit) products")
    let (value, gradient) = try valueWithGradient(at: x, of: loss)
    var residual = -gradient
    var direction = residual
    var step = Tensor<Scalar>.zeros(x.shape)
    var square = residual.dot(residual)
    let goal = tolerance * tolerance * square
    var steepest = 0.0
    for products in 0..<limit {
      if square <= goal { return (x + step, value.item, products) }
      let curved = try hessianVectorProduct(at: x, direction: direction, of: loss)
      let curvature = direction.dot(curved)
      // Where the loss is all but straight compared with other directions, the model has no minimum worth going to.
      let bend = curvature / direction.dot(direction)
      steepest = max(steepest, bend)
      guard bend > steepest * flatness else {
        let fallback = products == 0 ? residual * Scalar(fallbackRate) : step
        return (x + fallback, value.item, products + 1)
      }
      let length = Scalar(square / curvature)
      step = step + direction * length
      residual = residual - curved * length
      let next = residual.dot(residual)
      direction = residual + direction * Scalar(next / square)
      square = next
    }
    return (x + step, value.item, limit)
  }
}

extension Tensor where Element: TensorScalar {
  /// In Double, where products of Floats are at home.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  fileprivate func dot(_ other: Tensor) -> Double {
    zip(elements, other.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
