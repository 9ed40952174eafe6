internal import Refusals

extension Tensor where Element: TensorScalar {
  /// The sum of all elements.
  public func sum() -> Tensor { sum(alongAxes: nil) }

  /// The sums along an axis (negative: counted from the end), which disappears or keeps the extent 1.
  public func sum(alongAxis axis: Int, keepingDimension: Bool = false) -> Tensor {
    sum(alongAxes: [axis], keepingDimensions: keepingDimension)
  }

  /// The sums along some axes (nil: all), which disappear or keep the extent 1.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func sum(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    let axes = Shape.axes(axes, of: shape)
    return summedKeeping(axes).dropping(axes, unless: keepingDimensions)
  }

  /// The mean of all elements; NaN where there are none.
  public func mean() -> Tensor { mean(alongAxes: nil) }

  /// The means along some axes (nil: all); NaN where there are no elements.
  public func mean(alongAxes axes: [Int]?, keepingDimensions: Bool = false) -> Tensor {
    average(over: Element(Shape.count(alongAxes: axes, of: shape)), axes, keepingDimensions)
  }

  /// Sums divided by a number; where only the sums are too large, both in smaller units.
  private func average(over number: Element, _ axes: [Int]?, _ keeps: Bool) -> Tensor {
    let sums = sum(alongAxes: axes, keepingDimensions: keeps)
    if sums.isFinite || !isFinite { return sums / number }
    let unit = Element.greatestFiniteMagnitude.squareRoot().binade
    return (self / unit).sum(alongAxes: axes, keepingDimensions: keeps) / number * unit
  }

  /// The variances along some axes (nil: all): squared deviations from the mean over their number less `correction` (1: the
  /// unbiased estimate, 0: the biased one); NaN or infinite where that leaves nothing. Where it leaves less than nothing the
  /// gradient is that of a division by the negative number, as in PyTorch.
  public func variance(alongAxes axes: [Int]?, keepingDimensions: Bool = false, correction: Element = 1) -> Tensor {
    let deviations = self - mean(alongAxes: axes, keepingDimensions: true)
    let freedom = Element(Shape.count(alongAxes: axes, of: shape)) - correction
    let variances = deviations.square().average(over: freedom, axes, keepingDimensions)
    return freedom < 0 ? variances.straightThrough(to: variances.constant * -.infinity) : variances
  }

  /// The square roots of ``variance(alongAxes:keepingDimensions:correction:)``, also where those are too large or too small to be
  /// written down; the gradient at equal values is 0, and their square is smooth there.
  public func standardDeviation(
    alongAxes axes: [Int]?, keepingDimensions: Bool = false, correction: Element = 1
  ) -> Tensor {
    let freedom = Element(Shape.count(alongAxes: axes, of: shape)) - correction
    guard freedom > 0 else {
      return variance(alongAxes: axes, keepingDimensions: keepingDimensions, correction: correction).flatSquareRoot()
    }
    let deviations = self - mean(alongAxes: axes, keepingDimensions: true)
    return deviations.norm(alongAxes: axes, keepingDimensions: keepingDimensions) / freedom.squareRoot()
  }

  /// The products along an axis (nil: of all elements); gradients are products of the other elements, exact with zeros.
  public func product(alongAxis axis: Int? = nil, keepingDimension: Bool = false) -> Tensor {
    guard let axis else {
      let product = reshaped(to: [count]).product(alongAxis: 0)
      return keepingDimension ? product.reshaped(to: shape.map { _ in 1 }) : product
    }
    let place = Shape.axis(axis, of: shape)
    if rank == 0 { return self }
    return productKeeping(place).dropping([place], unless: keepingDimension)
  }

  /// The products along an axis, whose extent becomes 1, in Double.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  private func productKeeping(_ axis: Int) -> Tensor {
    let split = AxisSplit(shape, at: axis)
    let products = [Element](writing: split.rows) { Element.reductions.products(elements, $0, split) }
    return .recording(.product(axis: axis), [self], products, shape: Shape.replacing(axis, of: shape, by: 1))
  }

  /// The sum over everything that broadcasting from `shape` repeated; extents of 1 stay as they are.
  func summed(to shape: [Int]) -> Tensor {
    if shape == self.shape { return self }
    let axes = Shape.broadcastAxes(from: shape, to: self.shape)
    let sums = axes.isEmpty ? self : summedKeeping(axes)
    return sums.reshaped(to: Array(sums.shape.suffix(shape.count)))
  }

  /// Without the axes, whose extent is 1, unless they are to be kept.
  func dropping(_ axes: [Int], unless keeps: Bool) -> Tensor {
    keeps ? self : reshaped(to: shape.indices.filter { !axes.contains($0) }.map { shape[$0] })
  }

  /// The square root, with a gradient of 0 at 0.
  func flatSquareRoot() -> Tensor {
    let isZero = constant .== 0
    guard isZero.containsTrue else { return squareRoot() }
    return .where(isZero, .zeros([]), Tensor.where(isZero, .ones([]), self).squareRoot())
  }

  /// The sums along axes whose extents become 1.
  private func summedKeeping(_ axes: [Int]) -> Tensor {
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    let sums = Self.sums(.plain, self, self, over: shape, to: kept)
    return .recording(.sum, [self], sums, shape: kept)
  }
}

extension Shape {
  /// The axes counted from 0 and in order; nil: all.
  static func axes(_ axes: [Int]?, of shape: [Int]) -> [Int] {
    guard let axes else { return Array(shape.indices) }
    let resolved = Set(axes.map { axis($0, of: shape) })
    require(resolved.count == axes.count, "an axis is named twice in \(axes)")
    return shape.isEmpty ? [] : resolved.sorted()
  }

  /// How many elements meet along some axes.
  static func count(alongAxes axes: [Int]?, of shape: [Int]) -> Int {
    Self.axes(axes, of: shape).reduce(1) { $0 * shape[$1] }
  }
}
