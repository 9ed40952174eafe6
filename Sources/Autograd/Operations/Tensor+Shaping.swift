extension Tensor where Element: TensorScalar {
  /// The same elements in another shape of the same count.
  public func reshaped(to shape: [Int]) -> Tensor {
    precondition(shape.reduce(1, *) == count, "shape \(self.shape) cannot become \(shape)")
    return .recording(.reshape, [self], elements, shape: shape)
  }

  /// With a dimension of extent 1 before `axis` (at the end for `rank`).
  public func expandingDimension(at axis: Int) -> Tensor {
    precondition((0...rank).contains(axis), "there is no place \(axis) in shape \(shape)")
    var expanded = shape
    expanded.insert(1, at: axis)
    return reshaped(to: expanded)
  }

  /// Repeated along missing dimensions and those of extent 1, by NumPy's rules.
  public func broadcast(to shape: [Int]) -> Tensor {
    if shape == self.shape { return self }
    precondition(Shape.broadcast(self.shape, shape) == shape, "shape \(self.shape) does not broadcast to \(shape)")
    let runs = BroadcastRuns(self.shape, shape)
    let repeated = [Element](writing: shape.reduce(1, *)) { out in
      elements.withUnsafeBufferPointer { x in
        runs.walk { source, _, target, strides, count in
          for index in 0..<count { out[target + index] = x[source + index * strides.0] }
        }
      }
    }
    return .recording(.broadcast, [self], repeated, shape: shape)
  }

  /// Rows become columns.
  ///
  /// - Precondition: the rank is 2.
  public func transposed() -> Tensor {
    precondition(rank == 2, "a tensor of shape \(shape) cannot be transposed")
    let (rows, columns) = (shape[0], shape[1])
    let transposed = [Element](writing: count) { out in
      elements.withUnsafeBufferPointer { x in
        for row in 0..<rows {
          for column in 0..<columns { out[column * rows + row] = x[row * columns + column] }
        }
      }
    }
    return .recording(.transpose, [self], transposed, shape: [columns, rows])
  }
}
