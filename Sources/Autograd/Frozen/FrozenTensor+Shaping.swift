internal import Refusals

// What moves elements that carry no gradient: the rules are those of real elements, under the same names.
extension Tensor where Element: FrozenElement {
  /// The same elements in another shape of the same count; one extent may be -1, to be found out.
  public func reshaped(to shape: [Int]) -> Tensor {
    Tensor(elements, shape: Shape.resolved(shape, for: self.shape)).behind(link)
  }

  /// With a dimension of extent 1 before `axis` (at the end for `rank`).
  public func expandingDimension(at axis: Int) -> Tensor { reshaped(to: Shape.expanding(shape, at: axis)) }

  /// Repeated along missing dimensions and those of extent 1, by NumPy's rules; -1 stands for an extent that stays.
  public func broadcast(to shape: [Int]) -> Tensor {
    let shape = Shape.target(shape, ofBroadcasting: self.shape)
    return shape == self.shape ? self : Tensor(repeated(to: shape), shape: shape).behind(link)
  }

  /// Rows become columns.
  ///
  /// - Precondition: the rank is 2.
  public func transposed() -> Tensor { seen(StridedView(transposing: shape)) }

  /// The axes in another order: axis i of the result is axis `permutation[i]` of this tensor.
  public func transposed(permutation: [Int]) -> Tensor {
    let (permuted, view) = StridedView.permuting(shape, permutation)
    return view.map { seen($0) } ?? reshaped(to: permuted)
  }

  /// With the elements along some axes in reverse order.
  public func flipped(alongAxes axes: [Int]) -> Tensor { seen(StridedView(flipping: shape, alongAxes: axes)) }

  /// The slices `start` ..< `end` along an axis, every `step`-th of them, by Python's rules: nil is the edge, negative numbers
  /// count from the end, and what lies beyond the edges is left out.
  public func slice(from start: Int?, to end: Int?, alongAxis axis: Int, step: Int = 1) -> Tensor {
    StridedView(slicing: shape, from: start, to: end, alongAxis: axis, step: step).map { seen($0) } ?? self
  }

  /// The tensors one after the other along an axis; off the axis their shapes agree, but that parts of shape [0] count as
  /// nothing.
  public static func concatenated(_ parts: [Tensor], alongAxis axis: Int) -> Tensor {
    require(!parts.isEmpty, "there is nothing to concatenate")
    let some = parts.filter { $0.shape != [0] }
    if !some.isEmpty && some.count < parts.count { return concatenated(some, alongAxis: axis) }
    let (axis, shape) = Shape.concatenating(parts.map { $0.shape }, alongAxis: axis)
    return parts.reduce(Tensor(joined(parts, alongAxis: axis, to: shape), shape: shape)) { $0.behind($1.link) }
  }

  /// Tensors of one shape side by side along a new axis.
  public static func stacked(_ parts: [Tensor], alongAxis axis: Int) -> Tensor {
    require(!parts.isEmpty, "there is nothing to stack")
    let place = axis < 0 ? axis + parts[0].rank + 1 : axis
    require(parts.allSatisfy { $0.shape == parts[0].shape }, "stacked tensors have one shape")
    return concatenated(parts.map { $0.expandingDimension(at: place) }, alongAxis: place)
  }

  /// What a view of this tensor shows.
  func seen(_ view: StridedView) -> Tensor { Tensor(taken(.view(view), view.count), shape: view.shape).behind(link) }
}
