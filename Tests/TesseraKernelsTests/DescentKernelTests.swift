import TesseraKernels
import Testing

/// The kernels of mini-batches and of gradient steps, against their definitions.
struct DescentKernelTests {
  @Test(arguments: InstructionSet.available)
  func aBatchGivesOwnDistancesAndSums(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      for lattice in [false, true] {
        check(Case<Float>(rows: 23, count: 4, dimensions: dimensions, seed: 5, lattice: lattice), lattice, set)
        check(Case<Double>(rows: 23, count: 4, dimensions: dimensions, seed: 6, lattice: lattice), lattice, set)
      }
    }
  }

  /// Runs of one to nine rows with the same label, some rows twice. Sums of multiples of 1/4 are exact in any order.
  private func check<Scalar>(_ problem: Case<Scalar>, _ hasExactSums: Bool, _ set: InstructionSet) {
    let d = problem.dimensions
    let labels: [Int32] = [0] + Array(repeating: 2, count: 9) + Array(repeating: 3, count: 6) + [1, 1, 1, 0, 0]
    let rows = labels.indices.map { Int32($0 * 7 % problem.rows) }
    var sums = [Double](repeating: 1, count: problem.count * d)
    var squares = [Double](repeating: .nan, count: rows.count)
    squares.withUnsafeMutableBufferPointer { squares in
      sums.withUnsafeMutableBufferPointer { sums in
        Kernels(set).batch(
          problem.points, rowStride: d, rows: rows, labels: labels, count: rows.count, centroids: problem.centroids,
          dimensions: d, sums: hasExactSums ? sums.baseAddress : nil, squares: squares.baseAddress!)
      }
    }
    var expected = [Double](repeating: 1, count: problem.count * d)
    for (row, label) in zip(rows, labels) {
      let point = problem.point(Int(row))
      for column in 0..<d { expected[Int(label) * d + column] += Double(point[column]) }
    }
    if hasExactSums { #expect(sums == expected, "dimensions \(d)") }
    #expect(
      squares
        == zip(rows, labels).map { definition(problem.point(Int($0)), problem.centroid(Int($1))) }, "dimensions \(d)")
  }

  @Test(arguments: InstructionSet.available)
  func aStepIsRoundedOperationByOperation(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      let problem = Case<Double>(rows: 1, count: 2, dimensions: dimensions, seed: 9, lattice: false)
      let (sums, old) = (problem.centroid(0), problem.centroid(1))
      var means = [Double](repeating: .nan, count: dimensions)
      Kernels(set).divide(sums, by: 3, dimensions: dimensions, into: &means)
      #expect(means == sums.map { $0 / 3 })

      let expected = zip(old, means).map { old, mean in
        let gradient = 6 * (old - mean)
        let change = 0.1 * gradient
        return old - change
      }
      var next = [Double](repeating: .nan, count: dimensions)
      let drift = Kernels(set).descend(
        from: old, means: means, factor: 6, rate: 0.1, dimensions: dimensions, to: &next)
      #expect(next == expected, "dimensions \(dimensions)")
      #expect(drift == definition(expected, old), "dimensions \(dimensions)")
    }
  }

  @Test(arguments: InstructionSet.available)
  func theSumOfRoundedTermsIsTheSameInAnyOrder(_ set: InstructionSet) {
    // In quarters, ties to even: 0.125 is 0, 0.375 is 2, 1e-300 is 0, 0.25 is 1.
    let values = [0.125, 0.375, 1e-300, 0.25, 3]
    for order in [values, values.reversed()] {
      #expect(Kernels(set).fixedSum(order, count: order.count, exponent: -2) == 15)
    }
    #expect(Kernels(set).fixedSum([0x1p100], count: 1, exponent: -20) == Int128(1) << 120)
    #expect(Kernels(set).fixedSum(values, count: 0, exponent: 0) == 0)
  }

  @Test(arguments: InstructionSet.available)
  func theLossAroundTheMeansIsASumOfSquares(_ set: InstructionSet) {
    // Sums 6 and 9 of three rows, means 2 and 3, shift 1: gains 1 * (2 * 3 - 3) and 2 * (2 * 6 - 6).
    var slopes = [Double](repeating: .nan, count: 2)
    let gain = Kernels(set).frozenGain(
      low: [24, 36], high: [0, 0], factors: [0.25, 0.25], shift: [1, 1], centroid: [2, 3], dimensions: 2,
      weight: (3, 0), slopes: &slopes)
    #expect(gain.high == 15 && gain.low == 0)
    #expect(slopes == [0, 0])
    // A mean rounded off by 1/8 leaves a slope of 2 * 3 / 8, and a negative sum is a two's complement.
    _ = Kernels(set).frozenGain(
      low: [24, UInt64(bitPattern: -36)], high: [0, -1], factors: [0.25, 0.25], shift: [0, 0], centroid: [2.125, -3],
      dimensions: 2, weight: (3, 0), slopes: &slopes)
    #expect(slopes == [0.75, 0])
    // t = 1 and 2: 1 * (3 + 0.75) + 2 * 6.
    let excess = Kernels(set).excess(at: [3.125, -1], means: [2.125, -3], slopes: slopes, mass: 3, dimensions: 2)
    #expect(excess == 15.75)
  }

  @Test func pairsAndExcessHaveTheSameBitsEverywhere() {
    for dimensions in awkwardDimensions {
      let problem = Case<Double>(rows: 1, count: 3, dimensions: dimensions, seed: 12, lattice: false)
      let results = InstructionSet.available.map { set in
        var slopes = [Double](repeating: .nan, count: dimensions)
        let gain = Kernels(set).frozenGain(
          low: problem.centroid(0).map { $0.bitPattern &* 3 }, high: problem.centroid(1).map { Int64($0 * 0x1p40) },
          factors: Array(repeating: 0x1p-101, count: dimensions), shift: problem.centroid(2),
          centroid: problem.centroid(1), dimensions: dimensions, weight: (7, 0x1p-60), slopes: &slopes)
        let excess = Kernels(set).excess(
          at: problem.centroid(0), means: problem.centroid(1), slopes: slopes, mass: 7, dimensions: dimensions)
        return ([gain.high, gain.low, excess] + slopes).map(\.bitPattern)
      }
      #expect(results.allSatisfy { $0 == results[0] }, "dimensions \(dimensions)")
    }
  }
}
