/// Where the elements of one tensor lie in another: how elements are moved about, and moved back.
///
/// Regular places take no memory of the tensor's size, and indices none but their own.
enum Places: Sendable {
  /// One position per element; a negative one means none.
  case list([Int])
  /// No two alike.
  case view(StridedView)
  /// Whole slices along an axis of the source.
  case slices([Int], AxisSplit)
  /// One index along an axis of the source per element, everything else as at the element.
  case entries([Int], AxisSplit)

  /// One position per element.
  var positions: [Int] {
    switch self {
    case .list(let positions): return positions
    case .view(let view):
      let all = Array(0..<(Shape.reach(of: view)))
      return [Int](writing: view.count) { out in StridedCopy(taking: view).copy(all, to: out) }
    case .slices(let indices, let axis):
      return [Int](writing: axis.outer * indices.count * axis.inner) { out in
        var next = out
        for block in 0..<axis.outer {
          for index in indices {
            let start = (block * axis.extent + index) * axis.inner
            for offset in 0..<axis.inner { next[offset] = start + offset }
            next += axis.inner
          }
        }
      }
    case .entries(let indices, let axis):
      return [Int](writing: indices.count) { out in
        Self.forEachSlice(of: indices.count, axis) { first, start in
          for offset in 0..<axis.inner { out[first + offset] = start + indices[first + offset] * axis.inner + offset }
        }
      }
    }
  }

  /// Calls `body` for each slice of entries with the number of its first and where its block begins in the source.
  @inline(__always)
  static func forEachSlice(of count: Int, _ axis: AxisSplit, _ body: (_ first: Int, _ start: Int) -> Void) {
    guard axis.rows > 0 else { return }
    let extent = count / axis.rows
    for block in 0..<axis.outer {
      for slice in 0..<extent { body((block * extent + slice) * axis.inner, block * axis.extent * axis.inner) }
    }
  }
}

extension Shape {
  /// One more than the last position that a view shows.
  fileprivate static func reach(of view: StridedView) -> Int {
    view.shape.contains(0)
      ? 0 : zip(view.shape, view.strides).reduce(view.offset + 1) { $0 + max(0, ($1.0 - 1) * $1.1) }
  }
}
