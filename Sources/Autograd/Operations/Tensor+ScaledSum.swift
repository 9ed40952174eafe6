extension Tensor where Element: TensorScalar {
  /// ``scaled(by:)``, then ``summed(to:)``: the same bits in one pass, without the product in between, where nobody differentiates
  /// it.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func scaled(by factor: Tensor, summedTo target: [Int]) -> Tensor {
    let product = Shape.broadcast(shape, factor.shape)
    guard product != target, !isRecorded, !factor.isRecorded else { return scaled(by: factor).summed(to: target) }
    var kept = product
    for axis in Shape.broadcastAxes(from: target, to: product) { kept[axis] = 1 }
    let runs = BroadcastRuns(shape, factor.shape, to: product, target: kept)
    let accumulateScaled = Element.kernels.accumulateScaled
    var sums = [Element].zeros(kept.reduce(1, *))
    sums.withUnsafeMutableBufferPointer { sums in
      elements.withUnsafeBufferPointer { x in
        factor.elements.withUnsafeBufferPointer { y in
          guard let left = x.baseAddress, let right = y.baseAddress, let target = sums.baseAddress else { return }
          nonisolated(unsafe) let (x, y, sums) = (left, right, target)
          runs.forEachBlock { accumulateScaled(x, y, sums, $0) }
        }
      }
    }
    return Tensor(sums, shape: Array(kept.suffix(target.count)))
  }
}
