internal import Refusals

extension Tensor {
  func repeated(to shape: [Int]) -> [Element] {
    if shape == self.shape { return elements }
    require(Shape.broadcast(self.shape, shape) == shape, "shape \(self.shape) does not broadcast to \(shape)")
    let runs = BroadcastRuns(self.shape, shape)
    return [Element](writing: runs.count) { out in
      elements.withUnsafeBufferPointer { x in
        nonisolated(unsafe) let (x, out) = (x.baseAddress!, out)
        runs.forEachBlock { MovingWords.spread(x, to: out, $0) }
      }
    }
  }
}

extension Tensor where Element: TensorScalar {
  /// The same elements in another shape of the same count; one extent may be -1, to be found out.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func reshaped(to shape: [Int]) -> Tensor {
    let shape = Shape.resolved(shape, for: self.shape)
    return shape == self.shape ? self : .recording(.reshape, [self], elements, shape: shape)
  }

  /// With a dimension of extent 1 before `axis` (at the end for `rank`).
  public func expandingDimension(at axis: Int) -> Tensor {
    reshaped(to: Shape.expanding(shape, at: axis))
  }

  /// Repeated along missing dimensions and those of extent 1, by NumPy's rules; -1 stands for an extent that stays.
  public func broadcast(to shape: [Int]) -> Tensor {
    let shape = Shape.target(shape, ofBroadcasting: self.shape)
    return shape == self.shape ? self : .recording(.broadcast, [self], repeated(to: shape), shape: shape)
  }

  /// Rows become columns.
  ///
  /// - Precondition: the rank is 2.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func transposed() -> Tensor {
    seen(StridedView(transposing: shape))
  }

  /// The axes in another order: axis i of the result is axis `permutation[i]` of this tensor.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func transposed(permutation: [Int]) -> Tensor {
    let (permuted, view) = StridedView.permuting(shape, permutation)
    return view.map { seen($0) } ?? reshaped(to: permuted)
  }

  /// With the elements along some axes in reverse order.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func flipped(alongAxes axes: [Int]) -> Tensor {
    seen(StridedView(flipping: shape, alongAxes: axes))
  }

  /// The slices `start` ..< `end` along an axis, every `step`-th of them, by Python's rules: nil is the edge, negative numbers
  /// count from the end, and what lies beyond the edges is left out.
  public func slice(from start: Int?, to end: Int?, alongAxis axis: Int, step: Int = 1) -> Tensor {
    StridedView(slicing: shape, from: start, to: end, alongAxis: axis, step: step).map { seen($0) } ?? self
  }
}

extension Shape {
  /// A shape for what fills another one; one extent may be -1, to be found out.
  static func resolved(_ shape: [Int], for source: [Int]) -> [Int] {
    var shape = shape
    let total = count(of: source)
    if let open = shape.firstIndex(of: -1) {
      let known = count(of: shape.enumerated().filter { $0.offset != open }.map { $0.element })
      require(known != 0, "the extent that is -1 in \(shape) may be anything")
      shape[open] = total / known
    }
    require(count(of: shape) == total, "shape \(source) cannot become \(shape)")
    return shape
  }

  /// With a dimension of extent 1 before `axis`.
  static func expanding(_ shape: [Int], at axis: Int) -> [Int] {
    require((0...shape.count).contains(axis), "there is no place \(axis) in shape \(shape)")
    var expanded = shape
    expanded.insert(1, at: axis)
    return expanded
  }

  /// The shape to which another one is to broadcast; -1 stands for an extent that stays.
  static func target(_ target: [Int], ofBroadcasting shape: [Int]) -> [Int] {
    let missing = target.count - shape.count
    let full = target.indices.map { target[$0] == -1 && $0 >= missing ? shape[$0 - missing] : target[$0] }
    require(full.allSatisfy { $0 >= 0 }, "shape \(full) has a negative extent")
    require(broadcast(shape, full) == full, "shape \(shape) does not broadcast to \(full)")
    return full
  }
}
