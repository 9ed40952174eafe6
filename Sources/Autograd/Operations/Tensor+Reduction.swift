extension Tensor where Element: TensorScalar {
  /// The sum of all elements.
  public func sum() -> Tensor { summedKeeping(Array(shape.indices)).reshaped(to: []) }

  /// The sums along an axis (negative: counted from the end), which disappears or keeps the extent 1.
  public func sum(alongAxis axis: Int, keepingDimension: Bool = false) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let sums = summedKeeping([axis])
    if keepingDimension { return sums }
    var rest = shape
    rest.remove(at: axis)
    return sums.reshaped(to: rest)
  }

  /// The mean of all elements; NaN where there are none.
  public func mean() -> Tensor { sum() / Element(count) }

  /// The smallest elements along an axis. On ties the lowest index takes the whole gradient; NaN wins.
  public func min(alongAxis axis: Int) -> Tensor { gathering(argmin(alongAxis: axis), alongAxis: axis) }

  /// The largest elements along an axis. On ties the lowest index takes the whole gradient; NaN wins.
  public func max(alongAxis axis: Int) -> Tensor { gathering(argmax(alongAxis: axis), alongAxis: axis) }

  /// The sum over everything that broadcasting from `shape` repeated.
  func summed(to shape: [Int]) -> Tensor {
    if shape == self.shape { return self }
    return summedKeeping(Shape.broadcastAxes(from: shape, to: self.shape)).reshaped(to: shape)
  }

  /// The sums along axes whose extents become 1.
  private func summedKeeping(_ axes: [Int]) -> Tensor {
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    let runs = BroadcastRuns(shape, kept, to: shape)
    var sums = [Element](repeating: 0, count: kept.reduce(1, *))
    sums.withUnsafeMutableBufferPointer { sums in
      elements.withUnsafeBufferPointer { x in
        runs.walk { source, target, _, strides, count in
          Element.kernels.accumulate(
            x.baseAddress! + source, sums.baseAddress! + target, strides.1, count)
        }
      }
    }
    return .recording(.sum, [self], sums, shape: kept)
  }
}
