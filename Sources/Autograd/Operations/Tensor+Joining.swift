internal import Refusals

extension Tensor where Element: TensorScalar {
  /// The tensors one after the other along an axis; off the axis their shapes agree, but that parts of shape [0] count as
  /// nothing.
  public static func concatenated(_ parts: [Tensor], alongAxis axis: Int) -> Tensor {
    require(!parts.isEmpty, "there is nothing to concatenate")
    let some = parts.filter { $0.shape != [0] }
    if !some.isEmpty && some.count < parts.count { return concatenated(some, alongAxis: axis) }
    let (axis, shape) = Shape.concatenating(parts.map { $0.shape }, alongAxis: axis)
    return .recording(.concatenate(axis: axis), parts, joined(parts, alongAxis: axis, to: shape), shape: shape)
  }

  /// Tensors of one shape side by side along a new axis.
  public static func stacked(_ parts: [Tensor], alongAxis axis: Int) -> Tensor {
    require(!parts.isEmpty, "there is nothing to stack")
    let place = axis < 0 ? axis + parts[0].rank + 1 : axis
    require(parts.allSatisfy { $0.shape == parts[0].shape }, "stacked tensors have one shape")
    return concatenated(parts.map { $0.expandingDimension(at: place) }, alongAxis: place)
  }

  /// What padding is filled with.
  public enum Padding: Sendable, Equatable {
    case constant(Element)
    /// The elements behind the edge, in reverse, without the edge itself.
    case reflection
    /// The edge.
    case replication
    /// The other end of what negative numbers leave.
    case circulation
  }

  /// With so many elements more before and after the ends of each axis; negative numbers take away.
  ///
  /// - Precondition: a reflection is shorter than its axis, a circulation at most as long as what is left of it.
  public func padded(_ amounts: [(before: Int, after: Int)], with padding: Padding = .constant(0)) -> Tensor {
    require(amounts.count == rank, "\(amounts.count) amounts for shape \(shape)")
    let padded = zip(shape, amounts).map { $0 + $1.before + $1.after }
    for (extent, amount) in zip(shape, amounts) { padding.check(extent, amount.before, amount.after) }
    guard case .constant(let value) = padding else {
      return shape.indices.reduce(self) { tensor, axis in
        let (before, after) = amounts[axis]
        if before == 0 && after == 0 { return tensor }
        let sources = (0..<padded[axis]).map { padding.source(of: $0 - before, in: shape[axis], before, after) }
        return tensor.taking(
          .slices(sources, AxisSplit(tensor.shape, at: axis)),
          shape: Shape.replacing(axis, of: tensor.shape, by: sources.count))
      }
    }
    // First what goes, then what comes.
    let left = zip(shape, amounts).map { $0 + Swift.min($1.before, 0) + Swift.min($1.after, 0) }
    let rest =
      left == shape ? self : seen(StridedView(of: shape, from: amounts.map { Swift.max(-$0.before, 0) }, shape: left))
    if padded == left { return rest }
    let view = StridedView(of: padded, from: amounts.map { Swift.max($0.before, 0) }, shape: left)
    return rest.putting(at: .view(view), shape: padded, filling: value)
  }
}

extension Tensor {
  /// The elements of the parts one after the other along an axis of a shape that they fill.
  static func joined(_ parts: [Tensor], alongAxis axis: Int, to shape: [Int]) -> [Element] {
    var start = [Int](repeating: 0, count: shape.count)
    return [Element](writing: shape.reduce(1, *)) { out in
      for part in parts where part.count > 0 {
        let view = StridedView(of: shape, from: start, shape: part.shape)
        part.elements.withUnsafeBufferPointer { StridedCopy(putting: view).copy($0.baseAddress!, to: out) }
        start[axis] += part.shape[axis]
      }
    }
  }
}

extension Shape {
  /// The axis, counted from 0, along which tensors of these shapes join, and the shape that they fill.
  static func concatenating(_ shapes: [[Int]], alongAxis axis: Int) -> (axis: Int, shape: [Int]) {
    require(!shapes[0].isEmpty, "a single value cannot be concatenated: stack it")
    let axis = Self.axis(axis, of: shapes[0])
    var shape = shapes[0]
    shape[axis] = 0
    for part in shapes {
      require(part.count == shape.count, "shape \(part) does not fit \(shapes[0]) along axis \(axis)")
      var expected = shape
      expected[axis] = part[axis]
      require(part == expected, "shape \(part) does not fit \(shapes[0]) along axis \(axis)")
      shape[axis] += part[axis]
    }
    return (axis, shape)
  }
}

extension Tensor.Padding {
  /// Whether only what is left of an axis counts.
  private var isLocal: Bool {
    switch self {
    case .constant, .circulation: true
    case .reflection, .replication: false
    }
  }

  /// Which element of an axis stands at a place, counted from its first, that may lie beyond its ends.
  fileprivate func source(of place: Int, in extent: Int, _ before: Int, _ after: Int) -> Int {
    switch self {
    case .constant: return place
    case .reflection: return place < 0 ? -place : place >= extent ? 2 * (extent - 1) - place : place
    case .replication: return Swift.min(Swift.max(place, 0), extent - 1)
    case .circulation:
      let start = Swift.max(-before, 0)
      let left = extent - start - Swift.max(-after, 0)
      return start + (place - start + left) % left
    }
  }

  /// Whether an axis has enough to pad with.
  fileprivate func check(_ extent: Int, _ before: Int, _ after: Int) {
    let most = Swift.max(before, after)
    let left = extent + Swift.min(before, 0) + Swift.min(after, 0)
    require(
      extent + before + after >= 0 && (left >= 0 || !isLocal), "padding takes away more than there is")
    switch self {
    case .constant: break
    case .reflection: require(most <= 0 || most < extent, "an axis of \(extent) reflects less than \(most)")
    case .replication: require(most <= 0 || extent > 0, "there is no edge to replicate")
    case .circulation: require(most <= 0 || most <= left, "an axis of \(left) circulates once, not \(most)")
    }
  }
}
