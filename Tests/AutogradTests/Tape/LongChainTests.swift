import Autograd
import Testing

@Suite struct LongChainTests {
  /// Neither the sweep nor the end of the tape may recurse: this would overflow the stack long before.
  @Test func aMillionOperationsInARow() {
    let count = extent(1_000_000, unoptimised: 200_000)
    let (value, gradient) = valueWithGradient(at: Tensor(1.0)) { x in
      var sum = x
      let step = Tensor(1.0)
      for _ in 0..<count { sum = sum + step }
      return sum * x
    }
    #expect(value.item == Double(count) + 1)
    #expect(gradient.item == Double(count) + 2)
  }
}
