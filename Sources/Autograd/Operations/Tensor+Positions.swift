// Everything that moves elements about without changing them rests on these two, each the transpose of the other.
extension Tensor where Element: TensorScalar {
  /// The elements at these positions (the last index running fastest); a negative position gives 0.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func taking(_ positions: [Int], shape: [Int]) -> Tensor {
    let taken = [Element](writing: positions.count) { out in
      elements.withUnsafeBufferPointer { Element.kernels.take($0.baseAddress!, positions, out, positions.count) }
    }
    return .recording(.take(positions), [self], taken, shape: shape)
  }

  /// Zeros to which each element is added at its position; those with a negative position are left out.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func putting(at positions: [Int], shape: [Int]) -> Tensor {
    let targets = shape.reduce(1, *)
    var sums = [Element].zeros(targets)
    if count > 0 { Element.kernels.put(elements, positions, &sums, count, targets) }
    return .recording(.put(positions), [self], sums, shape: shape)
  }
}

extension Shape {
  /// The positions of all elements of `shape` whose indices `body` maps to another tensor's; nil: none (-1).
  static func positions(in shape: [Int], of source: [Int], _ body: (inout [Int]) -> Bool) -> [Int] {
    let steps = strides(of: source)
    var positions: [Int] = []
    positions.reserveCapacity(shape.reduce(1, *))
    var mapped = shape
    forEachIndex(of: shape) { index in
      for axis in index.indices { mapped[axis] = index[axis] }
      positions.append(body(&mapped) ? zip(mapped, steps).reduce(0) { $0 + $1.0 * $1.1 } : -1)
    }
    return positions
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

  /// All indices of a shape, the last running fastest.
  static func forEachIndex(of shape: [Int], _ body: ([Int]) -> Void) {
    var index = [Int](repeating: 0, count: shape.count)
    for _ in 0..<shape.reduce(1, *) {
      body(index)
      for axis in shape.indices.reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
  }
}
