import TesseraKernels
import Testing

struct FilterTests {
  @Test(arguments: InstructionSet.available)
  func scoresLieWithinTheirErrorBound(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      for count in awkwardCounts {
        check(
          Case<Float>(
            rows: 1 + (dimensions + count) % 26, count: count, dimensions: dimensions, seed: 9, lattice: false), set)
        check(Case<Double>(rows: 13, count: count, dimensions: dimensions, seed: 10, lattice: true), set)
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func anInfiniteThresholdNamesEveryCentroidAndNoPadding(_ set: InstructionSet) {
    for count in [1, 3, 15, 16, 17, 63, 64, 65] {
      let padded = PackedCentroids.paddedFilterCount(count)
      var halfNorms = [Float](repeating: .infinity, count: padded)
      for index in 0..<count { halfNorms[index] = index % 2 == 0 ? 1 : .infinity }
      // Room for the padding too: what is written there must not count.
      var found = [Int32](repeating: -1, count: padded)
      let foundCount = Kernels(set).candidates(
        [0.5], dimensions: 1, panels: [Float](repeating: 0, count: padded), halfNorms: halfNorms,
        centroidCount: count, threshold: .infinity, into: &found)
      #expect(found.prefix(foundCount).elementsEqual(0..<Int32(count)), "\(count) centroids")
    }
  }

  private func check<Scalar>(_ problem: Case<Scalar>, _ set: InstructionSet) {
    let (d, count, rows) = (problem.dimensions, problem.count, problem.rows)
    let kernels = Kernels(set)
    let shift = (0..<d).map { Double($0 % 3) * 0.1 }
    var packed = [Float](repeating: .nan, count: rows * d)
    var norms = [Double](repeating: .nan, count: rows)
    kernels.pack(
      problem.points, rowStride: d, rows: nil, count: rows, dimensions: d, shift: shift, packed: &packed,
      squaredNorms: &norms)
    let padded = PackedCentroids.paddedFilterCount(count)
    var panels = [Float](repeating: 0, count: padded * d)
    var halfNorms = [Float](repeating: .infinity, count: padded)
    let reach = PackedCentroids.packFilter(
      problem.centroids, count: count, dimensions: d, shift: shift, into: &panels, halfNorms: &halfNorms)
    var (first, second) = ([Float](repeating: .nan, count: rows), [Float](repeating: .nan, count: rows))
    var indices = [Int32](repeating: -1, count: rows)
    kernels.filter(
      packed, count: rows, dimensions: d, panels: panels, halfNorms: halfNorms, centroidCount: count, first: &first,
      second: &second, indices: &indices)

    for row in 0..<rows {
      let x = zip(problem.point(row), shift).map { Double($0) - $1 }
      #expect(zip(x, packed[(row * d)...]).allSatisfy { Float($0) == $1 })
      let norm = x.reduce(0) { $0 + $1 * $1 }
      #expect(abs(norm - norms[row]) <= norm * Double(d + 4) * 0x1p-52)
      let bound = Double(d + 8) * 0x1.1p-24 * (norm.squareRoot() * reach + reach * reach / 2) + 1e-30
      let scores = (0..<count).map { index in
        let c = zip(problem.centroid(index), shift).map { $0 - $1 }
        #expect(c.reduce(0) { $0 + $1 * $1 }.squareRoot() <= reach)
        return c.reduce(0) { $0 + $1 * $1 } / 2 - zip(x, c).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let sorted = scores.sorted()
      #expect(abs(Double(first[row]) - sorted[0]) <= bound)
      #expect(abs(scores[Int(indices[row])] - Double(first[row])) <= bound)
      #expect(count == 1 ? second[row] == .infinity : abs(Double(second[row]) - sorted[1]) <= bound)

      let threshold = Float(sorted[count / 2])
      var found = [Int32](repeating: -1, count: count)
      let foundCount = kernels.candidates(
        Array(packed[(row * d)..<((row + 1) * d)]), dimensions: d, panels: panels, halfNorms: halfNorms,
        centroidCount: count, threshold: threshold, into: &found)
      let candidates = found[..<foundCount]
      #expect(candidates.elementsEqual(candidates.sorted()))
      for index in 0..<count {
        if scores[index] < Double(threshold) - bound { #expect(candidates.contains(Int32(index))) }
        if scores[index] > Double(threshold) + bound { #expect(!candidates.contains(Int32(index))) }
      }
    }
  }
}
