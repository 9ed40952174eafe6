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
  fileprivate func repeated(to shape: [Int]) -> [Element] {
    if shape == self.shape { return elements }
    require(Shape.broadcast(self.shape, shape) == shape, "shape \(self.shape) does not broadcast to \(shape)")
    return [Element](writing: Shape.count(of: shape)) { out in
      BroadcastRuns(self.shape, shape).walk { source, _, target, strides, count in
        for index in 0..<count { out[target + index] = elements[source + index * strides.0] }
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
      let known = Shape.count(of: shape.enumerated().filter { $0.offset != open }.map(\.element))
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
    let runs = BroadcastRuns(self.shape, shape)
    let spread = Element.kernels.spread
    let repeated = [Element](writing: runs.count) { out in
      elements.withUnsafeBufferPointer { x in
        nonisolated(unsafe) let (x, out) = (x.baseAddress!, out)
        runs.forEachBlock { spread(x, out, $0) }
      }
    }
    return .recording(.broadcast, [self], repeated, shape: shape)
  }

  /// Rows become columns.
  ///
  /// - Precondition: the rank is 2.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func transposed() -> Tensor {
    require(rank == 2, "a tensor of shape \(shape) has more than rows and columns: name the permutation")
    let (rows, columns) = (shape[0], shape[1])
    let transposed = [Element](writing: count) { out in
      elements.withUnsafeBufferPointer { Element.kernels.transpose($0.baseAddress!, out, rows, columns) }
    }
    return .recording(.transpose, [self], transposed, shape: [columns, rows])
  }

  /// The axes in another order: axis i of the result is axis `permutation[i]` of this tensor.
  public func transposed(permutation: [Int]) -> Tensor {
    let axes = permutation.map { Shape.axis($0, of: shape) }
    require(axes.sorted() == Array(shape.indices), "\(permutation) is no permutation of \(rank) axes")
    let permuted = axes.map { shape[$0] }
    let positions = Shape.positions(in: permuted, of: shape) { index in
      var original = index
      for (place, axis) in axes.enumerated() { original[axis] = index[place] }
      index = original
      return true
    }
    return taking(positions, shape: permuted)
  }

  /// With the elements along some axes in reverse order.
  public func flipped(alongAxes axes: [Int]) -> Tensor {
    let axes = Shape.axes(axes, of: shape)
    let positions = Shape.positions(in: shape, of: shape) { index in
      for axis in axes { index[axis] = shape[axis] - 1 - index[axis] }
      return true
    }
    return taking(positions, shape: shape)
  }

  /// The slices `start` ..< `end` along an axis, every `step`-th of them, by Python's rules: nil is the edge, negative numbers
  /// count from the end, and what lies beyond the edges is left out.
  public func slice(from start: Int?, to end: Int?, alongAxis axis: Int, step: Int = 1) -> Tensor {
    require(step >= 1, "a step is at least 1")
    require(rank > 0, "a single value has no slices")
    let extent = shape[Shape.axis(axis, of: shape)]
    func place(_ index: Int) -> Int { Swift.min(Swift.max(index < 0 ? index + extent : index, 0), extent) }
    let (first, last) = (start.map(place) ?? 0, end.map(place) ?? extent)
    return selecting(Array(stride(from: first, to: last, by: step)), alongAxis: axis)
  }
}
