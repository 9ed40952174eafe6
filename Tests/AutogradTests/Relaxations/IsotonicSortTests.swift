import Autograd
import Testing

/// Soft orders by isotonic regression: a case by hand, limits, ties, and the piece they lie on.
@Suite struct IsotonicSortTests {
  private let scores = Tensor([0.0, 3, 1, 2.5], shape: [4])

  /// The gap from 3 to 2.5 is below 1: both share the places 0 and 1, 0.25 to each side of their mean. Nothing else is.
  @Test func ranksByHand() {
    let (_, slopes) = valueWithGradient(at: scores) {
      ($0.isotonicRanks(alongAxis: 0) * Tensor([1, 10, 100, 1000], shape: [4])).sum()
    }
    let ranks = scores.isotonicRanks(alongAxis: 0)
    #expect(ranks.elements == [3, 0.25, 2, 0.75])
    // In a block the Jacobian is the mean less the identity: (10 + 1000) / 2 - 10 and - 1000.
    #expect(slopes.elements == [0, 495, 0, -495])
  }

  /// Against the steps of (3, 2, 1, 0) only the gap from 2.5 to 1 is too wide: both are drawn to their mean +- 0.5.
  @Test func valuesByHand() {
    let scores = Tensor([0.5, 3, 1, 2.5], shape: [4])
    #expect(scores.isotonicSorted(alongAxis: 0).elements == [3, 2.25, 1.25, 0.5])
    let slopes = gradient(at: scores) {
      ($0.isotonicSorted(alongAxis: 0) * Tensor([1, 10, 100, 1000], shape: [4])).sum()
    }
    #expect(slopes.elements == [1000, 1, 55, 55])
  }

  /// 2.5 and 1 lie on both sides of the border and further apart than 1; with 3 they move when the border is soft over 2.
  @Test func topByHand() {
    #expect(scores.isotonicTop(2, alongAxis: 0).elements == [0, 1, 0, 1])
    // The nearest point to x / 2 = (1.5, 1.25, 0.5, 0) that sums to 2: all less 0.3125, cut at 1: (1, 0.875, 0.125, 0).
    #expect(scores.isotonicTop(2, alongAxis: 0, regularization: 2).elements == [0, 1, 0.125, 0.875])
    #expect(scores.isotonicTop(0, alongAxis: 0) == .zeros([4]) && scores.isotonicTop(4, alongAxis: 0) == .ones([4]))
  }

  @Test func weakRegularizationIsExact() {
    for seed in 0..<20 {
      let x = sample([3, 9], seed: seed)
      #expect(x.isotonicSorted(alongAxis: 1, regularization: 1e-3) == x.sorted(alongAxis: 1, descending: true).values)
      let order = Tensor<Double>(x.argsort(alongAxis: 1, descending: true))
      let ranks = Tensor<Double>(order.argsort(alongAxis: 1))
      #expect(x.isotonicRanks(alongAxis: 1, regularization: 1e-9) == ranks, "seed \(seed)")
      #expect(x.isotonicTop(4, alongAxis: 1, regularization: 1e-9) == Tensor(ranks .< 4), "seed \(seed)")
    }
  }

  @Test func strongRegularizationGivesTheMean() {
    let x = sample([2, 7])
    let mean = x.mean(alongAxes: [1], keepingDimensions: true)
    #expect((x.isotonicSorted(alongAxis: 1, regularization: 1e9) - mean).abs().max().item < 1e-8)
    #expect((x.isotonicRanks(alongAxis: 1, regularization: 1e9) - 3).abs().max().item < 1e-8)
    #expect((x.isotonicTop(2, alongAxis: 1, regularization: 1e9) - 2.0 / 7).abs().max().item < 1e-8)
  }

  /// The definition: the nearest point of the permutahedron is the one that no vertex improves upon.
  @Test func theyAreTheNearestPointsOfThePermutahedron() {
    for seed in 0..<20 {
      let x = sample([6], seed: seed) * 4
      for regularization in [0.1, 0.5, 2] {
        let places = Tensor([5.0, 4, 3, 2, 1, 0], shape: [6])
        let ranks = x.isotonicRanks(alongAxis: 0, regularization: regularization)
        requireNearest(ranks, to: -x / regularization, orders: places, "ranks, seed \(seed)")
        let sorted = x.isotonicSorted(alongAxis: 0, regularization: regularization)
        requireNearest(sorted, to: places / regularization, orders: x, "values, seed \(seed)")
        let top = x.isotonicTop(2, alongAxis: 0, regularization: regularization)
        requireNearest(
          top, to: x / regularization, orders: Tensor([1, 1, 0, 0, 0, 0], shape: [6]), "top, seed \(seed)")
      }
    }
  }

  /// (target - point) . (vertex - point) <= 0 at every vertex, that is at the vertex ordered like target - point; and the point
  /// is a mixture of vertices: its leading sums never exceed theirs, and the whole sums agree.
  private func requireNearest(
    _ point: Tensor<Double>, to target: Tensor<Double>, orders: Tensor<Double>, _ what: String
  ) {
    let vertex = orders.elements.sorted(by: >)
    let direction = (target - point).elements.sorted(by: >)
    let best = zip(direction, vertex).reduce(0) { $0 + $1.0 * $1.1 }
    let own = ((target - point) * point).sum().item
    #expect(best - own < 1e-11, "\(what)")
    let sorted = point.elements.sorted(by: >)
    var (sum, bound) = (0.0, 0.0)
    for (value, corner) in zip(sorted, vertex) {
      sum += value
      bound += corner
      #expect(sum < bound + 1e-12, "\(what)")
    }
    #expect((sum - bound).magnitude < 1e-12, "\(what)")
  }

