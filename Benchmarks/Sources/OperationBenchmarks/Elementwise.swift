import Autograd

enum Elementwise {
  static var cases: [Case] { unary + binary + discrete }

  private static var unary: [Case] {
    let (x, positive) = (Inputs.x, Inputs.positive)
    return [
      Case("neg", [x]) { -$0[0] }, Case("abs", [x]) { $0[0].abs() }, Case("relu", [x]) { $0[0].relu() },
      Case("leaky_relu", [x]) { $0[0].leakyReLU() },
      Case("clamp", [x]) { $0[0].clamped(from: -1, to: 1) }, Case("square", [x]) { $0[0].square() },
      Case("sqrt", [positive]) { $0[0].squareRoot() }, Case("rsqrt", [positive]) { $0[0].reciprocalSquareRoot() },
      Case("reciprocal", [positive]) { $0[0].reciprocal() },
      Case("exp", [x]) { $0[0].exp() }, Case("expm1", [x]) { $0[0].expm1() },
      Case("log", [positive]) { $0[0].log() }, Case("log1p", [positive]) { $0[0].log1p() },
      Case("sin", [x]) { $0[0].sin() }, Case("cos", [x]) { $0[0].cos() }, Case("tanh", [x]) { $0[0].tanh() },
      Case("erf", [x]) { $0[0].erf() }, Case("sigmoid", [x]) { $0[0].sigmoid() }, Case("silu", [x]) { $0[0].silu() },
      Case("gelu", [x]) { $0[0].gelu() }, Case("gelu_tanh", [x]) { $0[0].approximateGELU() },
      Case("softplus", [x]) { $0[0].softplus() }, Case("pow3", [x]) { $0[0].power(3) },
      Case("floor", [x]) { $0[0].floor() }, Case("round", [x]) { $0[0].rounded() }, Case("sign", [x]) { $0[0].sign() },
    ]
  }

  private static var binary: [Case] {
    let (x, y, positive) = (Inputs.x, Inputs.y, Inputs.positive)
    let (xs, line, column) = (Inputs.xs, Inputs.line, Inputs.column)
    return [
      Case("add", [x, y]) { $0[0] + $0[1] }, Case("mul", [x, y]) { $0[0] * $0[1] },
      Case("div", [x, positive]) { $0[0] / $0[1] }, Case("add_scalar", [x]) { $0[0] + 3 },
      Case("mul_scalar", [x]) { $0[0] * 3 }, Case("add_row", [xs, line]) { $0[0] + $0[1] },
      Case("mul_row", [xs, line]) { $0[0] * $0[1] }, Case("mul_column", [xs, column]) { $0[0] * $0[1] },
      Case("maximum", [x, y]) { .maximum($0[0], $0[1]) }, Case("minimum", [x, y]) { .minimum($0[0], $0[1]) },
      Case("where", [x, y]) { .where(Inputs.mask, $0[0], $0[1]) },
      Case("pow", [positive, y]) { $0[0].power($0[1]) }, Case("atan2", [x, y]) { $0[0].atan2($0[1]) },
      Case("remainder", [x, positive]) { $0[0].remainder(by: $0[1]) },
    ]
  }

  private static var discrete: [Case] {
    let (x, y) = (Inputs.x, Inputs.y)
    return [
      Case(discrete: "less", [x, y]) { keep($0[0] .< $0[1]) }, Case(discrete: "equal", [x]) { keep($0[0] .== 0) },
      adam("adam", .adam()), adam("adamw", .adamW()), adam("momentum", .momentum()), adam("sgd", .sgd),
    ]
  }

  private static func adam(_ name: String, _ rule: DescentRule) -> Case {
    nonisolated(unsafe) var optimizer = Optimizer<Float>(rule, learningRate: 1e-3)
    nonisolated(unsafe) var weights = Inputs.x + 0
    return Case(discrete: name, [Inputs.y]) { optimizer.step(&weights, $0[0]) }
  }
}
