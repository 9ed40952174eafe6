extension Tensor where Element: TensorScalar {
  /// The sums of all elements up to each along an axis.
  public func cumulativeSum(alongAxis axis: Int) -> Tensor {
    accumulated(alongAxis: Shape.axis(axis, of: shape), reversed: false)
  }

  /// The sums of all elements up to each, or from each on, in Double.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func accumulated(alongAxis axis: Int, reversed: Bool) -> Tensor {
    let sums = [Element](writing: count) { out in
      Element.loops.cumulativeSums(elements, out, AxisSplit(shape, at: axis), reversed)
    }
    return .recording(.cumulativeSum(axis: axis, reversed: reversed), [self], sums, shape: shape)
  }

  /// The products of all elements up to each along an axis; gradients are exact with zeros.
  public func cumulativeProduct(alongAxis axis: Int) -> Tensor {
    scanned(alongAxis: axis) { $0 * $1 }
  }

  /// log(sum of e^x) of all elements up to each along an axis, without overflow. From an infinite element on it is infinite, and
  /// the gradient of that is the limit: all of it goes to the infinite elements.
  public func cumulativeLogSumExp(alongAxis axis: Int) -> Tensor {
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

  /// The largest of all elements up to each along an axis, and where it is; on ties the latest takes place and gradient. From
  /// the first NaN on everything is NaN.
  public func cumulativeMax(
    alongAxis axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor<Int>) {
    records(.greatest, alongAxis: axis, .init(file, line))
  }

  /// The smallest of all elements up to each along an axis, and where it is; on ties the latest takes place and gradient. From
  /// the first NaN on everything is NaN.
  public func cumulativeMin(
    alongAxis axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor<Int>) {
    records(.least, alongAxis: axis, .init(file, line))
  }

  private func records(
    _ extremum: Extremum, alongAxis axis: Int, _ source: SourcePlace
  ) -> (values: Tensor, indices: Tensor<Int>) {
    let axis = Shape.axis(axis, of: shape)
    let indices = [Int](writing: count) { Element.orders.records(extremum, elements, $0, AxisSplit(shape, at: axis)) }
    let link = StepTrace.note("cumulative extreme", of: self, severs: true, at: source, indices)
    let places = Tensor<Int>(indices, shape: shape)
    return (gathering(places, alongAxis: axis), places.behind(link))
  }

  /// Combines each element with all before it, by doubling: log n steps of one operation on whole tensors.
  private func scanned(alongAxis axis: Int, _ combine: (Tensor, Tensor) -> Tensor) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let (_, extent, _) = Shape.split(shape, at: axis)
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
