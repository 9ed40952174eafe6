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
  /// `min(alongAxis:)`; a NaN makes the value and the gradients of all its row NaN.
  public func amin(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    extreme(.least, axes, keeping: keepingDimensions, spreadsNaN: true)
  }

  /// The largest elements along some axes (nil: all). On ties the gradient is split evenly, unlike that of
  /// `max(alongAxis:)`; a NaN makes the value and the gradients of all its row NaN.
  public func amax(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    extreme(.greatest, axes, keeping: keepingDimensions, spreadsNaN: true)
  }

  func extreme(_ extremum: Extremum, _ axes: [Int]?, keeping: Bool, spreadsNaN: Bool) -> Tensor {
    let axes = Shape.axes(axes, of: shape)
    require(Shape.count(alongAxes: axes, of: shape) > 0, "there is no \(extremum) of nothing in shape \(shape)")
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    let (rows, split) = rowsMeeting(alongAxes: axes)
    let extremes = [Element](writing: split.rows) { Element.loops.extremes(extremum, rows, $0, split) }
    return withEvenSlopes(Tensor(extremes, shape: kept), alongAxes: axes, spreadsNaN: spreadsNaN)
      .dropping(axes, unless: keeping)
  }

  /// The elements such that those that meet along the axes do so along the middle of [outer, extent, inner].
  func rowsMeeting(alongAxes axes: [Int]) -> (elements: [Element], split: AxisSplit) {
    let extent = Shape.count(alongAxes: axes, of: shape)
    // Axes that lie side by side are one; others are first moved to the end.
    if let first = axes.first, axes == Array(first..<(first + axes.count)) {
      let (outer, inner) = (shape[..<first].reduce(1, *), shape[(first + axes.count)...].reduce(1, *))
      return (elements, AxisSplit(outer: outer, extent: extent, inner: inner))
    }
    let others = shape.indices.filter { !axes.contains($0) }
    let moved = constant.transposed(permutation: others + axes)
    return (moved.elements, AxisSplit(outer: others.reduce(1) { $0 * shape[$1] }, extent: extent))
  }

  /// The given values, each with its gradient spread evenly over the elements equal to it along the axes.
  func withEvenSlopes(_ values: Tensor, alongAxes axes: [Int], spreadsNaN: Bool = false) -> Tensor {
    StepTrace.note(
      "choice of an extreme", of: self, severs: false, evenSlopes(of: values, axes, spreadsNaN: spreadsNaN).elements)
    return .recording(
      .extreme(values: values, axes: axes, spreadsNaN: spreadsNaN), [self], values.elements, shape: values.shape)
  }

  /// This cotangent of the values, spread evenly over the elements of `x` equal to them.
  func spread(evenlyOver x: Tensor, of values: Tensor, _ axes: [Int], spreadsNaN: Bool) -> Tensor {
    if (values .!= values).containsTrue {
      return scaled(by: x.evenSlopes(of: values, axes, spreadsNaN: spreadsNaN))
    }
    let isBest = x.constant .== values
    let ties = Tensor(isBest).sum(alongAxes: axes, keepingDimensions: true)
    return .where(isBest, self / ties, .zeros([]))
  }

  private func evenSlopes(of values: Tensor, _ axes: [Int], spreadsNaN: Bool) -> Tensor {
    let constant = self.constant
    let isNaN = constant .!= constant
    var equal = Tensor(constant .== values)
    if isNaN.containsTrue {
      let rowIsNaN = Tensor(values .!= values)
      equal = spreadsNaN ? .where(values .!= values, Tensor(.nan), equal) : equal + Tensor(isNaN) * rowIsNaN
    }
    return equal / equal.sum(alongAxes: axes, keepingDimensions: true)
  }
}
