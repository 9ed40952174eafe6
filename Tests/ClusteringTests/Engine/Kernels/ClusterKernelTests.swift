import TesseraKernels
import Testing

@testable import Clustering

/// Means, gains and sums from 128-bit integers, on every instruction set, against plain integers and pairs.
struct ClusterKernelTests {
  private static let widths = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 65]

  @Test(arguments: InstructionSet.available)
  func meansAreQuotientsRoundedOnce(_ set: InstructionSet) {
    var (open, all) = (0, 0)
    for seed in UInt64(0)..<400 {
      var generator = SeededGenerator(seed: seed)
      let mass = Self.mass(using: &generator)
      let exponent = [0, -60, -124, -900, -1074, 300, 900][generator.index(below: 7)]
      let width = Self.widths[Int(seed) % Self.widths.count]
      let sums = (0..<width).map { _ in Self.sum(mass, using: &generator) }
      let count = check(sums, exponent, mass, set, "seed \(seed)").count
      if (-900...300).contains(exponent) { (open, all) = (open + count, all + sums.count) }
    }
    // A sum of 54 bits by a mass of 1 is halfway at times; most quotients must be proved.
    #expect(open < all / 20, "\(open) of \(all)")
  }

  /// Sums close to a midpoint of two Doubles times the mass: those must be left open or be right.
  @Test(arguments: InstructionSet.available)
  func nearlyHalfwayQuotientsAreLeftOpen(_ set: InstructionSet) {
    var generator = SeededGenerator(seed: 7)
    for trial in 0..<200 {
      let mass = Int128(1 + generator.index(below: 1 << 40))
      let midpoint = (Int128(generator.next() >> 11 | 1 << 52) << 1 | 1) << 20
      let sums = [-2, -1, 0, 1, 2].map { (midpoint * mass + $0) * (trial % 2 == 0 ? 1 : -1) }
      let open = check(sums, -75, mass, set, "trial \(trial)")
      #expect(open.contains(2), "trial \(trial): exactly halfway")
    }
  }

  @discardableResult
  private func check(
    _ sums: [Int128], _ exponent: Int, _ mass: Int128, _ set: InstructionSet, _ name: String
  ) -> Set<Int32> {
    let (low, high) = (sums.map { UInt64(truncatingIfNeeded: $0) }, sums.map { Int64(truncatingIfNeeded: $0 >> 64) })
    let factors = sums.map { _ in FixedPoint.scaled(1, by: exponent) }
    var means = [Double](repeating: .nan, count: sums.count)
    var open = [Int32](repeating: -1, count: sums.count)
    let count = Kernels(set).means(
      low: low, high: high, factors: factors, dimensions: sums.count, mass: Double(Int64(mass)), into: &means,
      open: &open)
    let unproved = Set(open[..<count])
    for column in sums.indices where !unproved.contains(Int32(column)) {
      let expected = FixedPoint.quotient(of: sums[column], exponent: Int32(exponent), by: mass)
      #expect(
        means[column].bitPattern == expected.bitPattern, "\(name), \(set), column \(column): \(sums[column]) / \(mass)")
    }
    return unproved
  }

  private static func mass(using generator: inout SeededGenerator) -> Int128 {
    switch generator.index(below: 4) {
    case 0: 1
    case 1: (1 << 53) - 1
    case 2: Int128(1 + generator.index(below: 1000))
    default: Int128(generator.next() >> (11 + generator.index(below: 40))) + 1
    }
  }

  /// Small and huge, of both signs, 0, and whole multiples of the mass.
  private static func sum(_ mass: Int128, using generator: inout SeededGenerator) -> Int128 {
    let bits = generator.index(below: 124)
    let wide = Int128(truncatingIfNeeded: UInt128(generator.next()) << 64 | UInt128(generator.next()))
    switch generator.index(below: 6) {
    case 0: return 0
    case 1: return mass * Int128(generator.index(below: 1 << 50))
    case 2: return -Int128(1) << bits
    default: return wide >> (127 - bits)
    }
  }

  @Test func gainsArePairsOfTheFormula() {
    for seed in UInt64(0)..<60 {
      var generator = SeededGenerator(seed: seed)
      let width = Self.widths[Int(seed) % Self.widths.count]
      let sums = (0..<width).map { _ in Self.sum(5, using: &generator) >> 10 }
      let factors = sums.map { _ in FixedPoint.scaled(1, by: -100) }
      let shift = sums.map { _ in 1e3 * generator.signedUnit() }
      let centroid = shift.map { $0 + generator.signedUnit() }
      let weight = DoubleDouble(3.7, 1e-17)
      let gains = InstructionSet.available.map { set in
        let gain = Kernels(set).frozenGain(
          low: sums.map { UInt64(truncatingIfNeeded: $0) }, high: sums.map { Int64(truncatingIfNeeded: $0 >> 64) },
          factors: factors, shift: shift, centroid: centroid, dimensions: width, weight: (weight.high, weight.low))
        return [gain.high.bitPattern, gain.low.bitPattern]
      }
      #expect(gains.allSatisfy { $0 == gains[0] }, "seed \(seed)")
      var expected = DoubleDouble.zero
      var size = 0.0
      for column in 0..<width {
        let offset = DoubleDouble(centroid[column]) - DoubleDouble(shift[column])
        let sum = DoubleDouble(quanta: sums[column], exponent: -100)
        let part = offset * (DoubleDouble(2) * (sum - weight * DoubleDouble(shift[column])) - weight * offset)
        expected = expected + part
        size += offset.value.magnitude * (2 * sum.value.magnitude + 4 * 3.7 * (shift[column].magnitude + 1))
      }
      let found = DoubleDouble(Double(bitPattern: gains[0][0]), Double(bitPattern: gains[0][1]))
      #expect((found - expected).value.magnitude <= 0x1p-96 * size, "seed \(seed)")
    }
  }

  @Test(arguments: InstructionSet.available)
  func sumsOfValuesAreThoseOfIntegers(_ set: InstructionSet) {
    for seed in UInt64(0)..<60 {
      var generator = SeededGenerator(seed: seed)
      let values = (0..<Int(seed)).map { _ in
        FixedPoint.scaled(generator.signedUnit(), by: generator.index(below: 60) - 50)
      }
      for exponent: Int32 in [-110, -60, -30, 0] {
        let expected = values.reduce(Int128(0)) { $0 + FixedPoint.quanta(of: $1, exponent: exponent) }
        #expect(
          Kernels(set).fixedSum(values, count: values.count, exponent: exponent) == expected,
          "seed \(seed), quanta of 2^\(exponent)")
      }
    }
  }

  @Test func centredSquaresHoldDigitsThatDoubleLoses() {
    // (1e8 + 2^-20)^2 needs 95 bits.
    for set in InstructionSet.available {
      let square = Kernels(set).centredSquares(
        [1e8 + 0x1p-20], rows: 1, dimensions: 1, shift: [0], weights: nil, exponent: -60)
      let exact = (Int128(100_000_000) << 20 + 1) * (Int128(100_000_000) << 20 + 1) << 20
      #expect(square == exact)
    }
  }

  @Test func centredSquaresOfShortNumbersAreExactAndTheSameEverywhere() {
    for width in Self.widths {
      for rows in [1, 2, 7, 8, 9, 17] {
        var generator = SeededGenerator(seed: UInt64(width), stream: UInt64(rows))
        // Multiples of 2^-20 below 2: squares of 42 bits, weights of 4.
        let points = (0..<(rows * width)).map { _ in (generator.signedUnit() * 0x1p20).rounded() * 0x1p-20 }
        let shift = (0..<width).map { _ in (generator.signedUnit() * 0x1p20).rounded() * 0x1p-20 }
        let weights = (0..<rows).map { _ in Double(generator.index(below: 16)) }
        for weights in [nil, weights] {
          var expected = Int128(0)
          for index in points.indices {
            let difference = Int128((points[index] - shift[index % width]) * 0x1p20)
            expected += difference * difference * Int128(weights?[index / width] ?? 1)
          }
          for set in InstructionSet.available {
            let found =
              weights.map { $0 }?.withUnsafeBufferPointer { squares(points, rows, shift, $0.baseAddress, set) }
              ?? squares(points, rows, shift, nil, set)
            #expect(found == expected << 20, "\(width) columns, \(rows) rows, \(set)")
          }
        }
      }
    }
  }

  private func squares(
    _ points: [Double], _ rows: Int, _ shift: [Double], _ weights: UnsafePointer<Double>?, _ set: InstructionSet
  ) -> Int128 {
    Kernels(set).centredSquares(
      points, rows: rows, dimensions: shift.count, shift: shift, weights: weights, exponent: -60)
  }

  @Test func centredSquaresHaveTheSameBitsEverywhere() {
    for width in Self.widths {
      var generator = SeededGenerator(seed: UInt64(width))
      let points = (0..<(19 * width)).map { _ in Float(generator.signedUnit() * 1e3) }
      let shift = (0..<width).map { _ in generator.signedUnit() }
      let weights = (0..<19).map { _ in generator.signedUnit().magnitude }
      let found = InstructionSet.available.map {
        Kernels($0).centredSquares(
          points, rows: 19, dimensions: width, shift: shift, weights: weights, exponent: -90)
      }
      #expect(found.allSatisfy { $0 == found[0] }, "\(width) columns")
      let direct = points.indices.reduce(0.0) { sum, index in
        let difference = Double(points[index]) - shift[index % width]
        return sum + weights[index / width] * difference * difference
      }
      #expect((FixedPoint.value(of: found[0], exponent: -90) - direct).magnitude <= 1e-13 * direct, "\(width) columns")
    }
  }
}
