import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// A row is left out only if no candidate can be nearer, however little nearer it is.
struct QuantizedRowsTests {
  @Test(arguments: World.allCases, [1, 2, 3, 7, 16, 33, 70])
  func everyRowThatACandidateIsNearerToIsListed(_ world: World, _ dimensions: Int) throws {
    for (index, scale) in [1, 1e-18, 3e4, 1e-300].enumerated() {
      let points = world.points(70, dimensions, seed: UInt64(index)).mapped { $0 * scale }
      try expectSound(points)
      if scale > 1e-30 { try expectSound(points.converted(to: Float.self)) }
    }
  }

  /// Nearly equal rows: the distance is far smaller than what 8 bits leave of each.
  @Test func rowsThatEightBitsCannotTellApart() throws {
    for dimensions in [2, 12, 65] {
      let base = randomMatrix(1, dimensions, seed: 9)
      let noise = randomMatrix(70, dimensions, seed: 10)
      let points = Matrix<Double>(rows: 70, columns: dimensions) { elements in
        for index in elements.indices {
          let (row, column) = index.quotientAndRemainder(dividingBy: dimensions)
          elements[index] = (row % 2 == 0 ? 1 : -1) * base[0, column] + 1e-4 * noise[row, column]
        }
      }
      try expectSound(points)
    }
  }

  @Test func mostRowsThatAreMuchNearerToAnotherAreLeftOut() throws {
    let source = try source(of: randomMatrix(320, 40, seed: 1), .best)
    let quantized = QuantizedRows(source)
    for row in 0..<320 { quantized.setClosest(0.8 * squares(source, to: 7)[row], of: row) }
    #expect(listed(quantized, [7]).isEmpty)
  }

  private func expectSound<Scalar: KernelScalar>(_ points: Matrix<Scalar>) throws {
    for set in InstructionSet.available {
      let source = try source(of: points, set)
      let quantized = QuantizedRows(source)
      for candidate in stride(from: 0, to: points.rows, by: 3) {
        let squares = squares(source, to: candidate)
        // Every row is nearer to the candidate by one unit in the last place.
        for row in 0..<points.rows { quantized.setClosest(squares[row].nextUp, of: row) }
        let missed = Set(0..<points.rows).subtracting(listed(quantized, [(candidate + 1) % points.rows, candidate], 1))
        #expect(missed.isEmpty, "\(Scalar.self), candidate \(candidate), \(set)")
      }
    }
  }

  private func source<Scalar: KernelScalar>(of points: Matrix<Scalar>, _ set: InstructionSet) throws -> SeedingSource {
    SeedingSource(
      try ScaledPoints(points, weights: nil), kernels: Kernels(set), parallel: ParallelRows(threads: 1))
  }

  private func squares(_ source: SeedingSource, to row: Int) -> [Double] {
    var squares = [Double](repeating: 0, count: source.rows)
    let bits = [UInt32](repeating: 1, count: source.rows)
    source.distances((0..<source.rows).map(Int32.init), bits, source.rows, source.vectors([row]), &squares)
    return squares
  }

  /// The rows listed for the candidate at `position`.
  private func listed(_ quantized: QuantizedRows, _ candidates: [Int], _ position: Int = 0) -> [Int] {
    let rows = quantized.source.rows
    var list = [Int32](repeating: 0, count: rows + 16)
    var bits = [UInt32](repeating: 0, count: rows + 16)
    let count = quantized.list(0..<rows, nearer: quantized.candidates(candidates), list: &list, bits: &bits)
    return zip(list, bits).prefix(count).filter { $1 >> UInt32(position) & 1 == 1 }.map { Int($0.0) }
  }
}
