/// Walks over two shapes that broadcast to a third, in runs along the last axis.
struct BroadcastRuns {
  let shape: [Int]
  private let left: [Int]
  private let right: [Int]

  init(_ left: [Int], _ right: [Int]) {
    self.init(left, right, to: Shape.broadcast(left, right))
  }

  /// - Precondition: both broadcast to `shape`.
  init(_ left: [Int], _ right: [Int], to shape: [Int]) {
    self.shape = shape
    self.left = Shape.strides(of: left, broadcastTo: shape)
    self.right = Shape.strides(of: right, broadcastTo: shape)
  }

  /// Calls `body` for each run: offsets into left, right and result, the two strides (0 or 1), and its length.
  func walk(_ body: (_ left: Int, _ right: Int, _ result: Int, _ strides: (Int, Int), _ count: Int) -> Void) {
    let count = shape.reduce(1, *)
    guard count > 0 else { return }
    // The longest tail along which each side either runs through or stands still.
    var (length, axis, strides) = (1, shape.count, (1, 1))
    while axis > 0 {
      let next = axis - 1
      if shape[next] != 1 {
        let steps = (left[next], right[next])
        if length == 1 {
          strides = (min(steps.0, 1), min(steps.1, 1))
        } else if steps.0 != length * strides.0 || steps.1 != length * strides.1 {
          break
        }
        length *= shape[next]
      }
      axis = next
    }
    var position = [Int](repeating: 0, count: axis)
    var (leftOffset, rightOffset) = (0, 0)
    for start in stride(from: 0, to: count, by: length) {
      body(leftOffset, rightOffset, start, strides, length)
      for index in (0..<axis).reversed() {
        position[index] += 1
        leftOffset += left[index]
        rightOffset += right[index]
        if position[index] < shape[index] { break }
        leftOffset -= left[index] * shape[index]
        rightOffset -= right[index] * shape[index]
        position[index] = 0
      }
    }
  }
}
