import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Whether sums of so many rows are exact in Double: multiples of 2^q whose sum stays below 2^(53 + q).
struct ExactSumsTests {
  @Test(
    arguments: [
      // Three times something below 2 is below 2^3: multiples of 2^-50 have room.
      (0x1p-50, 3, true), (0x1p-51, 3, false), (0x1p-52, 3, false),
      (0x1p-50, 4, false), (0x1p-49, 4, true), (0x1p-49, 7, true), (0x1p-49, 8, false),
      (0x1p-40, 1000, true), (0x1p-40, 4095, true), (0x1p-40, 4096, false),
    ] as [(Double, Int, Bool)]) func theLastDigitDecides(_ digit: Double, _ rows: Int, _ isExact: Bool) throws
  {
    let points: Matrix<Double> = [[1, 5], [1 + digit, -3]]
    #expect(try exact(points, rows) == isExact)
  }

  @Test func weightsAreNeverExact() throws {
    #expect(try !exact([[1], [2]], 2, weights: [1, 1]))
    #expect(try exact([[1], [2]], 2))
  }

  @Test func everyColumnAndRowCounts() throws {
    var elements = [Double](repeating: 0.5, count: 3000 * 3)
    elements[3000 * 3 - 1] = 0.1
    #expect(try !exact(Matrix(rows: 3000, columns: 3, elements: elements), 10))
    elements[3000 * 3 - 1] = 0.25
    #expect(try exact(Matrix(rows: 3000, columns: 3, elements: elements), 10))
  }

  private func exact(_ points: Matrix<Double>, _ rows: Int, weights: [Double]? = nil) throws -> Bool {
    try ScaledPoints(points, weights: weights).hasExactSums(ofRows: rows, in: ParallelRows(threads: 1))
  }
}
