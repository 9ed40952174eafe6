internal import Refusals

extension Tensor where Element: TensorScalar {
  /// The indices that sort the elements along an axis, stably: equal elements keep their order, in both directions. NaN comes
  /// last ascending and first descending.
  public func argsort(
    alongAxis axis: Int, descending: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor<Int> {
    let axis = Shape.axis(axis, of: shape)
    let (outer, extent, inner) = Shape.split(shape, at: axis)
    var indices = [Int](repeating: 0, count: count)
    for position in 0..<(outer * inner) {
      let start = position / inner * extent * inner + position % inner
      let order = (0..<extent).sorted { left, right in
        let (a, b) = (elements[start + left * inner], elements[start + right * inner])
        if a == b || (a.isNaN && b.isNaN) { return left < right }
        if a.isNaN || b.isNaN { return a.isNaN == descending }
        return descending ? a > b : a < b
      }
      for (place, index) in order.enumerated() { indices[start + place * inner] = index }
    }
    let link = StepTrace.note("argsort", of: self, severs: true, at: .init(file, line), indices)
    return Tensor<Int>(indices, shape: shape).behind(link)
  }

  /// The elements in order along an axis, and where they were; see ``argsort(alongAxis:descending:file:line:)``. Gradients go back
  /// through the permutation, twice if need be.
  public func sorted(
    alongAxis axis: Int, descending: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor<Int>) {
    let order = constant.argsort(alongAxis: axis, descending: descending)
    return (gathering(order, alongAxis: axis), order.noted("sorted", of: self, .init(file, line)))
  }

  /// The `count` largest (or smallest) elements along an axis, in order, and where they were; ties: the lowest index. NaN
  /// counts as the largest.
  public func top(
    _ count: Int, alongAxis axis: Int, largest: Bool = true, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor<Int>) {
    let axis = Shape.axis(axis, of: shape)
    let extent = Shape.split(shape, at: axis).extent
    require(count >= 0 && count <= extent, "there are no \(count) elements along axis \(axis) of \(shape)")
    let order = constant.argsort(alongAxis: axis, descending: largest).prefix(count, alongAxis: axis)
    return (gathering(order, alongAxis: axis), order.noted("top", of: self, .init(file, line)))
  }

  /// The `rank`-th smallest elements along an axis, counted from 1, and where they were; ties: the lowest index. NaN counts as
  /// the largest.
  public func element(
    ofRank rank: Int, alongAxis axis: Int, keepingDimension: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> (values: Tensor, indices: Tensor<Int>) {
    let axis = Shape.axis(axis, of: shape)
    let extent = Shape.split(shape, at: axis).extent
    require(rank >= 1 && rank <= extent, "there is no element of rank \(rank) along axis \(axis) of \(shape)")
    // Among equal elements the stable order puts the lowest index first; look for it.
    let order = constant.argsort(alongAxis: axis)
    let place = order.slice(at: rank - 1, alongAxis: axis)
    let first = lowestIndices(equalTo: gathering(place, alongAxis: axis), alongAxis: axis)
    let (values, indices) = picked(first, alongAxis: axis, keepingDimension)
    return (values, indices.noted("element of rank", of: self, .init(file, line)))
  }

  /// The lower medians along an axis, and where they were; NaN where there is one.
  public func median(
    alongAxis axis: Int, keepingDimension: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor<Int>) {
    let axis = Shape.axis(axis, of: shape)
    let middle = constant.element(
      ofRank: (Shape.split(shape, at: axis).extent + 1) / 2, alongAxis: axis, keepingDimension: true)
    let worst = constant.argmax(alongAxis: axis, keepingDimension: true)
    let extremes = gathering(worst, alongAxis: axis).elements
    let chosen = zip(extremes, zip(worst.elements, middle.indices.elements)).map { $0.isNaN ? $1.0 : $1.1 }
    let (values, indices) = picked(Tensor<Int>(chosen, shape: worst.shape), alongAxis: axis, keepingDimension)
    return (values, indices.noted("median", of: self, .init(file, line)))
  }

  /// The elements at one index per slice, and the indices, with or without the dimension.
  private func picked(
    _ indices: Tensor<Int>, alongAxis axis: Int, _ keepingDimension: Bool
  ) -> (values: Tensor, indices: Tensor<Int>) {
    let values = gathering(indices, alongAxis: axis)
    return (
      values.dropping([axis], unless: keepingDimension), keepingDimension ? indices : indices.droppingDimension(axis)
    )
  }

  /// The lower median of all elements; NaN where there is one, or no element at all. On ties the gradient is split evenly.
  public func median() -> Tensor {
    if count == 0 { return Tensor(.nan) }
    let row = constant.reshaped(to: [count])
    let value = row.median(alongAxis: 0).values.reshaped(to: shape.map { _ in 1 })
    let axes = Array(shape.indices)
    return withEvenSlopes(value, alongAxes: axes).dropping(axes, unless: false)
  }

  private func lowestIndices(equalTo values: Tensor, alongAxis axis: Int) -> Tensor<Int> {
    let equal = constant .== values.constant
    let isNaN = constant .!= constant
    let wanted = values.constant.broadcast(to: shape).elements
    let matches = equal.elements.indices.map { equal.elements[$0] || (isNaN.elements[$0] && wanted[$0].isNaN) ? 1 : 0 }
    return Tensor<Int>(matches, shape: shape).argmax(alongAxis: axis, keepingDimension: true)
  }
}

extension Tensor<Int> {
  /// These indices, known to come from a tensor by an operation that no gradient passes.
  fileprivate func noted<Scalar: TensorScalar>(_ name: String, of x: Tensor<Scalar>, _ place: SourcePlace) -> Tensor {
    behind(StepTrace.note(name, of: x, severs: true, at: place, elements))
  }

  func droppingDimension(_ axis: Int) -> Tensor {
    Tensor(elements, shape: Shape.removing(axis, from: shape)).behind(link)
  }

  /// The first slices along an axis.
  func prefix(_ count: Int, alongAxis axis: Int) -> Tensor { slices(0..<count, alongAxis: axis) }

  func slice(at index: Int, alongAxis axis: Int) -> Tensor { slices(index..<(index + 1), alongAxis: axis) }

  private func slices(_ range: Range<Int>, alongAxis axis: Int) -> Tensor {
    let part = Shape.replacing(axis, of: shape, by: range.count)
    if part.isEmpty { return self }
    let positions = Shape.positions(in: part, of: rank == 0 ? [1] : shape) { index in
      index[axis] += range.lowerBound
      return true
    }
    return Tensor(positions.map { elements[$0] }, shape: part).behind(link)
  }
}
