import Testing

@testable import Autograd

/// What moves elements by strides, against index arithmetic; its gradient moves them back.
@Suite struct MovingTests {
  /// Beyond one tile of the copy in both directions, and odd.
  static let shapes: [[Int]] = [
    [2, 3], [1, 1], [37, 70], [3, 1, 5], [5, 33, 3], [4, 3, 34, 2], [0, 3], [65, 4, 1],
  ]

  @Test(arguments: shapes) func permutations(_ shape: [Int]) {
    let x = sample(shape)
    for permutation in permutations(of: shape.count) {
      let moved = x.transposed(permutation: permutation)
      let extents = permutation.map { shape[$0] }
      #expect(moved.shape == extents)
      let expected = Shape.picked(extents, from: x.elements, of: shape) { index in
        var original = index
        for (place, axis) in permutation.enumerated() { original[axis] = index[place] }
        return original
      }
      #expect(moved.elements == expected, "\(permutation)")
      isItsTranspose(at: x) { $0.transposed(permutation: permutation) }
    }
  }

  @Test(arguments: shapes) func flips(_ shape: [Int]) {
    let x = sample(shape)
    for axes in [[0], [shape.count - 1], Array(shape.indices)] {
      let expected = Shape.picked(shape, from: x.elements, of: shape) { index in
        index.indices.map { axes.contains($0) ? shape[$0] - 1 - index[$0] : index[$0] }
      }
      #expect(x.flipped(alongAxes: axes).elements == expected, "\(axes)")
      isItsTranspose(at: x) { $0.flipped(alongAxes: axes) }
    }
  }

  @Test func slicesWithSteps() {
    let x = sample([7, 40])
    for step in 1...4 {
      let slice = x.slice(from: 2, to: -1, alongAxis: 1, step: step)
      let extents = [7, (37 + step - 1) / step]
      let expected = Shape.picked(extents, from: x.elements, of: [7, 40]) { [$0[0], 2 + $0[1] * step] }
      #expect(slice.shape == extents && slice.elements == expected, "\(step)")
      isItsTranspose(at: x) { $0.slice(from: 2, to: -1, alongAxis: 1, step: step) }
    }
    #expect(x.slice(from: 5, to: 2, alongAxis: 0).shape == [0, 40])
  }

  @Test func paddingPutsAndTakes() {
    let x = sample([3, 4])
    let padded = x.padded([(1, -1), (-2, 3)], with: .constant(9))
    #expect(padded.shape == [3, 5])
    let expected = [9, 9, 9, 9, 9, x[0, 2], x[0, 3], 9, 9, 9, x[1, 2], x[1, 3], 9, 9, 9]
    #expect(padded.elements == expected)
    isItsTranspose(at: x) { $0.padded([(1, -1), (-2, 3)]) }
    for padding: Tensor<Double>.Padding in [.reflection, .replication, .circulation] {
      isItsTranspose(at: x) { $0.padded([(2, -1), (-1, 2)], with: padding) }
    }
    let row = Tensor([1.0, 2, 3, 4], shape: [4])
    #expect(row.padded([(2, 2)], with: .reflection).elements == [3, 2, 1, 2, 3, 4, 3, 2])
    #expect(row.padded([(2, 1)], with: .replication).elements == [1, 1, 1, 2, 3, 4, 4])
    #expect(row.padded([(-1, 3)], with: .circulation).elements == [2, 3, 4, 2, 3, 4])
  }

  @Test func diagonalsOfEinsum() {
    let x = sample([3, 4, 4])
    let expected = Shape.picked([3, 4], from: x.elements, of: [3, 4, 4]) { [$0[0], $0[1], $0[1]] }
    #expect(Tensor.einsum("bii->bi", [x]).elements == expected)
    isItsTranspose(at: x) { .einsum("bii->bi", [$0]) }
  }

  /// The tape knows regular moves by their strides: it holds no index per element.
  @Test func regularMovesLeaveNoIndicesOnTheTape() {
    let moves: [(Tensor<Double>) -> Tensor<Double>] = [
      { $0.transposed(permutation: [1, 0]) }, { $0.flipped(alongAxes: [1]) },
      { $0.slice(from: 1, to: 3, alongAxis: 0) },
      { $0.padded([(1, 1), (0, 2)]) }, { $0.selecting(2, alongAxis: 1) },
    ]
    for move in moves {
      _ = gradient(at: sample([4, 5])) { x in
        let moved = move(x)
        if let tape = moved.link.tape as? Tape<Double> {
          for index in 0..<tape.count {
            switch tape.node(at: index).operation {
            case .take(let places), .put(let places):
              if case .view = places {} else { Issue.record("\(places)") }
            default: break
            }
          }
        } else {
          Issue.record("nothing was recorded")
        }
        return moved.sum()
      }
    }
  }

  /// <y, move(x)> = <move'(y), x>, and the same once more for the pullback of the pullback.
  private func isItsTranspose(at x: Tensor<Double>, _ move: @escaping (Tensor<Double>) -> Tensor<Double>) {
    let moved = move(x)
    let y = sample(moved.shape, seed: 3)
    let back = gradient(at: x) { (move($0) * y).sum() }
    let (left, right) = ((y * moved).sum().item, (back * x).sum().item)
    #expect((left - right).magnitude <= 1e-12 * (1 + left.magnitude))
    // The gradient of half the square is the transpose of the move of the move.
    let twice = gradient(at: x) { point in
      (gradient(at: point) { (move($0).square() * 0.5).sum() } * x).sum()
    }
    #expect((twice - gradient(at: x) { (move($0).square() * 0.5).sum() }).abs().elements.allSatisfy { $0 < 1e-12 })
  }

  private func permutations(of count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    return permutations(of: count - 1).flatMap { rest in
      (0...rest.count).map { place in rest[..<place] + [count - 1] + rest[place...] }
    }
  }
}
