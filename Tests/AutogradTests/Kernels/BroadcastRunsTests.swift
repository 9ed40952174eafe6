import Testing

@testable import Autograd

/// Blocks of rows against a walk element by element.
@Suite struct BroadcastRunsTests {
  static let shapes: [(left: [Int], right: [Int], target: [Int])] = [
    ([], [], []),
    ([5], [], [5]),
    ([3, 1], [1, 4], [3, 4]),
    ([2, 1, 3], [4, 1], [2, 4, 3]),
    ([2, 3, 4], [3, 1], [2, 1, 4]),
    ([2, 3, 4], [2, 3, 4], [1, 1, 1]),
    ([2, 1, 3, 1, 2], [1, 4, 1, 5, 1], [2, 1, 3, 1, 2]),
    ([2, 1, 3, 1, 2], [1, 4, 1, 5, 1], [1, 4, 1, 1, 2]),
    ([7, 1, 1], [1, 1, 9], [7, 1, 9]),
    ([0, 3], [3], [0, 3]),
    ([2, 3], [2, 3], [2, 1]),
  ]

  @Test(arguments: shapes) func blocksMeetEveryElementOnceAndInOrder(
    _ shapes: (left: [Int], right: [Int], target: [Int])
  ) {
    let shape = Shape.broadcast(Shape.broadcast(shapes.left, shapes.right), shapes.target)
    let strides = [shapes.left, shapes.right, shapes.target].map { Shape.strides(of: $0, broadcastTo: shape) }
    var expected: [[Int]] = []
    Shape.forEachIndex(of: shape) { index in
      expected.append(strides.map { zip($0, index).reduce(0) { $0 + $1.0 * $1.1 } })
    }
    let runs = BroadcastRuns(shapes.left, shapes.right, to: shape, target: shapes.target)
    #expect(runs.count == expected.count)
    // Ranges of any length, as threads may get them.
    for length in [1, 2, 5, 7, max(1, runs.count)] {
      var met: [[Int]] = []
      for start in stride(from: 0, to: runs.count, by: length) {
        runs.forEachBlock(of: start..<min(start + length, runs.count)) { block in
          for row in 0..<block.rows {
            for column in 0..<block.columns {
              met.append([block.left, block.right, block.target].map { $0[row] + column * $0.step })
            }
          }
        }
      }
      #expect(met == expected, "ranges of \(length)")
    }
  }

  /// Large enough for several threads: no two of them may write to the same sum.
  @Test func rangesForThreadsShareNoTarget() {
    let shapes: [(shape: [Int], target: [Int], unit: Int)] = [
      ([4, 5, 6], [4, 5, 6], 120), ([4, 5, 6], [4, 5, 1], 6), ([4, 5, 6], [4, 1, 6], 30), ([4, 5, 6], [1, 5, 6], 120),
      ([4, 5, 6], [4, 1, 1], 30), ([4, 5, 6], [1, 1, 1], 120), ([2, 4, 5, 6], [2, 1, 5, 1], 120),
    ]
    for (shape, target, unit) in shapes {
      #expect(BroadcastRuns(shape, [], to: shape, target: target).separableUnit == unit, "\(shape) to \(target)")
    }
  }

  @Test func largeTensorsOnSeveralThreads() {
    let (rows, columns) = (2060, 1021)
    let left = Tensor<Float>((0..<rows).map { Float($0) }, shape: [rows, 1])
    let right = Tensor<Float>((0..<columns).map { Float($0) * 0.25 }, shape: [columns])
    let sum = left + right
    let isRight = sum.elements.indices.allSatisfy {
      sum.elements[$0] == Float($0 / columns) + Float($0 % columns) * 0.25
    }
    #expect(isRight)
    // 3 + j / 4 over all j: exact in Float.
    let third: Float = 3 * 1021 + 0.25 * (1020 * 1021 / 2)
    #expect(sum.sum(alongAxis: 1).elements[3] == third)
    #expect(sum.square().squareRoot() == sum)
  }
}
