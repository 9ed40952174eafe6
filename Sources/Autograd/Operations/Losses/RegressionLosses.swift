internal import Refusals

// Losses of real targets, with NumPy's broadcasting.
extension Tensor where Element: TensorScalar {
  /// |x - y|, reduced; the gradient where both agree is 0.
  public func absoluteError(from target: Tensor, reduction: LossReduction = .mean) -> Tensor {
    reduction((self - target).abs())
  }

  /// Huber's loss: (x - y)^2 / 2 up to a difference of `delta`, beyond it delta (|x - y| - delta / 2); reduced.
  ///
  /// - Precondition: `delta` is positive.
  ///
  /// Source: P. J. Huber, *Robust estimation of a location parameter* (1964), DOI 10.1214/aoms/1177703732.
  public func huberLoss(from target: Tensor, delta: Element = 1, reduction: LossReduction = .mean) -> Tensor {
    require(delta > 0, "Huber's delta is positive, not \(delta)")
    let difference = self - target
    let magnitude = difference.abs()
    return reduction(
      .where(
        magnitude.constant .<= delta, difference.square() * 0.5, (magnitude - delta * 0.5) * delta))
  }

  /// ``huberLoss(from:delta:reduction:)`` over `beta`: (x - y)^2 / (2 beta) below a difference of `beta`, from there on |x - y| - beta / 2.
  /// With a beta of 0 it is ``absoluteError(from:reduction:)``.
  ///
  /// - Precondition: `beta` is not negative.
  public func smoothAbsoluteError(from target: Tensor, beta: Element = 1, reduction: LossReduction = .mean) -> Tensor {
    require(beta >= 0, "the beta of a smooth error is not negative, as \(beta) is")
    if beta == 0 { return absoluteError(from: target, reduction: reduction) }
    let difference = self - target
    let magnitude = difference.abs()
    return reduction(
      .where(magnitude.constant .< beta, difference.square() * (0.5 / beta), magnitude - beta * 0.5))
  }

  /// Minus the log likelihood of counts y under a Poisson distribution of rate e^x (or x itself), reduced: e^x - y x.
  ///
  /// - Parameters:
  ///   - isLogarithm: whether x is the rate's logarithm.
  ///   - isFull: whether log y! is added, by Stirling's formula for y > 1.
  ///   - epsilon: added to a rate before its logarithm.
  public func poissonLoss(
    of counts: Tensor, isLogarithm: Bool = true, isFull: Bool = false, epsilon: Element = 1e-8,
    reduction: LossReduction = .mean
  ) -> Tensor {
    var losses = isLogarithm ? exp() - counts * self : self - counts * (self + epsilon).log()
    if isFull {
      let isMany = counts.constant .> 1
      let safe = Tensor.where(isMany, counts, .ones([]))
      let stirling = safe * safe.log() - safe + (safe * 6.283185307179586477).log() * 0.5
      losses = losses + .where(isMany, stirling, .zeros([]))
    }
    return reduction(losses)
  }

  /// Minus the log likelihood of y under a normal distribution of mean x and a variance of its own, reduced: (log v + (x - y)^2 / v) / 2.
  ///
  /// - Parameters:
  ///   - variances: v; those below `epsilon` count as `epsilon`, though their gradient still flows (as PyTorch's does).
  ///   - isFull: whether log(2 pi) / 2 is added.
  /// - Precondition: no variance is negative.
  public func gaussianLoss(
    of target: Tensor, variances: Tensor, isFull: Bool = false, epsilon: Element = 1e-6,
    reduction: LossReduction = .mean
  ) -> Tensor {
    require(!(variances.constant .< 0).containsTrue, "a variance is not negative")
    let held = variances.elements.map { Swift.max($0, epsilon) }
    let v = Tensor.recording(.linear(slopes: [.ones([])]), [variances], held, shape: variances.shape)
    let losses = (v.log() + (self - target).square() / v) * 0.5
    return reduction(isFull ? losses + 0.918938533204672741780 : losses)
  }
}
