import Synchronization
import Testing

@testable import Autograd

/// What a tape keeps, and how often it asks.
@Suite struct TapeEconomyTests {
  /// Tells how many nodes the tape has on which a tensor hangs.
  private static func count(_ tensor: Tensor<Double>) -> Int { (tensor.link.tape as? Tape<Double>)?.count ?? 0 }

  @Test func innerGradientsAtConstantsLeaveNothingBehind() {
    var counts: [Int] = []
    let slope = gradient(at: Tensor(2.0)) { x in
      var point = Tensor(1.0)
      for _ in 0..<10 {
        point = point - gradient(at: point) { ($0 - 3).square() } * 0.25
        counts.append(Self.count(x))
      }
      // Also second order, and where an error ends it.
      _ = hessian(at: point) { $0.sin() }
      struct Failure: Error {}
      _ = try? gradient(at: point) { y in
        _ = y.square()
        throw Failure()
      }
      counts.append(Self.count(x))
      return point * x
    }
    #expect(counts == Array(repeating: 1, count: 11))
    #expect((slope.item - (3 - 2.0 / 1024)).magnitude < 1e-15)
  }

  @Test func whatTheOuterGradientNeedsStays() {
    // Unrolled steps on (y - x)^2 / 2 with rate 1 / 2: after two of them y = 3 x / 4.
    let slope = gradient(at: Tensor(2.0)) { x in
      var point = Tensor(0.0)
      for _ in 0..<2 { point = point - gradient(at: point) { ($0 - x).square() / 2 } * 0.5 }
      return point
    }
    #expect(slope.item == 0.75)
  }

  @Test func aCustomPullbackIsCalledOnceForAllInputs() {
    let calls = Counter()
    let inputs = (0..<4).map { Tensor([Double($0)], shape: [1]) }
    let (_, slopes) = valueWithGradients(at: inputs) { x in
      Tensor.withPullback(of: x, value: x[0]) { cotangent, x in
        calls.count.add(1, ordering: .relaxed)
        return x.indices.map { cotangent * Double($0 + 1) }
      }.sum()
    }
    #expect(slopes.map(\.elements) == [[1], [2], [3], [4]])
    #expect(calls.count.load(ordering: .relaxed) == 1)
  }

  @Test func aCustomPullbackThatNobodyNeedsIsNotCalled() {
    let calls = Counter()
    _ = gradient(at: Tensor(1.0)) { x in
      _ = Tensor.withPullback(of: [x], value: x) { cotangent, _ in
        calls.count.add(1, ordering: .relaxed)
        return [cotangent]
      }
      return x * 2
    }
    #expect(calls.count.load(ordering: .relaxed) == 0)
  }

  private final class Counter: Sendable { let count = Atomic(0) }
}
