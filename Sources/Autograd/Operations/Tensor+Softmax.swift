extension Tensor where Element: TensorScalar {
  /// log(sum of e^x) along some axes (nil: all), without overflow. Of nothing but -infinity it is -infinity, with gradient 0.
  ///
  /// One operation that reads the elements twice and makes no temporaries of their size; the sum is taken in Double.
  public func logSumExp(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    let axes = Shape.axes(axes, of: shape)
    let constant = self.constant
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    guard Shape.count(alongAxes: axes, of: shape) > 0 else {
      let nothing = Tensor(repeating: -.infinity, shape: kept)
      return nothing.dropping(axes, unless: keepingDimensions)
    }
    // Axes that lie side by side are one; others are first moved to the end.
    let rows: Tensor
    let layout: (outer: Int, extent: Int, inner: Int)
    if let first = axes.first, axes == Array(first..<(first + axes.count)) {
      rows = constant
      layout = (
        shape[..<first].reduce(1, *), Shape.count(alongAxes: axes, of: shape),
        shape[(first + axes.count)...].reduce(1, *)
      )
    } else {
      rows = constant.transposed(permutation: shape.indices.filter { !axes.contains($0) } + axes)
      layout = (kept.reduce(1, *), Shape.count(alongAxes: axes, of: shape), 1)
    }
    let (shifts, logSums) = rows.logSums(layout.outer, layout.extent, layout.inner)
    let values = Tensor(shifts, shape: kept) + Tensor(logSums, shape: kept)
    let result = Tensor.recording(.logSumExp(axes: axes), [self], values.elements, shape: kept)
    return result.dropping(axes, unless: keepingDimensions)
  }

  /// e^x over the sum of all e^x along an axis, without overflow; all NaN where all are -infinity or one is +infinity.
  public func softmax(alongAxis axis: Int) -> Tensor { logSoftmax(alongAxis: axis).exp() }

  /// The logarithm of ``softmax(alongAxis:)``, without underflow; large scores keep their differences.
  public func logSoftmax(alongAxis axis: Int) -> Tensor {
    let total = logSumExp(alongAxes: [axis], keepingDimensions: true)
    let isInfinite = total.constant.abs() .== .infinity
    guard isInfinite.containsTrue else { return lessTotal(total, alongAxes: [axis]) }
    return self - total * .where(isInfinite, Tensor(.nan), .ones([]))
  }

  /// The slopes of ``logSumExp(alongAxes:keepingDimensions:)``: its softmax, but 0 where all are -infinity.
  func slopesOfLogSumExp(alongAxes axes: [Int]) -> Tensor {
    let total = logSumExp(alongAxes: axes, keepingDimensions: true)
    let isNothing = total.constant .== -.infinity
    guard isNothing.containsTrue else { return lessTotal(total, alongAxes: axes).exp() }
    let safe = Tensor.where(isNothing, .zeros([]), total)
    return .where(isNothing, .zeros([]), (self - safe).exp())
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
