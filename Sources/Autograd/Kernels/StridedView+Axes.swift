internal import Refusals

// The views of a tensor of some shape that single operations show, whatever its elements are.
extension StridedView {
  /// Rows become columns.
  init(transposing shape: [Int]) {
    require(shape.count == 2, "a tensor of shape \(shape) has more than rows and columns: name the permutation")
    self.init(of: shape, shape: [shape[1], shape[0]], axes: [(1, 0, 1), (0, 0, 1)])
  }

  /// The axes in another order; nil in the place of the view: only axes of extent 1 move, so that no element does.
  static func permuting(_ shape: [Int], _ permutation: [Int]) -> (shape: [Int], view: StridedView?) {
    let axes = permutation.map { Shape.axis($0, of: shape) }
    require(axes.sorted() == Array(shape.indices), "\(permutation) is no permutation of \(shape.count) axes")
    let permuted = axes.map { shape[$0] }
    let moving = axes.filter { shape[$0] != 1 }
    if moving == moving.sorted() { return (permuted, nil) }
    return (permuted, StridedView(of: shape, shape: permuted, axes: axes.map { ($0, 0, 1) }))
  }

  /// With the elements along some axes in reverse order.
  init(flipping shape: [Int], alongAxes axes: [Int]) {
    let reversed = Shape.axes(axes, of: shape)
    self.init(
      of: shape, shape: shape,
      axes: shape.indices.map { reversed.contains($0) ? ($0, Swift.max(shape[$0] - 1, 0), -1) : ($0, 0, 1) })
  }

  /// Slices by Python's rules; nil: all of them.
  init?(slicing shape: [Int], from start: Int?, to end: Int?, alongAxis axis: Int, step: Int) {
    require(step >= 1, "a step is at least 1")
    require(!shape.isEmpty, "a single value has no slices")
    let place = Shape.axis(axis, of: shape)
    let extent = shape[place]
    func held(_ index: Int) -> Int { Swift.min(Swift.max(index < 0 ? index + extent : index, 0), extent) }
    let (first, last) = (start.map(held) ?? 0, end.map(held) ?? extent)
    let count = first < last ? (last - first - 1) / step + 1 : 0
    if count == extent { return nil }
    self.init(
      of: shape, shape: Shape.replacing(place, of: shape, by: count),
      axes: shape.indices.map { $0 == place ? ($0, count == 0 ? 0 : first, step) : ($0, 0, 1) })
  }

  /// One slice along an axis, which disappears; a negative index counts from the end.
  init(selecting index: Int, alongAxis axis: Int, of shape: [Int]) {
    require(!shape.isEmpty, "a single value has no slices")
    let axis = Shape.axis(axis, of: shape)
    let place = index < 0 ? index + shape[axis] : index
    Shape.check([place], in: shape[axis])
    let axes = shape.indices.filter { $0 != axis }
    let view = StridedView(of: shape, shape: Shape.removing(axis, from: shape), axes: axes.map { ($0, 0, 1) })
    self.init(shape: view.shape, strides: view.strides, offset: place * AxisSplit(shape, at: axis).inner)
  }
}
