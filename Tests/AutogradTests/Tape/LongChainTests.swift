import Autograd
import Testing

@Suite struct LongChainTests {
  /// Neither the sweep nor the end of the tape may recurse: this would overflow the stack long before.
  @Test func aMillionOperationsInARow() {
    let (value, gradient) = valueWithGradient(at: Tensor(1.0)) { x in
      var sum = x
      let step = Tensor(1.0)
      for _ in 0..<1_000_000 { sum = sum + step }
      return sum * x
    }
    #expect(value.item == 1_000_001)
    #expect(gradient.item == 1_000_002)
  }
}
