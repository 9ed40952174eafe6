@testable import Autograd

extension Shape {
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

  /// The elements of row-major `source` that `map` names for each index of `shape`; nil: 0.
  static func picked(
    _ shape: [Int], from source: [Double], of extents: [Int], _ map: ([Int]) -> [Int]?
  ) -> [Double] {
    var picked: [Double] = []
    forEachIndex(of: shape) { index in
      picked.append(
        map(index).map { zip($0, strides(of: extents)).reduce(0) { $0 + $1.0 * $1.1 } }.map { source[$0] } ?? 0)
    }
    return picked
  }
}
