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

  /// The products of all elements up to each along an axis, in Double; gradients are exact with zeros, to every order.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func cumulativeProduct(alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let products = [Element](writing: count) {
      Element.reductions.cumulativeProducts(elements, $0, AxisSplit(shape, at: axis))
    }
    return .recording(.cumulativeProduct(axis: axis), [self], products, shape: shape)
  }

  /// log(sum of e^x) of all elements up to each along an axis, without overflow, in Double. From an infinite element on it is
  /// infinite, and the gradient of that is the limit: all of it goes to the infinite elements. Of nothing but -infinity it is
  /// -infinity, with gradient 0.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func cumulativeLogSumExp(alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let sums = [Element](writing: count) {
      Element.reductions.cumulativeLogSums(elements, $0, AxisSplit(shape, at: axis))
    }
    return .recording(.cumulativeLogSumExp(axis: axis), [self], sums, shape: shape)
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

  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  private func records(
    _ extremum: Extremum, alongAxis axis: Int, _ source: SourcePlace
  ) -> (values: Tensor, indices: Tensor<Int>) {
    let axis = Shape.axis(axis, of: shape)
    let split = AxisSplit(shape, at: axis)
    var values: [Element] = []
    let indices = [Int](writing: count) { indices in
      values = [Element](writing: count) { Element.reductions.records(extremum, elements, $0, indices, split) }
    }
    let link = StepTrace.note("cumulative extreme", of: self, severs: true, at: source, indices)
    return (
      .recording(.take(.entries(indices, split)), [self], values, shape: shape),
      Tensor<Int>(indices, shape: shape).behind(link)
    )
  }
}
