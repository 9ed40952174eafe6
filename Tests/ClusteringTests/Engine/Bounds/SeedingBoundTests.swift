import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// The eight-bit filter of seeding at rows and candidates whose codes lose as much as they can.
struct SeedingBoundTests {
  @Test(arguments: Kernels.all.indices)
  func noNearerCandidateIsLeftOut(_ table: Int) throws {
    let kernels = Kernels.all[table]
    for d in [4, 16, 64, 300] {
      // Codes that lose half a step, all in the direction of the other vector; the last coordinate makes the step.
      let (row, candidate) = (
        Array(repeating: 100.499, count: d - 1) + [127], Array(repeating: 126.499, count: d - 1) + [127]
      )
      let share = try ratio(row, candidate, kernels)
      report("seeding's filter, \(d) dimensions", kernels, share)
      #expect(share <= 1 && share >= (d < 16 ? 0.6 : 0.9), "\(d) dimensions")
    }
    // Anything else.
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<40 {
      let d = 1 + generator.index(below: 20)
      let size = [1, 1e-12, 1e6, 1e-25].drawn(&generator)
      func drawn() -> [Double] { (0..<d).map { _ in Double(Float(size * generator.signedUnit())) } }
      let share = try ratio(drawn(), drawn(), kernels)
      #expect(share <= 1)
    }
  }

  /// What the codes overestimate of a squared distance, as a share of what they are allowed to.
  private func ratio(_ row: [Double], _ candidate: [Double], _ kernels: Kernels) throws -> Double {
    let d = row.count
    // Opposite rows, so that the shift is 0.
    let rows = [row, candidate, row.map { -$0 }, candidate.map { -$0 }]
    let points = try ScaledPoints(Matrix(rows: 4, columns: d, elements: rows.joined().map { Float($0) }), weights: nil)
    guard points.shift.allSatisfy({ $0 == 0 }) else { return 0 }
    let source = SeedingSource(points, kernels: kernels, parallel: ParallelRows(threads: 1))
    let quantized = QuantizedRows(source)
    let candidates = quantized.candidates([1])
    func isListed(_ closest: Double) -> Bool {
      quantized.setClosest(closest, of: 0)
      var (list, bits) = ([Int32](repeating: -1, count: 16), [UInt32](repeating: 0, count: 16))
      let count = quantized.list(0..<4, nearer: candidates, list: &list, bits: &bits)
      return list[..<count].contains(0)
    }
    let (x, c) = (points.matrix.row(0).map { Double($0) }, points.matrix.row(1).map { Double($0) })
    let square = Expansion.squaredDistance(x, c).value
    #expect(isListed(square.nextUp), "a candidate that is nearer than what was chosen before is listed")
    // The largest distance so far at which the candidate is ruled out.
    var (low, high) = (0.0, square)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if isListed(middle) { high = middle } else { low = middle }
    }
    let estimate = self.estimate(source, x, c)
    return estimate > square ? (estimate - square) / (estimate - low) : 0
  }

  /// |y|^2 + |c|^2 less twice the product of their codes.
  private func estimate(_ source: SeedingSource, _ x: [Double], _ c: [Double]) -> Double {
    let (d, width) = (x.count, QuantizedPanels.width)
    var packed = [Float](repeating: 0, count: width * d)
    var squares = [Double](repeating: 0, count: width)
    source.pack(0..<4, &packed, &squares)
    var panel = [UInt8](repeating: 0, count: QuantizedPanels.groups(d) * 4 * width)
    var (scales, residuals) = ([Float](repeating: 0, count: width), [Float](repeating: 0, count: width))
    source.kernels.quantize(packed, count: 4, dimensions: d, panel: &panel, scales: &scales, residuals: &residuals)
    let product = (0..<d).reduce(0) { sum, column in
      let codes = (0..<2).map { Int(panel[(column / 4 * width + $0) * 4 + column % 4]) - 128 }
      return sum + codes[0] * codes[1]
    }
    let norms = zip(x, c).reduce(0) { $0 + $1.0 * $1.0 + $1.1 * $1.1 }
    return norms - 2 * Double(scales[0]) * Double(scales[1]) * Double(product)
  }
}
