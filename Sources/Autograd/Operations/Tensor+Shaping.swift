internal import Refusals

extension Tensor<Bool> {
  /// Repeated along missing dimensions and those of extent 1, by NumPy's rules.
  public func broadcast(to shape: [Int]) -> Tensor { Tensor(repeated(to: shape), shape: shape).behind(link) }
}

extension Tensor<Int> {
  /// Repeated along missing dimensions and those of extent 1, by NumPy's rules.
  public func broadcast(to shape: [Int]) -> Tensor { Tensor(repeated(to: shape), shape: shape).behind(link) }
}

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
    var shape = shape
    if let open = shape.firstIndex(of: -1) {
      let known = Shape.count(of: shape.enumerated().filter { $0.offset != open }.map { $0.element })
      require(known != 0, "the extent that is -1 in \(shape) may be anything")
      shape[open] = count / known
    }
    require(Shape.count(of: shape) == count, "shape \(self.shape) cannot become \(shape)")
    return shape == self.shape ? self : .recording(.reshape, [self], elements, shape: shape)
  }

  /// With a dimension of extent 1 before `axis` (at the end for `rank`).
  public func expandingDimension(at axis: Int) -> Tensor {
    require((0...rank).contains(axis), "there is no place \(axis) in shape \(shape)")
    var expanded = shape
    expanded.insert(1, at: axis)
    return reshaped(to: expanded)
  }

  /// Repeated along missing dimensions and those of extent 1, by NumPy's rules; -1 stands for an extent that stays.
  public func broadcast(to shape: [Int]) -> Tensor {
    let missing = shape.count - rank
    let shape = shape.indices.map { shape[$0] == -1 && $0 >= missing ? self.shape[$0 - missing] : shape[$0] }
    if shape == self.shape { return self }
    require(
      shape.allSatisfy { $0 >= 0 } && Shape.broadcast(self.shape, shape) == shape,
      "shape \(self.shape) does not broadcast to \(shape)")
    return .recording(.broadcast, [self], repeated(to: shape), shape: shape)
  }

  /// Rows become columns.
  ///
  /// - Precondition: the rank is 2.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func transposed() -> Tensor {
    require(rank == 2, "a tensor of shape \(shape) has more than rows and columns: name the permutation")
    return seen(StridedView(of: shape, shape: [shape[1], shape[0]], axes: [(1, 0, 1), (0, 0, 1)]))
  }

  /// The axes in another order: axis i of the result is axis `permutation[i]` of this tensor.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func transposed(permutation: [Int]) -> Tensor {
    let axes = permutation.map { Shape.axis($0, of: shape) }
    require(axes.sorted() == Array(shape.indices), "\(permutation) is no permutation of \(rank) axes")
    let permuted = axes.map { shape[$0] }
    // What only moves axes of extent 1 moves nothing.
    let moving = axes.filter { shape[$0] != 1 }
    if moving == moving.sorted() { return reshaped(to: permuted) }
    return seen(StridedView(of: shape, shape: permuted, axes: axes.map { ($0, 0, 1) }))
  }

  /// With the elements along some axes in reverse order.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func flipped(alongAxes axes: [Int]) -> Tensor {
    let reversed = Shape.axes(axes, of: shape)
    return seen(
      StridedView(
        of: shape, shape: shape,
        axes: shape.indices.map { reversed.contains($0) ? ($0, Swift.max(shape[$0] - 1, 0), -1) : ($0, 0, 1) }))
  }

  /// The slices `start` ..< `end` along an axis, every `step`-th of them, by Python's rules: nil is the edge, negative numbers
  /// count from the end, and what lies beyond the edges is left out.
  public func slice(from start: Int?, to end: Int?, alongAxis axis: Int, step: Int = 1) -> Tensor {
    require(step >= 1, "a step is at least 1")
    require(rank > 0, "a single value has no slices")
    let extent = shape[Shape.axis(axis, of: shape)]
    func place(_ index: Int) -> Int { Swift.min(Swift.max(index < 0 ? index + extent : index, 0), extent) }
    let (first, last) = (start.map(place) ?? 0, end.map(place) ?? extent)
    let count = first < last ? (last - first + step - 1) / step : 0
    if count == extent { return self }
    let place = Shape.axis(axis, of: shape)
    return seen(
      StridedView(
        of: shape, shape: Shape.replacing(place, of: shape, by: count),
        axes: shape.indices.map { $0 == place ? ($0, count == 0 ? 0 : first, step) : ($0, 0, 1) }))
  }
}
