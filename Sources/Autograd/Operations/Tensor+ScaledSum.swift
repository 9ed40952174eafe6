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
    let sums = Self.sums(.scaled, self, factor, over: product, to: kept)
    return Tensor(sums, shape: Array(kept.suffix(target.count)))
  }

  /// The sums of what meets where `shape`, to which both broadcast, shrinks to `kept`, whose extents are 1 along some axes.
  static func sums(_ terms: SumTerms, _ left: Tensor, _ right: Tensor, over shape: [Int], to kept: [Int]) -> [Element] {
    let runs = BroadcastRuns(left.shape, right.shape, to: shape, target: kept)
    if !runs.completesTargets || runs.count == 0 {
      return wideSums(terms, left, right, runs, count: kept.reduce(1, *)).map { Element($0) }
    }
    let addUp = Element.reductions.addUp
    return [Element](writing: kept.reduce(1, *)) { out in
      left.elements.withUnsafeBufferPointer { x in
        right.elements.withUnsafeBufferPointer { y in
          nonisolated(unsafe) let (x, y, out) = (x.baseAddress!, y.baseAddress!, out)
          runs.forEachBlock { addUp(terms, x, y, .rounded(out), $0) }
        }
      }
    }
  }

  /// The same in Double, before they are rounded.
  func wideSums(_ terms: SumTerms, to kept: [Int]) -> [Double] {
    Self.wideSums(
      terms, self, self, BroadcastRuns(shape, shape, to: shape, target: kept), count: kept.reduce(1, *))
  }

  private static func wideSums(
    _ terms: SumTerms, _ left: Tensor, _ right: Tensor, _ runs: BroadcastRuns, count: Int
  ) -> [Double] {
    let addUp = Element.reductions.addUp
    var sums = [Double].zeros(count)
    sums.withUnsafeMutableBufferPointer { sums in
      left.elements.withUnsafeBufferPointer { x in
        right.elements.withUnsafeBufferPointer { y in
          guard let left = x.baseAddress, let right = y.baseAddress, let target = sums.baseAddress else { return }
          nonisolated(unsafe) let (x, y, sums) = (left, right, target)
          runs.forEachBlock { addUp(terms, x, y, .wide(sums), $0) }
        }
      }
    }
    return sums
  }
}
