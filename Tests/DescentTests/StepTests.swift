import Descent
import Testing

/// Whole steps have the bits of single changes.
@Suite struct StepTests {
  static let rules: [DescentRule] = [
    .sgd, .momentum(), .momentum(0.8, isNesterov: true), .adam(), .adamW(weightDecay: 0.1),
  ]

  @Test(arguments: rules) func theSameBitsAsChanges(_ rule: DescentRule) {
    agree(rule, Float.self)
    agree(rule, Double.self)
  }

  private func agree<Scalar: BinaryFloatingPoint & Sendable>(_ rule: DescentRule, _: Scalar.Type) {
    var whole = Descent<Scalar>(rule, learningRate: 0.1, count: 19)
    var single = whole
    var moved = (0..<19).map { Scalar($0) - 9 }
    var expected = moved
    for turn in 1...5 {
      let slopes = (0..<19).map { $0 == 7 ? 0 : Scalar($0 * turn % 5) * 0.3 - 0.7 }
      whole.step(&moved, gradient: slopes)
      single.beginStep()
      for index in expected.indices {
        expected[index] -= single.change(index, gradient: slopes[index], parameter: expected[index])
      }
      #expect(moved == expected, "step \(turn)")
    }
  }
}
