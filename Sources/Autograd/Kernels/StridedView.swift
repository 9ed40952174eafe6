/// Some elements of a tensor, seen as a tensor of another shape: neighbours along each axis lie a stride apart, which may be
/// negative.
///
/// No two of them are the same element: what a view shows can be put back.
struct StridedView: Sendable {
  let shape: [Int]
  let strides: [Int]
  /// Of the first element.
  let offset: Int

  /// - Parameters:
  ///   - source: the shape of the tensor that is seen.
  ///   - axes: for each axis of the view the axis of the source along which it runs, from where on, and how.
  init(of source: [Int], shape: [Int], axes: [(axis: Int, start: Int, step: Int)]) {
    let strides = Shape.strides(of: source)
    self.shape = shape
    self.strides = axes.map { strides[$0.axis] * $0.step }
    offset = axes.reduce(0) { $0 + strides[$1.axis] * $1.start }
  }

  init(shape: [Int], strides: [Int], offset: Int) {
    (self.shape, self.strides, self.offset) = (shape, strides, offset)
  }

  /// The part of a tensor with these extents, from these indices on.
  init(of source: [Int], from starts: [Int], shape: [Int]) {
    self.init(of: source, shape: shape, axes: starts.indices.map { ($0, starts[$0], 1) })
  }

  var count: Int { shape.reduce(1, *) }
}
