// Pullbacks of scans and products: one loop from both ends where nobody differentiates them, else that of the same
// function composed of operations that have rules to every order.
extension Tensor where Element: TensorScalar {
  /// This cotangent of the products of `x` along an axis, as one of `x`.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func pulledBack(fromProductsOf x: Tensor, alongAxis axis: Int) -> Tensor {
    pulledBack(to: x, axis, Element.reductions.productsPullback) { $0.halvedProduct(alongAxis: axis) }
  }

  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func pulledBack(fromCumulativeProductsOf x: Tensor, alongAxis axis: Int) -> Tensor {
    func composed(_ x: Tensor) -> Tensor { x.scanned(alongAxis: axis) { $0 * $1 } }
    // Where infinities of both signs meet, a factor that all terms share would hide it.
    if !x.isFinite { return vectorJacobianProduct(at: x, cotangent: self, of: composed).product }
    return pulledBack(to: x, axis, Element.reductions.cumulativeProductsPullback, composed)
  }

  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func pulledBack(fromCumulativeLogSumsOf x: Tensor, alongAxis axis: Int) -> Tensor {
    pulledBack(to: x, axis, Element.reductions.cumulativeLogSumsPullback) { $0.scannedLogSums(alongAxis: axis) }
  }

  private func pulledBack(
    to x: Tensor, _ axis: Int,
    _ loop: (
      UnsafePointer<Element>, UnsafePointer<Element>, UnsafeMutablePointer<Element>, AxisSplit,
      UnsafeMutablePointer<Double>
    ) -> Void,
    _ composed: (Tensor) -> Tensor
  ) -> Tensor {
    if isRecorded || x.isRecorded { return vectorJacobianProduct(at: x, cotangent: self, of: composed).product }
    let split = AxisSplit(x.shape, at: axis)
    let cotangents = [Element](writing: x.count) { out in
      let scratch = UnsafeMutablePointer<Double>.allocate(capacity: 2 * split.scanRoom)
      defer { scratch.deallocate() }
      loop(elements, x.elements, out, split, scratch)
    }
    return Tensor(cotangents, shape: x.shape)
  }

  /// The products along an axis, whose extent becomes 1: halves are multiplied until one is left.
  fileprivate func halvedProduct(alongAxis axis: Int) -> Tensor {
    var factors = self
    while factors.shape[axis] > 1 {
      let extent = factors.shape[axis]
      let half = extent / 2
      let products =
        factors.slice(from: 0, to: half, alongAxis: axis) * factors.slice(from: half, to: 2 * half, alongAxis: axis)
      let rest = factors.slice(from: 2 * half, to: extent, alongAxis: axis)
      factors = extent % 2 == 0 ? products : .concatenated([products, rest], alongAxis: axis)
    }
    return factors.shape[axis] == 1 ? factors : .ones(Shape.replacing(axis, of: shape, by: 1))
  }

  fileprivate func scannedLogSums(alongAxis axis: Int) -> Tensor {
    func sum(_ left: Tensor, _ right: Tensor) -> Tensor {
      Tensor.stacked([left, right], alongAxis: 0).logSumExp(alongAxes: [0])
    }
    guard elements.contains(.infinity) else { return scanned(alongAxis: axis, sum) }
    return scanned(alongAxis: axis) { left, right in
      let larger = Tensor.maximum(left, right)
      let isInfinite = larger.constant .== .infinity
      let (a, b) = (Tensor.where(isInfinite, .zeros([]), left), Tensor.where(isInfinite, .zeros([]), right))
      return .where(isInfinite, larger, sum(a, b))
    }
  }

  /// Combines each element with all before it, by doubling: log n steps of one operation on whole tensors.
  fileprivate func scanned(alongAxis axis: Int, _ combine: (Tensor, Tensor) -> Tensor) -> Tensor {
    let extent = AxisSplit(shape, at: axis).extent
    var (scan, reach) = (self, 1)
    while reach < extent {
      let head = scan.slice(from: 0, to: reach, alongAxis: axis)
      let tail = combine(
        scan.slice(from: 0, to: extent - reach, alongAxis: axis), scan.slice(from: reach, to: extent, alongAxis: axis))
      scan = .concatenated([head, tail], alongAxis: axis)
      reach *= 2
    }
    return scan
  }
}
