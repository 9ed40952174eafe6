import TesseraKernels
import Testing

struct CanonicalDistanceTests {
  @Test(arguments: InstructionSet.available)
  func nineDimensionsByHand(_ set: InstructionSet) {
    // Differences 1 ... 9; lane 0 holds 1 + 81, the others 4, 9, ... 64; the sum of squares is 285, exactly.
    let x = (1...9).map(Double.init)
    let c = [Double](repeating: 0, count: 9)
    var out = 0.0
    Kernels(set).distances(x, centroids: c, dimensions: 9, indices: nil, count: 1, into: &out)
    #expect(out == 285)
  }

  @Test(arguments: InstructionSet.available)
  func distancesHaveTheBitsOfTheDefinition(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      for count in [1, 2, 3, 4, 5, 9] {
        check(Case<Double>(rows: 1, count: count, dimensions: dimensions, seed: 7, lattice: false), set)
        check(Case<Float>(rows: 1, count: count, dimensions: dimensions, seed: 8, lattice: false), set)
      }
    }
  }

  private func check<Scalar>(_ problem: Case<Scalar>, _ set: InstructionSet) {
    let expected = problem.distances(0)
    var out = [Double](repeating: .nan, count: problem.count)
    Kernels(set).distances(
      problem.points, centroids: problem.centroids, dimensions: problem.dimensions, indices: nil,
      count: problem.count, into: &out)
    #expect(out == expected, "dimensions \(problem.dimensions), count \(problem.count)")
    let reversed = (0..<Int32(problem.count)).reversed().map { $0 }
    Kernels(set).distances(
      problem.points, centroids: problem.centroids, dimensions: problem.dimensions, indices: reversed,
      count: problem.count, into: &out)
    #expect(out == expected.reversed(), "dimensions \(problem.dimensions), count \(problem.count), by index")
  }

  @Test(arguments: InstructionSet.available)
  func nearestIsTheLowestArgminOfTheDefinition(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      for count in awkwardCounts {
        for lattice in [false, true] {
          let rows = 1 + (dimensions * 7 + count) % 13
          checkNearest(
            Case<Double>(rows: rows, count: count, dimensions: dimensions, seed: 3, lattice: lattice), set)
          checkNearest(Case<Float>(rows: rows, count: count, dimensions: dimensions, seed: 4, lattice: lattice), set)
        }
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func overflowNeverWinsOverAFiniteDistance(_ set: InstructionSet) {
    checkNearest(Case<Double>(rows: 5, count: 9, dimensions: 3, seed: 5, lattice: false, scale: 1e155), set)
    checkNearest(Case<Double>(rows: 5, count: 9, dimensions: 9, seed: 6, lattice: false, scale: 1e200), set)
  }

  private func checkNearest<Scalar>(_ problem: Case<Scalar>, _ set: InstructionSet) {
    // Every other row, from the last: a gather.
    let rows = stride(from: problem.rows - 1, through: 0, by: -2).map(Int32.init)
    var labels = [Int32](repeating: -1, count: rows.count)
    var first = [Double](repeating: .nan, count: rows.count)
    var second = first
    Kernels(set).nearest(
      problem.points, rowStride: problem.dimensions, rows: rows, count: rows.count, panels: problem.panels,
      centroidCount: problem.count, dimensions: problem.dimensions, labels: &labels, first: &first, second: &second)
    for (position, row) in rows.enumerated() {
      let distances = problem.distances(Int(row))
      let sorted = distances.sorted()
      #expect(first[position] == sorted[0])
      #expect(second[position] == (problem.count > 1 ? sorted[1] : .infinity))
      #expect(
        Int(labels[position]) == distances.firstIndex(of: sorted[0]),
        "dimensions \(problem.dimensions), count \(problem.count), row \(row)")
    }
  }
}
