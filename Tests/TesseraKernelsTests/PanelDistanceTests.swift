import TesseraKernels
import Testing

@Suite struct PanelDistanceTests {
  /// Lanes 0 ... 7 at (lane, 0), to (0, 0) and (3, 4).
  @Test(arguments: InstructionSet.available)
  func theyAreTheDistancesWorkedByHand(_ set: InstructionSet) {
    let panel = (0..<8).map { Double($0) } + [Double](repeating: 0, count: 8)
    var out = [Double](repeating: .nan, count: 16)
    Kernels(set).panelDistances(panel, to: [0, 0, 3, 4], dimensions: 2, count: 2, into: &out)
    #expect(Array(out[..<8]) == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(out[8] == 5 && out[11] == 4 && out[8 + 6] == 5)
  }

  @Test(arguments: InstructionSet.available)
  func theyHaveTheBitsOfTheDefinition(_ set: InstructionSet) {
    for dimensions in awkwardDimensions {
      for count in [1, 2, 3, 4, 5, 8, 11] {
        let points = Case<Double>(rows: 8 + count, count: 1, dimensions: dimensions, seed: 21, lattice: false)
        let rows = (0..<(8 + count)).map(points.point)
        let panel = (0..<dimensions).flatMap { column in (0..<8).map { rows[$0][column] } }
        var out = [Double](repeating: .nan, count: 8 * count + 1)
        Kernels(set).panelDistances(
          panel, to: Array(rows[8...].joined()), dimensions: dimensions, count: count, into: &out)
        let expected = (0..<count).flatMap { other in
          (0..<8).map { lane in
            zip(rows[lane], rows[8 + other]).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
          }
        }
        #expect(out.dropLast().elementsEqual(expected), "\(count) x \(dimensions)")
        #expect(out.last!.isNaN, "nothing is written behind")
      }
    }
  }
}
