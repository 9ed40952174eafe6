import Autograd
import Testing

/// What moves whole numbers and truth values gives what the same does to real ones.
@Suite struct FrozenMovingTests {
  private static let real = Tensor<Double>((0..<24).map(Double.init), shape: [2, 3, 4])
  private static let whole = Tensor<Int>(Array(0..<24), shape: [2, 3, 4])

  private func expectSame(
    _ ofWhole: (Tensor<Int>) -> Tensor<Int>, _ ofReal: (Tensor<Double>) -> Tensor<Double>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(Tensor<Double>(ofWhole(Self.whole)) == ofReal(Self.real), sourceLocation: sourceLocation)
  }

  @Test func shapes() {
    expectSame({ $0.reshaped(to: [4, -1]) }, { $0.reshaped(to: [4, -1]) })
    expectSame({ $0.expandingDimension(at: 1) }, { $0.expandingDimension(at: 1) })
    expectSame({ $0.broadcast(to: [2, -1, -1, -1]) }, { $0.broadcast(to: [2, -1, -1, -1]) })
    expectSame({ $0.transposed(permutation: [2, 0, 1]) }, { $0.transposed(permutation: [2, 0, 1]) })
    expectSame({ $0.flipped(alongAxes: [0, 2]) }, { $0.flipped(alongAxes: [0, 2]) })
    expectSame(
      { $0.slice(from: -3, to: 100, alongAxis: 2, step: 2) }, { $0.slice(from: -3, to: 100, alongAxis: 2, step: 2) })
    #expect(Tensor<Int>([1, 2, 3, 4], shape: [2, 2]).transposed() == [[1, 3], [2, 4]])
  }

  @Test func joining() {
    expectSame({ .concatenated([$0, $0 + 100], alongAxis: 1) }, { .concatenated([$0, $0 + 100], alongAxis: 1) })
    expectSame({ .stacked([$0, $0 + 100], alongAxis: -1) }, { .stacked([$0, $0 + 100], alongAxis: -1) })
    #expect(Tensor<Bool>.concatenated([Tensor([], shape: [0]), [true]], alongAxis: 0) == [true])
  }

  @Test func indexing() {
    let indices: Tensor<Int> = [[0, -1, 2], [3, 1, 0]]
    expectSame({ $0.gathering(indices, alongAxis: 2) }, { $0.gathering(indices, alongAxis: 2) })
    let along = Tensor<Int>([2, 0], shape: [1, 1, 2])
    expectSame({ $0.takingAlong(along, axis: 2) }, { $0.takingAlong(along, axis: 2) })
    expectSame({ $0.takingAlong(along, axis: nil) }, { $0.takingAlong(along, axis: nil) })
    expectSame({ $0.selecting([2, 0, 2], alongAxis: 1) }, { $0.selecting([2, 0, 2], alongAxis: 1) })
    expectSame({ $0.selecting(-1, alongAxis: 2) }, { $0.selecting(-1, alongAxis: 2) })
    expectSame({ $0.selectingRows(where: [false, true]) }, { $0.selectingRows(where: [false, true]) })
    let mask = Self.whole.remainder(by: 5) .== 0
    expectSame({ $0.selecting(where: mask) }, { $0.selecting(where: mask) })
    expectSame({ .where(mask, $0, Tensor(-1)) }, { .where(mask, $0, Tensor(-1)) })
    #expect(
      Tensor<Bool>([true, false, true], shape: [3]).gathering(Tensor([2, 1], shape: [2]), alongAxis: 0) == [
        true, false,
      ])
  }
}
