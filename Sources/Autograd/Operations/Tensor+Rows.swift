internal import Refusals

extension Tensor where Element: TensorScalar {
  /// What a loop over rows that lie one after the other makes of the rows along an axis: `count` indices of each, laid out along
  /// the axis.
  func indicesOfRows(
    alongAxis axis: Int, count: Int,
    _ loop: (_ x: UnsafePointer<Element>, _ rows: Int, _ extent: Int, _ out: UnsafeMutablePointer<Int>) -> Void
  ) -> Tensor<Int> {
    let split = AxisSplit(shape, at: axis)
    require(
      Int64(split.extent) <= Int64(UInt32.max), "an axis of \(split.extent) elements is too long to be put in order")
    let shape = Shape.replacing(axis, of: shape, by: count)
    // Columns are rows of the turned tensor.
    let rows =
      split.inner == 1
      ? elements : constant.reshaped(to: [split.outer, split.extent, split.inner]).turned.elements
    let indices = [Int](writing: split.rows * count) { out in
      rows.withUnsafeBufferPointer { loop($0.baseAddress!, split.rows, split.extent, out) }
    }
    if split.inner == 1 || count == 1 { return Tensor<Int>(indices, shape: shape) }
    let turned = Tensor<Int>(indices, shape: [split.outer, split.inner, count]).turned
    return Tensor<Int>(turned.elements, shape: shape)
  }
}

extension Tensor {
  /// The last two of three axes exchanged; constants.
  var turned: Tensor {
    let view = StridedView(of: shape, shape: [shape[0], shape[2], shape[1]], axes: [(0, 0, 1), (2, 0, 1), (1, 0, 1)])
    return Tensor(taken(.view(view), count), shape: view.shape)
  }
}
