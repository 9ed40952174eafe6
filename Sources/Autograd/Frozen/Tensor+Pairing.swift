// Loops over elements that carry no gradient; inlined where the type is known.
extension Tensor {
  /// What becomes of the elements of two tensors that broadcast to each other.
  @inline(__always)
  static func paired<Result: TensorElement>(
    _ left: Tensor, _ right: Tensor, _ function: (Element, Element) -> Result
  ) -> Tensor<Result> {
    let runs = BroadcastRuns(left.shape, right.shape)
    let results = [Result](writing: runs.count) { out in
      left.elements.withUnsafeBufferPointer { x in
        right.elements.withUnsafeBufferPointer { y in
          runs.forEachBlock(of: 0..<runs.count) { block in
            for row in 0..<block.rows {
              let (a, b, target) = (block.left[row], block.right[row], block.target[row])
              for column in 0..<block.columns {
                out[target + column] = function(x[a + column * block.left.step], y[b + column * block.right.step])
              }
            }
          }
        }
      }
    }
    return Tensor<Result>(results, shape: runs.shape).behind(left.link, right.link)
  }

  /// What meets along some axes (nil: all), folded element by element in order.
  @inline(__always)
  func folded<Result: TensorElement>(
    alongAxes axes: [Int]?, keepingDimensions: Bool, from initial: Result, _ fold: (inout Result, Element) -> Void
  ) -> Tensor<Result> {
    let axes = Shape.axes(axes, of: shape)
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    let runs = BroadcastRuns(shape, shape, to: shape, target: kept)
    var results = [Result](repeating: initial, count: kept.reduce(1, *))
    results.withUnsafeMutableBufferPointer { out in
      elements.withUnsafeBufferPointer { x in
        runs.forEachBlock(of: 0..<count) { block in
          for row in 0..<block.rows {
            let (start, target) = (block.left[row], block.target[row])
            for column in 0..<block.columns {
              fold(&out[target + column * block.target.step], x[start + column])
            }
          }
        }
      }
    }
    let rest = keepingDimensions ? kept : shape.indices.filter { !axes.contains($0) }.map { shape[$0] }
    return Tensor<Result>(results, shape: rest).behind(link)
  }
}
