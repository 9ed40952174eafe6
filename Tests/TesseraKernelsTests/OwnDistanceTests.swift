import TesseraKernels
import Testing

struct OwnDistanceTests {
  @Test(arguments: InstructionSet.available)
  func theyHaveTheBitsOfTheDefinition(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      for rows in [1, 2, 3, 4, 5, 9] {
        check(Case<Double>(rows: rows, count: 5, dimensions: dimensions, seed: 15, lattice: false), set)
        check(Case<Float>(rows: rows, count: 5, dimensions: dimensions, seed: 16, lattice: false), set)
      }
    }
  }

  private func check<Scalar>(_ problem: Case<Scalar>, _ set: InstructionSet) {
    let rows = (0..<Int32(problem.rows)).reversed().map { $0 }
    let labels = (0..<problem.rows).map { Int32($0 * 3 % problem.count) }
    var out = [Double](repeating: .nan, count: rows.count)
    Kernels(set).ownDistances(
      problem.points, rowStride: problem.dimensions, rows: rows, count: rows.count, centroids: problem.centroids,
      dimensions: problem.dimensions, labels: labels, into: &out)
    let expected = rows.map { definition(problem.point(Int($0)), problem.centroid(Int(labels[Int($0)]))) }
    #expect(out == expected, "\(problem.rows) x \(problem.dimensions)")
  }
}
