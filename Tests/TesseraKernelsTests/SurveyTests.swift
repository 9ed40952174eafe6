import TesseraKernels
import Testing

struct SurveyTests {
  @Test(arguments: InstructionSet.available)
  func boundsAreTheLargestMagnitudesOfTheColumns(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      for rows in [1, 2, 15, 16, 17, 33, 50] {
        check(Case<Float>(rows: rows, count: 1, dimensions: dimensions, seed: 13, lattice: false), set)
        check(Case<Double>(rows: rows, count: 1, dimensions: dimensions, seed: 14, lattice: true), set)
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func manyRowsAreReadToTheirEnd(_ set: InstructionSet) {
    // More than one block of rows each, with and without columns past the last vector.
    for (rows, dimensions) in [(17_000, 1), (9_000, 2), (1_300, 15), (1_100, 16), (260, 65), (40, 600)] {
      check(Case<Float>(rows: rows, count: 1, dimensions: dimensions, seed: 15, lattice: false), set)
    }
  }

  private func check<Scalar>(_ problem: Case<Scalar>, _ set: InstructionSet) {
    let (d, rows) = (problem.dimensions, problem.rows)
    // A bound found before stays where it is larger.
    var bounds = (0..<d).map { $0 % 5 == 4 ? Scalar(7) : 0 }
    var leasts = (0..<d).map { $0 % 3 == 2 ? Scalar(0x1p-60) : .infinity }
    Kernels(set).survey(problem.points, rows: rows, dimensions: d, bounds: &bounds, leasts: &leasts)
    for column in 0..<d {
      let magnitudes = (0..<rows).map { problem.points[$0 * d + column].magnitude }
      let (largest, least) = (magnitudes.max() ?? 0, magnitudes.filter { $0 > 0 }.min() ?? .infinity)
      #expect(bounds[column] == (column % 5 == 4 ? 7 : largest), "\(rows) x \(d), column \(column)")
      #expect(leasts[column] == (column % 3 == 2 ? 0x1p-60 : least), "\(rows) x \(d), column \(column)")
    }
  }

  @Test(arguments: InstructionSet.available)
  func whatIsNotFiniteShowsInItsColumnWhereverItIs(_ set: InstructionSet) {
    for dimensions in [1, 2, 3, 8, 15, 16, 17, 33] {
      for rows in [1, 16, 19] {
        for position in [0, rows * dimensions / 2, rows * dimensions - 1] {
          for value in [Float.nan, -.nan, .signalingNaN, .infinity, -.infinity] {
            var points = [Float](repeating: -1, count: rows * dimensions)
            points[position] = value
            var bounds = [Float](repeating: 0, count: dimensions)
            var leasts = [Float](repeating: .infinity, count: dimensions)
            Kernels(set).survey(points, rows: rows, dimensions: dimensions, bounds: &bounds, leasts: &leasts)
            for column in 0..<dimensions {
              let bound = bounds[column]
              let isRight =
                column != position % dimensions ? bound == 1 : value.isNaN ? bound.isNaN : bound == .infinity
              #expect(isRight, "\(rows) x \(dimensions), \(value) at \(position)")
            }
          }
        }
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func subnormalsAndZerosHaveTheirMagnitudes(_ set: InstructionSet) {
    var bounds = [0.0, 0, 0]
    var leasts = [Double](repeating: .infinity, count: 3)
    Kernels(set).survey(
      [-0.0, -0x1p-1074, 0x1p-1030, 0, 0, -0x1p-1029], rows: 2, dimensions: 3, bounds: &bounds,
      leasts: &leasts)
    #expect(bounds == [0, 0x1p-1074, 0x1p-1029])
    #expect(leasts == [.infinity, 0x1p-1074, 0x1p-1030])
  }
}
