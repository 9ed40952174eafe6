extension Tensor where Element: TensorScalar {
  /// The sums of all elements up to each along an axis.
  public func cumulativeSum(alongAxis axis: Int) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    let (outer, extent, inner) = Shape.split(shape, at: axis)
    var sums = elements
    for block in 0..<outer {
      for index in stride(from: 1, to: extent, by: 1) {
        let start = (block * extent + index) * inner
        for offset in start..<(start + inner) { sums[offset] += sums[offset - inner] }
      }
    }
    return .recording(.cumulativeSum(axis: axis), [self], sums, shape: shape)
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
    records(alongAxis: axis, .init(file, line)) { $0 >= $1 }
  }

  /// The smallest of all elements up to each along an axis, and where it is; on ties the latest takes place and gradient. From
  /// the first NaN on everything is NaN.
  public func cumulativeMin(
    alongAxis axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor<Int>) {
    records(alongAxis: axis, .init(file, line)) { $0 <= $1 }
  }

  private func records(
    alongAxis axis: Int, _ source: SourcePlace, _ replaces: (Element, Element) -> Bool
  ) -> (values: Tensor, indices: Tensor<Int>) {
    let axis = Shape.axis(axis, of: shape)
    let (outer, extent, inner) = Shape.split(shape, at: axis)
    var indices = [Int](repeating: 0, count: count)
    for position in 0..<(outer * inner) {
      let start = position / inner * extent * inner + position % inner
      var best = 0
      for index in 0..<extent {
        let (value, record) = (elements[start + index * inner], elements[start + best * inner])
        if value.isNaN || (!record.isNaN && replaces(value, record)) { best = index }
        indices[start + index * inner] = best
      }
    }
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