  @Test func gradientsAgreeWithDifferencesAndCurvatureIsZero() {
    let functions: [@Sendable (Tensor<Double>) -> Tensor<Double>] = [
      { ($0.isotonicSorted(alongAxis: 1, regularization: 2) * sample([3, 5], seed: 4)).sum() },
      { ($0.isotonicRanks(alongAxis: 1, regularization: 0.5) * sample([3, 5], seed: 4)).sum() },
      { ($0.isotonicTop(2, alongAxis: 1, regularization: 0.8) * sample([3, 5], seed: 4)).sum() },
    ]
    for seed in [0, 17, 40] {
      let x = sample([3, 5], seed: seed)
      for function in functions {
        let report = GradientCheck().run(at: x, of: function)
        #expect(report.passes, "seed \(seed): \(report)")
        #expect(hessianVectorProduct(at: x, direction: .ones([3, 5]), of: function) == .zeros([3, 5]))
        // Where something smooth follows, the Jacobian takes part in the second order.
        #expect(errors(at: x) { function($0.exp()).square() }.second < 1e-7)
      }
    }
  }

  @Test func tiesShareTheirPlaces() {
    let ties = Tensor([1.0, 5, 1, 1], shape: [4])
    #expect(ties.isotonicRanks(alongAxis: 0, regularization: 1e-3).elements == [2, 0, 2, 2])
    #expect(ties.isotonicSorted(alongAxis: 0, regularization: 1e-3).elements == [5, 1, 1, 1])
    let third = 1.0 / 3
    #expect(ties.isotonicTop(2, alongAxis: 0, regularization: 1e-3).elements == [third, 1, third, third])
    // Ranks are smooth at ties, and the check says so.
    let report = GradientCheck().run(at: ties) { x in
      (x.isotonicRanks(alongAxis: 0, regularization: 0.5) * sample([4])).sum()
    }
    #expect(report.passes, "\(report)")
  }

  @Test func kinksAreNamed() {
    // The gap is exactly the regularization: two blocks that touch.
    let report = GradientCheck().run(at: Tensor([0.0, 1], shape: [2])) { x in
      (x.isotonicRanks(alongAxis: 0) * Tensor([1, 2], shape: [2])).sum()
    }
    #expect(report.kinks.map(\.operation) == ["isotonic regression", "isotonic regression"])
  }

  @Test func everyAxisIsTheLastOneMoved() {
    let x = sample([3, 4, 5])
    for axis in 0..<3 {
      var back = Array(0..<3)
      back.swapAt(axis, 2)
      let moved = x.transposed(permutation: back)
      #expect(
        moved.isotonicRanks(alongAxis: 2, regularization: 0.3).transposed(permutation: back)
          == x.isotonicRanks(alongAxis: axis, regularization: 0.3))
      #expect(
        moved.isotonicSorted(alongAxis: -1, regularization: 3).transposed(permutation: back)
          == x.isotonicSorted(alongAxis: axis - 3, regularization: 3))
      let weights = sample([3, 4, 5], seed: 3)
      let slopes = gradient(at: x) { ($0.isotonicTop(1, alongAxis: axis) * weights).sum() }
      let movedSlopes = gradient(at: moved) {
        ($0.isotonicTop(1, alongAxis: 2) * weights.transposed(permutation: back)).sum()
      }
      #expect(slopes == movedSlopes.transposed(permutation: back))
    }
  }

  @Test func aRowWithoutOrderIsNotANumber() {
    let x = Tensor([1.0, .nan, 2, 0, 1, 2, 3, .infinity, 0], shape: [3, 3])
    for values in [x.isotonicSorted(alongAxis: 1), x.isotonicRanks(alongAxis: 1), x.isotonicTop(1, alongAxis: 1)] {
      #expect(values.elements.map(\.isNaN) == [true, true, true, false, false, false, true, true, true])
    }
  }

  @Test func emptyAxesAndSingleElements() {
    for shape in [[0], [2, 0], [0, 3], [1]] {
      let x = Tensor<Double>.zeros(shape)
      let slopes = gradient(at: x) { x in
        (x.isotonicSorted(alongAxis: -1) + x.isotonicRanks(alongAxis: -1) + x.isotonicTop(0, alongAxis: -1)).sum()
      }
      #expect(slopes == (shape == [1] ? .ones(shape) : .zeros(shape)))
    }
  }

  @Test func floatsAgreeWithDoubles() {
    let x = sample([4, 30])
    let single = Tensor<Float>(x.elements.map { Float($0) }, shape: x.shape)
    let ranks = single.isotonicRanks(alongAxis: 1, regularization: 0.2)
    let exactRanks = x.isotonicRanks(alongAxis: 1, regularization: 0.2)
    #expect(zip(ranks.elements, exactRanks.elements).allSatisfy { (Double($0) - $1).magnitude < 1e-4 })
    let sorted = single.isotonicSorted(alongAxis: 1, regularization: 5)
    let exact = x.isotonicSorted(alongAxis: 1, regularization: 5)
    #expect(zip(sorted.elements, exact.elements).allSatisfy { (Double($0) - $1).magnitude < 1e-5 })
  }
}
