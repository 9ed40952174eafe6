import Foundation
import Testing

@testable import Autograd

/// Against the C library in Double.
@Suite struct FloatExponentialTests {
  private func exponentials(_ x: [Float]) -> [Float] { Tensor(x, shape: [x.count]).exp().elements }

  @Test func wholeAndSpecialValues() {
    let x: [Float] = [0, -0.0, 1, .infinity, -.infinity, 1e30, -1e30, 88.8, -104.1, .nan]
    let y = exponentials(x)
    #expect(y[..<9] == [1, 1, Float(M_E), .infinity, 0, .infinity, 0, .infinity, 0])
    #expect(y[9].isNaN)
  }

  /// Every 65,521st Float, subnormal results included.
  @Test func isWithinOneUnitInTheLastPlace() {
    let x = stride(from: UInt32(0), to: UInt32.max - 65_521, by: 65_521).map { Float(bitPattern: $0) }
      .filter { $0.magnitude < 110 }
    #expect(x.count > 20_000)
    for (x, y) in zip(x, exponentials(x)) {
      let exact = exp(Double(x))
      guard exact <= Double(Float.greatestFiniteMagnitude) else {
        #expect(y == .infinity)
        continue
      }
      let unit = max(Double(Float(exact).ulp), Double(Float.leastNonzeroMagnitude))
      #expect((Double(y) - exact).magnitude <= 1.01 * unit, "at \(x)")
    }
  }

  @Test(arguments: [1, 3, 7, 8, 9, 255, 256, 257, 1030]) func rowsOfAnyLength(count: Int) {
    let x = (0..<count).map { Float($0 % 37) * 0.25 - 4 }
    let rows = Tensor(x + x.reversed(), shape: [2, count])
    let exact = log(x.reduce(0) { $0 + exp(Double($1)) })
    for sum in rows.logSumExp(alongAxes: [1]).elements {
      #expect((Double(sum) - exact).magnitude < 1e-6 * max(1, exact))
    }
    let slopes = gradient(at: rows) { $0.crossEntropy(to: Tensor([0, 0], shape: [2]), reduction: .sum) }
    for (slope, x) in zip(slopes.elements[1..<count], x[1...]) {
      #expect((Double(slope) - exp(Double(x) - exact)).magnitude < 1e-6)
    }
  }
}
