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

  @Test(arguments: InstructionSet.available)
  func takingAwayUndoesAdding(_ set: InstructionSet) {
    let problem = Case<Double>(rows: 1, count: 1, dimensions: 33, seed: 2, lattice: false)
    let exponents = [Int32](repeating: -100, count: 33)
    var sums = Planes(repeating: 7, count: 33)
    sums.accumulate(problem.points, weight: 1.7, exponents: exponents, Kernels(set))
    #expect(sums.values != [Int128](repeating: 7, count: 33))
    sums.accumulate(problem.points, weight: 1.7, sign: -1, exponents: exponents, Kernels(set))
    #expect(sums.values == [Int128](repeating: 7, count: 33))
  }

  @Test func aWeightedTermKeepsAllItsDigits() {
    // (1 + 2^-40)^2 = 1 + 2^-39 + 2^-80: the last bit is lost where the product is rounded to a Double.
    var totals = Planes(repeating: 0, count: 2)
    totals.accumulate([1 + 0x1p-40, -1 - 0x1p-40], weight: 1 + 0x1p-40, exponents: [-100, -100], Kernels(.best))
    let square = Int128(1) << 100 + Int128(1) << 61 + Int128(1) << 20
    #expect(totals.values == [square, -square])
  }

  /// The product and what rounded it, each to nearest.
  private func quanta(of weight: Double, times x: Double, exponent: Int32) -> Int128 {
    let product = weight * x
    return TesseraKernelsTests.quanta(of: product, exponent: exponent)
      + TesseraKernelsTests.quanta(of: (-product).addingProduct(weight, x), exponent: exponent)
  }

  private func sums(_ x: [Double], exponents: [Int32]) -> [Int128] {
    var totals = Planes(repeating: 0, count: x.count)
    totals.accumulate(x, exponents: exponents, Kernels(.scalar))
    for set in InstructionSet.available {
      var others = Planes(repeating: 0, count: x.count)
      others.accumulate(x, exponents: exponents, Kernels(set))
      #expect(others.values == totals.values, "\(set)")
    }
    return totals.values
  }

  @Test(arguments: InstructionSet.available)
  func sumsAreThoseOfWideIntegers(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      for exponent: Int32 in [-110, -70, -53, -30, -1, 40] {
        // Some quanta round and others do not.
        let exponents = (0..<dimensions).map { exponent + Int32($0 % 3) }
        check(Case<Double>(rows: 9, count: 1, dimensions: dimensions, seed: 11, lattice: false), exponents, set)
        check(Case<Float>(rows: 9, count: 1, dimensions: dimensions, seed: 12, lattice: true), exponents, set)
      }
    }
  }

  private func check<Scalar>(_ problem: Case<Scalar>, _ exponents: [Int32], _ set: InstructionSet) {
    let weights = [1, 1, 0, 3, 0.7, 1e-9, 2.5, 1, 1e3]
    var sums = Planes(repeating: -3, count: problem.dimensions)
    var expected = [Int128](repeating: -3, count: problem.dimensions)
    for row in 0..<problem.rows {
      let sign = row % 4 == 3 ? -1 : 1
      let x = problem.point(row)
      sums.accumulate(x, weight: weights[row], sign: sign, exponents: exponents, Kernels(set))
      for column in x.indices {
        expected[column] +=
          Int128(sign)
          * quanta(
            of: weights[row], times: Double(x[column]), exponent: exponents[column])
      }
    }
    #expect(sums.values == expected, "\(problem.dimensions) dimensions, quanta of 2^\(exponents[0])")
  }

  @Test(arguments: InstructionSet.available)
  func movesTakeRowsFromOneClusterToAnother(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      let problem = Case<Float>(rows: 30, count: 1, dimensions: dimensions, seed: 17, lattice: false)
      let exponents = (0..<dimensions).map { -100 + Int32($0 % 4) * 25 }
      let weights = (0..<30).map { Double($0 % 5) / 3 }
      let moves = (0..<Int32(30)).map { index -> RowMove in
        RowMove(row: 29 - index, source: index % 4 - 1, target: index * 7 % 3)
      }
      for weights in [nil, weights] {
        var sums = Planes(repeating: 5, count: 3 * dimensions)
        sums.apply(
          moves, of: problem.points, dimensions: dimensions, weights: weights, exponents: exponents, Kernels(set))
        var expected = [Int128](repeating: 5, count: 3 * dimensions)
        for move in moves {
          for (column, x) in problem.point(Int(move.row)).enumerated() {
            let term = quanta(
              of: weights?[Int(move.row)] ?? 1, times: Double(x), exponent: exponents[column])
            expected[Int(move.target) * dimensions + column] += term
            if move.source >= 0 { expected[Int(move.source) * dimensions + column] -= term }
          }
        }
        #expect(sums.values == expected, "\(dimensions) dimensions")
      }
    }
  }
}
