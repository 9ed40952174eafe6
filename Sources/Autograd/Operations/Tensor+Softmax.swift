extension Tensor where Element: TensorScalar {
  /// log(sum of e^x) along some axes (nil: all), without overflow. Of nothing but -infinity it is -infinity, with gradient 0.
  ///
  /// One operation that reads the elements twice and makes no temporaries of their size; the sum is taken in Double.
  public func logSumExp(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    let axes = Shape.axes(axes, of: shape)
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    guard Shape.count(alongAxes: axes, of: shape) > 0 else {
      let nothing = Tensor(repeating: -.infinity, shape: kept)
      return nothing.dropping(axes, unless: keepingDimensions)
    }
    let (rows, split) = rowsMeeting(alongAxes: axes)
    let (shifts, logSums) = Tensor(rows, shape: [rows.count]).logSums(split)
    let values = Tensor(shifts, shape: kept) + Tensor(logSums, shape: kept)
    let result = Tensor.recording(.logSumExp(axes: axes), [self], values.elements, shape: kept)
    return result.dropping(axes, unless: keepingDimensions)
  }

  /// e^x over the sum of all e^x along an axis, without overflow; all NaN where all are -infinity or one is +infinity.
  public func softmax(alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let values = normalized(alongAxis: axis, exponential: true).values
    return .recording(.softmax(axis: axis, values: values), [self], values.elements, shape: shape)
  }

  /// The logarithm of ``softmax(alongAxis:)``, without underflow; large scores keep their differences.
  public func logSoftmax(alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let values = normalized(alongAxis: axis, exponential: false).values
    return .recording(.logSoftmax(axis: axis, values: values), [self], values.elements, shape: shape)
  }

  /// The slopes of ``logSumExp(alongAxes:keepingDimensions:)``: its softmax, but 0 where all are -infinity.
  func slopesOfLogSumExp(alongAxes axes: [Int]) -> Tensor {
    if !isRecorded, axes.count == 1 {
      let (values, areOrdinary) = normalized(alongAxis: axes[0], exponential: true)
      if areOrdinary { return values }
    }
    let total = logSumExp(alongAxes: axes, keepingDimensions: true)
    let isNothing = total.constant .== -.infinity
    guard isNothing.containsTrue else { return lessTotal(total, alongAxes: axes).exp() }
    let safe = Tensor.where(isNothing, .zeros([]), total)
    return .where(isNothing, .zeros([]), (self - safe).exp())
  }

  /// This cotangent of a softmax of `x` with these values, or of its logarithm, as one of `x`.
  func pulledBack(fromSoftmaxOf x: Tensor, _ values: Tensor, alongAxis axis: Int, logarithm: Bool) -> Tensor {
    if isRecorded || x.isRecorded {
      let shares = x.softmax(alongAxis: axis)
      if logarithm { return self - sum(alongAxes: [axis], keepingDimensions: true).scaled(by: shares) }
      return (self - scaled(by: shares).sum(alongAxes: [axis], keepingDimensions: true)).scaled(by: shares)
    }
    let split = AxisSplit(shape, at: axis)
    let cotangents = [Element](writing: count) {
      Element.loops.softmaxPullback(elements, values.elements, $0, split, logarithm)
    }
    return Tensor(cotangents, shape: shape)
  }

  /// The softmax, or its logarithm, and whether no line's total is infinite; constants.
  private func normalized(alongAxis axis: Int, exponential: Bool) -> (values: Tensor, areOrdinary: Bool) {
    var areOrdinary = true
    let values = [Element](writing: count) {
      areOrdinary = Element.loops.softmax(elements, $0, AxisSplit(shape, at: axis), !exponential)
    }
    return (Tensor(values, shape: shape), areOrdinary)
  }

  /// This less its log-sum-exp, in two steps where rounding a large total would cost digits: first less the rounded total,
  /// a constant by which the result does not change, then less what is left of it.
  private func lessTotal(_ total: Tensor, alongAxes axes: [Int]) -> Tensor {
    guard total.elements.contains(where: { $0.magnitude > 8 && $0.isFinite }) else { return self - total }
    let shift = Tensor(total.elements.map { $0.isFinite ? $0 : 0 }, shape: total.shape)
    let centred = self - shift
    return centred - centred.logSumExp(alongAxes: axes, keepingDimensions: true)
  }
}
