import Descent
import Testing

/// Three steps from 1 with gradients 1, -2, 0.5 and rate 0.1, against PyTorch's formulas evaluated in Python.
@Suite struct DescentTests {
  @Test(arguments: [
    (DescentRule.sgd, 1.05), (.momentum(), 1.059), (.momentum(isNesterov: true), 1.1031),
    (.adam(), 0.9502794196738215), (.adam(weightDecay: 0.1), 0.9222023161292007),
  ]) func threeSteps(_ rule: DescentRule, _ expected: Double) {
    var descent = Descent<Double>(rule, learningRate: 0.1, count: 1)
    var parameter = 1.0
    for gradient in [1, -2, 0.5] {
      descent.beginStep()
      parameter -= descent.change(0, gradient: gradient, parameter: parameter)
    }
    #expect((parameter - expected).magnitude < 1e-15)
  }

  @Test func parametersDoNotMeet() {
    var both = Descent<Double>(.adam(), learningRate: 0.1, count: 2)
    var alone = Descent<Double>(.adam(), learningRate: 0.1, count: 1)
    for gradient in [3.0, -1, 2] {
      both.beginStep()
      alone.beginStep()
      _ = both.change(0, gradient: -7 * gradient, parameter: 0)
      let left = both.change(1, gradient: gradient, parameter: 0)
      #expect(left == alone.change(0, gradient: gradient, parameter: 0))
    }
  }

  @Test func aParameterThatNeverMovedStays() {
    var descent = Descent<Double>(.adam(epsilon: 0), learningRate: 0.1, count: 1)
    descent.beginStep()
    #expect(descent.change(0, gradient: 0, parameter: 5) == 0)
  }
}
