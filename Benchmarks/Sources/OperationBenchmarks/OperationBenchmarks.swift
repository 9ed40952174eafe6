import Autograd

/// Answers one line with one time: `NAME forward` or `NAME gradient` with milliseconds, `names` with what there is. A ``MatrixCase`` likewise.
@main
struct OperationBenchmarks {
  static func main() throws {
    let cases = Dictionary(
      uniqueKeysWithValues: (Elementwise.cases + Rowwise.cases + Moving.cases).map { ($0.name, $0) })
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      if words == ["names"] {
        print(cases.keys.sorted().joined(separator: " "))
      } else if words.count == 2, let found = cases[words[0]] {
        print(words[1] == "gradient" ? found.gradientTime() : found.forwardTime())
      } else if let found = try MatrixCase(words) {
        print(found.time())
      } else {
        print("unknown")
      }
      // The reader waits for it.
      flush()
    }
  }
}

/// One operation on fixed inputs.
struct Case {
  let name: String
  let inputs: [Tensor<Float>]
  let body: ([Tensor<Float>]) -> Tensor<Float>
  /// Where the result is no real tensor, or something else is measured.
  var forward: (([Tensor<Float>]) -> Void)?

  init(_ name: String, _ inputs: [Tensor<Float>], _ body: @escaping ([Tensor<Float>]) -> Tensor<Float>) {
    (self.name, self.inputs, self.body) = (name, inputs, body)
  }

  /// Without a gradient.
  init(discrete name: String, _ inputs: [Tensor<Float>], _ forward: @escaping ([Tensor<Float>]) -> Void) {
    (self.name, self.inputs, self.forward) = (name, inputs, forward)
    body = { $0[0] }
  }

  func forwardTime() -> Double {
    milliseconds {
      if let forward { forward(inputs) } else { keep(body(inputs)) }
    }
  }

  func gradientTime() -> Double {
    milliseconds { keep(valueWithGradients(at: inputs) { body($0).sum() }.gradients[0]) }
  }
}

/// So that no work is left out.
@inline(never)
func keep<Value>(_ value: Value) {
  withExtendedLifetime(value) {}
}
