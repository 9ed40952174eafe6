import Autograd
import Clustering
import Usage

/// Bias, spread and cost of every estimator on problems whose exact expected gradient is known.
///
/// usage: swift run -c release Estimators [REPEATS]
@main
struct Estimators {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    guard words.count < 2, let repeats = words.first.map({ Int($0) }) ?? 4000, repeats > 1 else {
      end(usage: "Estimators [REPEATS]")
    }
    for problem in Problem.all {
      let exact = problem.exactGradient
      print("\n\(problem.name) loss, exact gradient of length \(rounded(exact.norm().item)); \(repeats) repeats\n")
      print(padded("", 34), column("bias"), column("+-"), column("spread"), column("us"))
      for estimator in Estimator.all {
        let measured = Measurement(estimator, on: problem, repeats: repeats, exact: exact)
        print(
          padded(estimator.name, 34), column(rounded(measured.bias)), column(rounded(measured.standardError)),
          column(rounded(measured.spread)), column(rounded(measured.microseconds)), " ", measured.bar)
      }
    }
    print("\nbias #, spread = in units of the exact gradient's length, up to 3: # 0.1, = 0.1")
  }

  private static func rounded(_ x: Double) -> String { "\((x * 1000).rounded() / 1000)" }
  private static func column(_ text: String) -> String { String(repeating: " ", count: max(0, 8 - text.count)) + text }
  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// What many repetitions of an estimator show.
struct Measurement {
  /// The length of the mean's difference from the exact gradient.
  let bias: Double
  /// Of the bias, from the spread.
  let standardError: Double
  /// The root of the mean squared length of the difference from the mean.
  let spread: Double
  let microseconds: Double
  let bar: String

  init(_ estimator: Estimator, on problem: Problem, repeats: Int, exact: Tensor<Double>) {
    var generator = SeededGenerator(seed: 1)
    var sum = Tensor<Double>.zeros(exact.shape)
    var squares = 0.0
    let begin = ContinuousClock.now
    for _ in 0..<repeats {
      let estimate = estimator.estimate(problem, &generator)
      sum = sum + estimate
      squares += estimate.square().sum().item
    }
    let duration = (ContinuousClock.now - begin) / repeats
    let mean = sum / Double(repeats)
    bias = (mean - exact).norm().item
    spread = max(0, squares / Double(repeats) - mean.square().sum().item).squareRoot()
    standardError = spread / Double(repeats).squareRoot()
    microseconds = Double(duration.components.attoseconds) * 1e-12
    let unit = exact.norm().item / 10
    bar =
      String(repeating: "#", count: min(30, Int(bias / unit)))
      + String(repeating: "=", count: min(30, Int(spread / unit)))
  }
}
