extension Tensor where Element: TensorScalar {
  /// log(sum of e^x) along some axes (nil: all), without overflow. Of nothing but -infinity it is -infinity, with gradient 0.
  public func logSumExp(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    let axes = Shape.axes(axes, of: shape)
    let constant = self.constant
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    guard Shape.count(alongAxes: axes, of: shape) > 0 else {
      let nothing = Tensor(repeating: -.infinity, shape: kept)
      return nothing.dropping(axes, unless: keepingDimensions)
    }
    let greatest = constant.amax(alongAxes: axes, keepingDimensions: true)
    // Infinite maxima cannot be subtracted.
    let shift = Tensor(greatest.elements.map { $0.isFinite ? $0 : 0 }, shape: kept)
    let sums = (constant - shift).exp().sum(alongAxes: axes, keepingDimensions: true)
    let values = sums.log() + shift
    let result = Tensor.recording(.logSumExp(axes: axes), [self], values.elements, shape: kept)
    return result.dropping(axes, unless: keepingDimensions)
  }

  /// e^x over the sum of all e^x along an axis, without overflow; all NaN where all are -infinity or one is +infinity.
  public func softmax(alongAxis axis: Int) -> Tensor { logSoftmax(alongAxis: axis).exp() }

  /// The logarithm of ``softmax(alongAxis:)``, without underflow.
  public func logSoftmax(alongAxis axis: Int) -> Tensor {
    let total = logSumExp(alongAxes: [axis], keepingDimensions: true)
    let isInfinite = total.constant.abs() .== .infinity
    guard isInfinite.containsTrue else { return self - total }
    return self - total * .where(isInfinite, Tensor(.nan), .ones([]))
  }

  /// The slopes of ``logSumExp(alongAxes:keepingDimensions:)``: its softmax, but 0 where all are -infinity.
  func slopesOfLogSumExp(alongAxes axes: [Int]) -> Tensor {
    let total = logSumExp(alongAxes: axes, keepingDimensions: true)
    let isNothing = total.constant .== -.infinity
    guard isNothing.containsTrue else { return (self - total).exp() }
    let safe = Tensor.where(isNothing, .zeros([]), total)
    return .where(isNothing, .zeros([]), (self - safe).exp())
  }
}
