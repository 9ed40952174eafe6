internal import Refusals

extension Tensor where Element: TensorScalar {
  /// The smallest elements along an axis. On ties the lowest index takes the whole gradient; NaN wins.
  public func min(alongAxis axis: Int, keepingDimension: Bool = false) -> Tensor {
    gathering(constant.argmin(alongAxis: axis, keepingDimension: keepingDimension), alongAxis: axis)
  }

  /// The largest elements along an axis. On ties the lowest index takes the whole gradient; NaN wins.
  public func max(alongAxis axis: Int, keepingDimension: Bool = false) -> Tensor {
    gathering(constant.argmax(alongAxis: axis, keepingDimension: keepingDimension), alongAxis: axis)
  }

  /// The smallest of all elements. On ties the gradient is split evenly.
  public func min() -> Tensor { extreme(.least, nil, keeping: false, spreadsNaN: false) }

  /// The largest of all elements. On ties the gradient is split evenly.
  public func max() -> Tensor { extreme(.greatest, nil, keeping: false, spreadsNaN: false) }

  /// The smallest elements along some axes (nil: all). On ties the gradient is split evenly, unlike that of
  /// ``min(alongAxis:)``; a NaN makes the value and the gradients of all its row NaN.
  public func amin(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    extreme(.least, axes, keeping: keepingDimensions, spreadsNaN: true)
  }

  /// The largest elements along some axes (nil: all). On ties the gradient is split evenly, unlike that of
  /// ``max(alongAxis:)``; a NaN makes the value and the gradients of all its row NaN.
  public func amax(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    extreme(.greatest, axes, keeping: keepingDimensions, spreadsNaN: true)
  }

  func extreme(_ extremum: Extremum, _ axes: [Int]?, keeping: Bool, spreadsNaN: Bool) -> Tensor {
    let axes = Shape.axes(axes, of: shape)
    require(Shape.count(alongAxes: axes, of: shape) > 0, "there is no \(extremum) of nothing in shape \(shape)")
    // Each row of the elements that meet, one after the other.
    let others = shape.indices.filter { !axes.contains($0) }
    let rows = constant.transposed(permutation: others + axes)
      .reshaped(to: [others.reduce(1) { $0 * shape[$1] }, Shape.count(alongAxes: axes, of: shape)])
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    let best = (extremum == .least ? rows.min(alongAxis: 1) : rows.max(alongAxis: 1)).reshaped(to: kept)
    return withEvenSlopes(best, alongAxes: axes, spreadsNaN: spreadsNaN).dropping(axes, unless: keeping)
  }

  /// The given values, each with its gradient spread evenly over the elements equal to it along the axes.
  func withEvenSlopes(_ values: Tensor, alongAxes axes: [Int], spreadsNaN: Bool = false) -> Tensor {
    let constant = self.constant
    let isNaN = constant .!= constant
    var equal = Tensor(constant .== values)
    if isNaN.containsTrue {
      let rowIsNaN = Tensor(values .!= values)
      equal = spreadsNaN ? .where(values .!= values, Tensor(.nan), equal) : equal + Tensor(isNaN) * rowIsNaN
    }
    let slopes = equal / equal.sum(alongAxes: axes, keepingDimensions: true)
    StepTrace.note("choice of an extreme", of: self, severs: false, slopes.elements)
    return .recording(.linear(slopes: [slopes]), [self], values.elements, shape: values.shape)
  }
}
