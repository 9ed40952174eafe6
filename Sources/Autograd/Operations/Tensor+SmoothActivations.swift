// Activations that are smooth, or smooth but for one point at which both sides have the same slope.
extension Tensor where Element: TensorScalar {
  /// log(1 / (1 + e^-x)), without overflow.
  public func logSigmoid() -> Tensor { -(-self).logisticIntegral() }

  /// x / (1 + |x|).
  public func softsign() -> Tensor { self / (abs() + 1) }

  /// x tanh(log(1 + e^x)).
  ///
  /// Source: D. Misra, *Mish: a self regularized non-monotonic activation function* (2019), arXiv 1908.08681.
  public func mish() -> Tensor { self * logisticIntegral().tanh() }

  /// x - tanh x.
  public func tanhShrink() -> Tensor { self - tanh() }

  /// The first half along an axis times the sigmoid of the second.
  ///
  /// - Precondition: the extent of the axis is even.
  ///
  /// Source: Y. Dauphin, A. Fan, M. Auli, D. Grangier, *Language modeling with gated convolutional networks* (2017), arXiv 1612.08083.
  public func gatedLinearUnit(alongAxis axis: Int = -1) -> Tensor {
    let place = Shape.axis(axis, of: shape)
    let half = AxisSplit(shape, at: place).extent / 2
    Shape.checkHalves(shape, at: place)
    return slice(from: 0, to: half, alongAxis: place) * slice(from: half, to: nil, alongAxis: place).sigmoid()
  }
}
