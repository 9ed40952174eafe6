import TesseraKernels
import Testing

struct AccumulationTests {
  @Test func termsAreRoundedToNearestTiesToEven() {
    // In quanta of 2^-1: 1.25 -> 2.5 -> 2, 1.75 -> 3.5 -> 4, -1.25 -> -2, 0.3 -> 0.6 -> 1, 0.2 -> 0.4 -> 0.
    let x = [1.25, 1.75, -1.25, 0.3, 0.2]
    #expect(sums(x, exponents: [-1, -1, -1, -1, -1]) == [2, 4, -2, 1, 0])
  }

  @Test func everyDoubleIsExactInFineQuanta() {
    let x = [1.0, -0.1, 0x1p-60, 3e-300 * 0, 123_456_789.123]
    let quanta = sums(x, exponents: [-60, -60, -60, -60, -60])
    #expect(quanta[0] == Int128(1) << 60)
    #expect(quanta[1] == -(Int128(0.1.significandBitPattern | 1 << 52) << (60 - 56)))
    #expect(quanta[2] == 1)
    #expect(quanta[3] == 0)
    #expect(quanta[4] == Int128(123_456_789.123.significandBitPattern | 1 << 52) << (60 - 26))
  }

  @Test func subnormalsCountInQuantaOfTheSmallest() {
    let smallest = Double.leastNonzeroMagnitude
    #expect(
      sums([smallest, 3 * smallest, -.leastNormalMagnitude], exponents: [-1074, -1074, -1074]) == [1, 3, -(1 << 52)])
    #expect(sums([smallest], exponents: [0]) == [0])
  }

  @Test func takingAwayUndoesAdding() {
    let problem = Case<Double>(rows: 1, count: 1, dimensions: 33, seed: 2, lattice: false)
    let exponents = [Int32](repeating: -100, count: 33)
    var totals = [Int128](repeating: 7, count: 33)
    Double.accumulate(problem.points, dimensions: 33, weight: 1.7, sign: 1, exponents: exponents, sums: &totals)
    #expect(totals != [Int128](repeating: 7, count: 33))
    Double.accumulate(problem.points, dimensions: 33, weight: 1.7, sign: -1, exponents: exponents, sums: &totals)
    #expect(totals == [Int128](repeating: 7, count: 33))
  }

  @Test func aWeightRoundsTheTermOnce() {
    let x: [Float] = [0.1, -3]
    var totals: [Int128] = [0, 0]
    Float.accumulate(x, dimensions: 2, weight: 0.7, sign: 1, exponents: [-120, -120], sums: &totals)
    let expected = sums([0.7 * Double(x[0]), 0.7 * -3], exponents: [-120, -120])
    #expect(totals == expected)
  }

  @Test func centredSquaresHoldDigitsThatDoubleLoses() {
    // (1e8 + 2^-20)^2 needs 95 bits.
    let x = [1e8 + 0x1p-20]
    let square = Double.centredSquare(x, shift: [0], dimensions: 1)
    #expect(square.high == 1e16 + 190)
    #expect((square.high - 1e16) + square.low == 2e8 * 0x1p-20 + 0x1p-40)
  }

  private func sums(_ x: [Double], exponents: [Int32]) -> [Int128] {
    var totals = [Int128](repeating: 0, count: x.count)
    Double.accumulate(x, dimensions: x.count, weight: 1, sign: 1, exponents: exponents, sums: &totals)
    return totals
  }
}
