import Autograd
import TesseraTestSupport
import Testing

/// Random programs over tensors some of which escaped from gradients that have ended: the bits are those of the same program over
/// constants.
@Suite struct EscapedTensorFuzzTests {
  @Test func theyAreConstants() {
    for seed in 0..<60 {
      var generator = TestGenerator(seed: UInt64(seed))
      let old = Self.escaped(&generator)
      let program = (0..<8).map { _ in Step(&generator) }
      let x = sample([3], seed: seed + 1)
      let run: ([Tensor<Double>]) -> [[Double]] = { pool in
        let value: (Tensor<Double>) -> Tensor<Double> = { Self.result(of: program, $0, pool) }
        let (loss, slopes) = valueWithGradient(at: x, of: value)
        let second = gradient(at: x) { (gradient(at: $0, of: value) * x).sum() }
        let product = vectorJacobianProduct(at: x, cotangent: x) { $0 * value($0) }
        return [loss.elements, slopes.elements, second.elements, product.value.elements, product.product.elements]
      }
      #expect(run(old) == run(old.map { $0.stoppingGradient() }), "seed \(seed)")
    }
  }

  /// Leaves, results, slopes and values of gradients that have ended, one of them by an error.
  private static func escaped(_ generator: inout TestGenerator) -> [Tensor<Double>] {
    struct Failure: Error {}
    var pool: [Tensor<Double>] = []
    let x = sample([3], seed: Int(generator.next() % 1000))
    _ = valueWithGradients(at: [x, x * 2]) { inputs in
      pool += inputs
      pool.append(
        gradient(at: inputs[0]) { y in
          pool.append(y.sin() * inputs[1])
          return (y * inputs[0]).sum()
        })
      return pool[2].sum()
    }
    _ = try? gradient(at: x) { y in
      pool.append(y.exp())
      throw Failure()
    }
    pool.append(vectorJacobianProduct(at: x, cotangent: x) { $0.tanh() }.value)
    return pool
  }

  private struct Step {
    let kind, left, right: Int

    init(_ generator: inout TestGenerator) {
      (kind, left, right) = (
        Int(generator.next() % 9), Int(generator.next() % 100), Int(generator.next() % 100)
      )
    }
  }

  private static func result(
    of program: [Step], _ x: Tensor<Double>, _ constants: [Tensor<Double>]
  ) -> Tensor<Double> {
    var pool = constants + [x, x]
    for step in program {
      let (a, b) = (pool[step.left % pool.count], pool[step.right % pool.count])
      let row = [a, b].map { $0.reshaped(to: [1, 3]) }
      switch step.kind {
      case 0: pool.append((a + b) / 2)
      case 1: pool.append((a - b) / 2)
      case 2: pool.append((a * b).tanh())
      case 3: pool.append(a / (b.square() + 1))
      case 4: pool.append(Tensor.concatenated([a, b], alongAxis: 0).slice(from: 1, to: 4, alongAxis: 0))
      case 5: pool.append(.where(a .< b, a, b))
      case 6: pool.append(row[0].transposed().matrixProduct(row[1]).sum(alongAxis: 0).tanh())
      case 7: pool.append(a.sin() * squaredDistances(from: row[0], to: row[1]).reshaped(to: []).tanh())
      default:
        // An inner gradient at one of them, of a function of the other.
        pool.append(gradient(at: a) { ($0.sin() * b).sum() })
      }
    }
    return pool.suffix(4).reduce(Tensor(0)) { $0 + $1.sum() }
  }
}
