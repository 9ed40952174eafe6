import Autograd
import Testing

/// Subscripts with ranges: NumPy's values, gradients, assignment, and what lies beyond an axis.
@Suite struct SubscriptTests {
  private let x = Tensor<Double>((0..<24).map(Double.init), shape: [2, 3, 4])

  @Test func rangesTakeWhatNumPyTakes() {
    #expect(x[1..., 0..<2].shape == [1, 2, 4] && x[1..., 0..<2].elements == [12, 13, 14, 15, 16, 17, 18, 19])
    #expect(x[0, 1...2, 3] == [7, 11])
    #expect(x[.all, -1, ..<2] == [[8, 9], [20, 21]])
    #expect(x[.rest, -1] == [[3, 7, 11], [15, 19, 23]])
    #expect(x[0, .all, .every(2, from: 1)] == [[1, 3], [5, 7], [9, 11]])
    #expect(x[1, 2, (-2)...] == [22, 23] && x[1, 2, ..<(-2)] == [20, 21] && x[1, 2, ...(-1)] == [20, 21, 22, 23])
    #expect(x[1, 2, .every(3, to: -1)] == [20])
    #expect(x[.newAxis, .rest, 0].shape == [1, 2, 3] && x[0, .newAxis].shape == [1, 3, 4])
    #expect(x[1..<1].shape == [0, 3, 4] && x[.rest] == x)
    #expect(x[ranges: [AxisRange(1), AxisRange(1...), .newAxis, AxisRange(..<1)]].shape == [2, 1, 1])
    #expect(x[1, 2, 3] == 23)
  }

  @Test func wholeNumbersAndTruthValuesToo() {
    var counts: Tensor<Int> = [[1, 2, 3], [4, 5, 6]]
    #expect(counts[.all, 1...] == [[2, 3], [5, 6]])
    counts[0, 1...] = [9, 8]
    counts[.all, 0] = Tensor(7)
    #expect(counts == [[7, 9, 8], [7, 5, 6]])
    var mask: Tensor<Bool> = [true, true, true]
    mask[.every(2)] = Tensor(false)
    #expect(mask == [false, true, false])
  }

  @Test func gradientsPassWhatIsRead() {
    let slopes = gradient(at: x) { ($0[1, ..<2, .every(3)] * Tensor([1.0, 2, 3, 4], shape: [2, 2])).sum() }
    #expect(slopes.sum().item == 10 && slopes[1, 0, 0] == 1 && slopes[1, 0, 3] == 2 && slopes[1, 1, 3] == 4)
  }

  @Test func gradientsPassWhatIsAssigned() {
    let (a, b): (Tensor<Double>, Tensor<Double>) = ([[1, 2, 3], [4, 5, 6]], [10, 20])
    let (value, gradients) = valueWithGradient(at: a, b) { a, b in
      var c = a
      c[.all, 1...] = b
      return c.square().sum()
    }
    #expect(value.item == 1 + 16 + 2 * 500)
    #expect(gradients.0 == [[2, 0, 0], [8, 0, 0]] && gradients.1 == [40, 80])
    let report = GradientCheck().run(at: [a, b], order: 2) { inputs in
      var c = inputs[0].exp()
      c[1, ..<2] = inputs[1].sin()
      return (c * c[0..<1]).sum()
    }
    #expect(report.passes, "\(report.description)")
  }

  @Test func whatLiesBeyondAnAxisIsRefused() async throws {
    let messages = [
      "index 2 is outside axis 0", "bound 4 is outside axis 1", "bound -4 is outside axis 1", "3 indices for shape",
      "one .rest", "a step is at least 1", "do not broadcast",
    ]
    for (index, message) in messages.enumerated() {
      let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        [index = index as Int] in
        var x = Tensor<Double>([0, 1, 2, 3, 4, 5], shape: [2, 3])
        switch index {
        case 0: _ = x[2, .all]
        case 1: _ = x[.all, 1..<4]
        case 2: _ = x[.all, (-4)...]
        case 3: _ = x[0..., 0, 0]
        case 4: _ = x[.rest, .rest]
        case 5: _ = x[.every(0)]
        default: x[0, 1...] = [1, 2, 3]
        }
      }
      let text = String(decoding: result.standardErrorContent, as: UTF8.self)
      #expect(text.contains(message), "\(index): \(text)")
    }
  }
}
