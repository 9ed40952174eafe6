internal import Refusals

extension Tensor where Element: TensorScalar {
  /// The indices that sort the elements along an axis, stably: equal elements keep their order, in both directions. NaN comes
  /// last ascending and first descending.
  public func argsort(
    alongAxis axis: Int, descending: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor<Int> {
    let axis = Shape.axis(axis, of: shape)
    let sort = Element.orders.sort
    let indices = indicesOfRows(alongAxis: axis, count: Shape.split(shape, at: axis).extent) {
      sort($0, $1, $2, descending, $3)
    }
    return indices.behind(StepTrace.note("argsort", of: self, severs: true, at: .init(file, line), indices.elements))
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
    let top = Element.orders.top
    let order = indicesOfRows(alongAxis: axis, count: count) { top($0, $1, $2, count, largest, $3) }
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
    let element = Element.orders.element
    let first = indicesOfRows(alongAxis: axis, count: 1) { element($0, $1, $2, rank - 1, false, $3) }
    let (values, indices) = picked(first, alongAxis: axis, keepingDimension)
    return (values, indices.noted("element of rank", of: self, .init(file, line)))
  }

  /// The lower medians along an axis, and where they were; NaN where there is one.
  public func median(
    alongAxis axis: Int, keepingDimension: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor<Int>) {
    let axis = Shape.axis(axis, of: shape)
    let extent = Shape.split(shape, at: axis).extent
    require(extent > 0, "there is no median along axis \(axis) of \(shape)")
    let element = Element.orders.element
    let first = indicesOfRows(alongAxis: axis, count: 1) { element($0, $1, $2, (extent - 1) / 2, true, $3) }
    let (values, indices) = picked(first, alongAxis: axis, keepingDimension)
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
}

extension Tensor<Int> {
  /// These indices, known to come from a tensor by an operation that no gradient passes.
  fileprivate func noted<Scalar: TensorScalar>(_ name: String, of x: Tensor<Scalar>, _ place: SourcePlace) -> Tensor {
    behind(StepTrace.note(name, of: x, severs: true, at: place, elements))
  }

  func droppingDimension(_ axis: Int) -> Tensor {
    Tensor(elements, shape: Shape.removing(axis, from: shape)).behind(link)
  }
}
