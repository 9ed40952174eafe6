internal import Refusals

/// Arithmetic on extents.
enum Shape {
  /// The number of elements; refuses negative extents, and more elements than a memory could hold.
  static func count(of shape: [Int]) -> Int {
    var count = 1
    var isRepresentable = true
    for extent in shape {
      require(extent >= 0, "shape \(shape) has a negative extent")
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      isRepresentable = isRepresentable && !overflows
      count = product
    }
    require(
      isRepresentable && count <= Int.max / 16 || shape.contains(0),
      "shape \(shape) has more elements than fit any memory")
    return shape.contains(0) ? 0 : count
  }

  /// The shape to which both broadcast, by NumPy's rules: aligned at the last dimension, extents equal or 1.
  static func broadcast(_ left: [Int], _ right: [Int]) -> [Int] {
    if left == right { return left }
    let rank = max(left.count, right.count)
    return (0..<rank).map { axis in
      let (a, b) = (extent(left, axis, rank), extent(right, axis, rank))
      require(a == b || a == 1 || b == 1, "the shapes \(left) and \(right) do not broadcast")
      return a == 1 ? b : a
    }
  }

  /// How far apart neighbours along each axis of `target` lie in a tensor of shape `shape`: 0 along broadcast axes.
  static func strides(of shape: [Int], broadcastTo target: [Int]) -> [Int] {
    var strides = [Int](repeating: 0, count: target.count)
    var step = 1
    for axis in shape.indices.reversed() {
      if shape[axis] != 1 { strides[target.count - shape.count + axis] = step }
      step *= shape[axis]
    }
    return strides
  }

  /// How far apart neighbours along each axis lie.
  static func strides(of shape: [Int]) -> [Int] {
    var strides = shape
    var step = 1
    for axis in shape.indices.reversed() {
      strides[axis] = step
      step *= shape[axis]
    }
    return strides
  }

  /// The axis counted from 0; negative axes count from the end. A single value counts as a row of one: axis 0.
  static func axis(_ axis: Int, of shape: [Int]) -> Int {
    let rank = max(shape.count, 1)
    let resolved = axis < 0 ? axis + rank : axis
    require(resolved >= 0 && resolved < rank, "there is no axis \(axis) in shape \(shape)")
    return resolved
  }

  /// A shape seen from one axis: so many blocks of `extent` slices of `inner` elements.
  static func split(_ shape: [Int], at axis: Int) -> (outer: Int, extent: Int, inner: Int) {
    if shape.isEmpty { return (1, 1, 1) }
    return (shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *))
  }

  /// Without an axis; a single value stays one.
  static func removing(_ axis: Int, from shape: [Int]) -> [Int] {
    var rest = shape
    if !rest.isEmpty { rest.remove(at: axis) }
    return rest
  }

  /// With another extent along an axis; a single value stays one as long as that is 1.
  static func replacing(_ axis: Int, of shape: [Int], by extent: Int) -> [Int] {
    if shape.isEmpty && extent == 1 { return [] }
    var replaced = shape.isEmpty ? [1] : shape
    replaced[axis] = extent
    return replaced
  }

  /// The axes of `shape` along which a tensor of shape `target` was broadcast to it.
  static func broadcastAxes(from target: [Int], to shape: [Int]) -> [Int] {
    let missing = shape.count - target.count
    return shape.indices.filter { $0 < missing || (target[$0 - missing] == 1 && shape[$0] != 1) }
  }

  private static func extent(_ shape: [Int], _ axis: Int, _ rank: Int) -> Int {
    let own = axis - (rank - shape.count)
    return own < 0 ? 1 : shape[own]
  }
}
