import TesseraKernels
import Testing

/// The 8-bit copy of rows, and what is done with its lists, against the definitions.
struct QuantizedTests {
  private static let width = QuantizedPanels.width

  @Test(arguments: InstructionSet.available)
  func aRowIsItsScaledIntegersAndWhatIsLeft(_ set: InstructionSet) {
    for (d, scale) in awkwardDimensions.flatMap({ [($0, 1), ($0, 1e-20), ($0, 1e-34), ($0, 0)] }) {
      let count = 1 + d % Self.width
      let rows = Case<Float>(rows: count, count: 1, dimensions: d, seed: UInt64(d), lattice: false, scale: scale)
      let groups = QuantizedPanels.groups(d)
      var panel = [UInt8](repeating: 7, count: groups * 4 * Self.width)
      var scales = [Float](repeating: .nan, count: Self.width)
      var residuals = scales
      Kernels(set).quantize(
        rows.points, count: count, dimensions: d, panel: &panel, scales: &scales, residuals: &residuals)
      for row in 0..<Self.width {
        let whole = (0..<(groups * 4)).map { Int(panel[($0 / 4 * Self.width + row) * 4 + $0 % 4]) - 128 }
        let point = row < count ? rows.point(row).map { Double($0) } : []
        #expect(whole.dropFirst(point.count).allSatisfy { $0 == 0 })
        #expect(whole.allSatisfy { abs($0) <= 127 })
        let rests = zip(point, whole).map { $0 - Double(scales[row]) * Double($1) }
        let norm = point.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let left = rests.reduce(0) { $0 + $1 * $1 }.squareRoot()
        #expect(abs(Double(residuals[row]).squareRoot() - left) <= 1e-5 * left + 0x1p-22 * norm + 1e-21)
        // Half a step per element, but for rows so small that they are all error.
        let step = (point.map(\.magnitude).max() ?? 0) / 127
        #expect(rests.allSatisfy { $0.magnitude <= (step < 1e-31 ? 128 : 0.51) * step })
      }
    }
  }

  /// Whole numbers, so that Float computes the filter's sum exactly.
  @Test(arguments: InstructionSet.available)
  func theFilterListsWhatExceedsTheLimit(_ set: InstructionSet) {
    var generator = TestGenerator(seed: 77)
    for (index, d) in awkwardDimensions.enumerated() {
      for count in [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 17, 18, 32] {
        let panels = 1 + (index + count) % 5
        let first = panels / 3
        let groups = QuantizedPanels.groups(d)
        let panelBytes = (0..<(panels * Self.width * groups * 4)).map { _ in UInt8(1 + generator.below(255)) }
        func numbers(_ bound: Int) -> [Float] { (0..<(panels * Self.width)).map { _ in Float(generator.below(bound)) } }
        let (scale, error, norm) = (numbers(3), numbers(9), numbers(9))
        let limit = numbers(200_000).map { $0 < 20_000 ? .infinity : $0 - 100_000 }
        var candidates = QuantizedCandidates()
        var (values, factors) = ([[Int8]](), [[Float]]())
        for _ in 0..<count {
          values.append((0..<(groups * 4)).map { _ in Int8(generator.below(255) - 127) })
          factors.append((0..<4).map { _ in Float(generator.below(5)) })
          candidates.append(
            values[values.count - 1], factors[values.count - 1])
        }
        var list = [Int32](repeating: -1, count: panels * Self.width)
        var bits = [UInt32](repeating: 0, count: panels * Self.width)
        let found = Kernels(set).filter(
          panelBytes, scales: scale, errors: error, norms: norm, limits: limit, range: first..<panels, groups: groups,
          candidates: candidates, list: &list, bits: &bits)

        var expected: [(row: Int, bits: UInt32)] = []
        for row in (first * Self.width)..<(panels * Self.width) {
          let whole = (0..<(groups * 4)).map { column in
            let group = (row / Self.width * groups + column / 4) * Self.width + row % Self.width
            return Int(panelBytes[group * 4 + column % 4]) - 128
          }
          var mask: UInt32 = 0
          for candidate in 0..<count {
            let dot = zip(whole, values[candidate]).reduce(0) { $0 + $1.0 * Int($1.1) }
            let factor = factors[candidate]
            let sum = scale[row] * factor[0] * Float(dot) + error[row] * factor[1] + norm[row] * factor[2] + factor[3]
            if sum > limit[row] { mask |= 1 << UInt32(candidate) }
          }
          if mask != 0 { expected.append((row, mask)) }
        }
        #expect(list[..<found].elementsEqual(expected.map { Int32($0.row) }), "\(d) dimensions, \(count) candidates")
        #expect(bits[..<found].elementsEqual(expected.map(\.bits)), "\(d) dimensions, \(count) candidates")
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func distancesOfAListAreCanonical(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      check(Case<Float>(rows: 9, count: 11, dimensions: dimensions, seed: 3, lattice: false), set)
      check(Case<Double>(rows: 9, count: 11, dimensions: dimensions, seed: 4, lattice: false), set)
    }
  }

  private func check<Scalar>(_ problem: Case<Scalar>, _ set: InstructionSet) {
    let list: [Int32] = [8, 0, 5, 5, 2]
    let bits: [UInt32] = [0b1, 0b111_1111_1111, 0, 0b100_0010_0100, 0b11_1100_0000]
    var expected: [Double] = []
    for (row, mask) in zip(list, bits) {
      for vector in 0..<11 where mask & (1 << UInt32(vector)) != 0 {
        expected.append(definition(problem.point(Int(row)), problem.centroid(vector)))
      }
    }
    var found = [Double](repeating: .nan, count: expected.count)
    Kernels(set).distances(
      problem.points, rowStride: problem.dimensions, list: list, bits: bits, count: list.count,
      vectors: problem.centroids, dimensions: problem.dimensions, into: &found)
    #expect(found == expected, "\(problem.dimensions) dimensions")
  }
}

extension QuantizedCandidates {
  fileprivate mutating func append(_ values: [Int8], _ factors: [Float]) {
    append(
      values: values, scale: factors[0], errorFactor: factors[1], normFactor: factors[2], offset: factors[3])
  }

  /// 0.3 of 127 parts of 1 is no whole number, and neither is what is left of it.
  @Test func bothLevelsOfCodesHaveAnError() {
    var centroids = NarrowCentroids(shift: [0, 0])
    var errors: [Double] = []
    centroids.update([1, 0.3, 0.7, 0.123], kernels: Kernels(.scalar), parallel: ParallelRows(threads: 1)) {
      _, _, error in
      errors.append(error)
      return ScoreError(norm: 0, square: 0, rowError: 0, constant: 0)
    }
    #expect(errors.count == 2 && errors[1] > 0 && errors[1] < errors[0] / 50)
  }

  /// By hand: (1 - 2^-60)^2 = 1 - 2^-59 and 2^-120, which is below the quantum.
  @Test(arguments: InstructionSet.available)
  func aCentredSquareHasWhatItsDifferenceLeaves(_ set: InstructionSet) {
    let square = Kernels(set).centredSquares(
      [1.0], rows: 1, dimensions: 1, shift: [0x1p-60], weights: nil, exponent: -100)
    #expect(square == Int128(1) << 100 - Int128(1) << 41)
  }
}
