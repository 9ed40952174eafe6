import Clustering
import Matrices
import TesseraKernels
import Testing

@testable import Quantization

struct RotationKernelTests {
  /// (x, y) to (-y, x).
  @Test func aQuarterTurn() {
    let points: Matrix<Float> = [[1, 2], [3, -4]]
    #expect(Rotation(matrix: [[0, -1], [1, 0]]).applied(to: points) == [[-2, 1], [4, 3]])
  }

  /// Bit by bit the sums of a plain loop: rows and columns that fill no tile, columns of several parts, rows that are parts of longer ones.
  @Test func sumsAreInTheOrderOfTheColumns() {
    for (seed, d) in [1, 3, 7, 8, 9, 16, 17, 40, 259].enumerated() {
      var generator = SeededGenerator(seed: UInt64(seed))
      func element() -> Double { Double(generator.index(below: 1 << 30)) / 0x1p29 - 1 }
      let matrix = Matrix<Double>(rows: d, columns: d) { for index in $0.indices { $0[index] = element() } }
      for rows in d > 40 ? [5] : [1, 4, 5, 31, 32, 33, 70] {
        let wide = Matrix<Double>(rows: rows, columns: d + 3) { for index in $0.indices { $0[index] = element() } }
        check(wide[columns: 2..<(d + 2)], matrix)
        check(wide.converted(to: Float.self)[columns: 2..<(d + 2)], matrix)
      }
    }
  }

  private func check<Scalar: KernelScalar & Equatable>(_ points: Matrix<Scalar>, _ matrix: Matrix<Double>) {
    let d = points.columns
    let expected = Matrix<Scalar>(rows: points.rows, columns: d) { target in
      for row in 0..<points.rows {
        for i in 0..<d {
          var sum = 0.0
          for j in 0..<d { sum.addProduct(matrix[i, j], Double(points[row, j])) }
          target[row * d + i] = Scalar(sum)
        }
      }
    }
    for set in InstructionSet.available {
      let kernel = RotationKernel(matrix, set)
      var scratch = [Double](repeating: 0, count: kernel.scratch)
      let turned = Matrix<Scalar>(rows: points.rows, columns: d) { target in
        points.withRows { view in
          view.withPart(holding: 0..<points.rows) { part in
            kernel.turn(0..<points.rows, of: part, &scratch, to: target.baseAddress!)
          }
        }
      }
      #expect(turned == expected, "\(set), \(points.rows) x \(d)")
    }
    #expect(Rotation(matrix: matrix).applied(to: points, ParallelRows(threads: 2)) == expected)
  }
}
