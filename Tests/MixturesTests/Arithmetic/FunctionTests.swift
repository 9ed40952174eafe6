import CMixtureKernels
import Foundation
import Testing

@Suite struct FunctionTests {
  @Test func logarithmsAreWithinTwoUnitsInTheLastPlace() {
    var generator = TestGenerator(seed: 1)
    for _ in 0..<2000 {
      let x = exp(generator.signedUnit() * 700)
      #expect(abs(mixture_log(x) - log(x)) <= 2 * log(x).ulp, "\(x)")
      let near = 1 + generator.signedUnit() / 8
      #expect(abs(mixture_log(near) - log(near)) <= 4 * log(near).ulp, "\(near)")
    }
    #expect(mixture_log(1) == 0)
  }
}
