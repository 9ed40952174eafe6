import Testing

@testable import Autograd

/// The kernels of matrices work on several rows or elements at once: every element has the roundings of one at a time.
@Suite struct MatrixKernelTests {
  /// Some elements are 0: they are left out, four at a time, too.
  private func matrix(_ rows: Int, _ columns: Int, seed: Int) -> WorkMatrix {
    let elements = sample([rows, columns], seed: seed).elements
    return WorkMatrix(
      rows: rows, columns: columns,
      elements: elements.enumerated().map { ($0 * 7 + seed) % 5 == 0 ? 0 : $1 })
  }

  private static let sizes = Array(1...13) + [21]

  /// Column by column, as the books have it.
  private func plainLU(_ matrix: WorkMatrix) -> (factors: WorkMatrix, order: [Int]) {
    var (a, order) = (matrix, Array(0..<matrix.rows))
    for column in 0..<a.rows {
      var best = column
      for row in column..<a.rows where a[row, column].magnitude > a[best, column].magnitude { best = row }
      if a[best, column] == 0 { continue }
      a.swapRows(best, column)
      order.swapAt(best, column)
      for row in (column + 1)..<max(a.rows, column + 1) {
        a[row, column] /= a[column, column]
        for place in (column + 1)..<a.rows where a[row, column] != 0 {
          a[row, place] -= a[row, column] * a[column, place]
        }
      }
    }
    return (a, order)
  }

  private func plainSolution(_ a: WorkMatrix, _ right: WorkMatrix, isLower: Bool, isUnit: Bool) -> WorkMatrix {
    var x = right
    for step in 0..<a.rows {
      let row = isLower ? step : a.rows - 1 - step
      for column in 0..<x.columns {
        for other in isLower ? 0..<row : (row + 1)..<max(a.rows, row + 1) where a[row, other] != 0 {
          x[row, column] -= a[row, other] * x[other, column]
        }
        if !isUnit { x[row, column] /= a[row, row] }
      }
    }
    return x
  }

  @Test func systemsHaveTheBitsOfPlainElimination() {
    for count in Self.sizes {
      for seed in 0..<4 {
        let (a, b) = (matrix(count, count, seed: seed), matrix(count, 3, seed: 9))
        let (factors, order) = plainLU(a)
        let parts = LUDecomposition(a)
        #expect(parts.isSingular == (0..<count).contains { factors[$0, $0] == 0 }, "\(count) rows, seed \(seed)")
        if parts.isSingular { continue }
        let lower = plainSolution(factors, b.selectingRows(order), isLower: true, isUnit: true)
        let expected = plainSolution(factors, lower, isLower: false, isUnit: false)
        #expect(parts.solve(b).elements == expected.elements, "\(count) rows, seed \(seed)")
        #expect(
          LUDecomposition(factors: factors, exchanges: exchanges(order)).solve(b).elements == expected.elements,
          "\(count) rows, seed \(seed)")
      }
    }
  }

  /// Those that lead to an order, as LAPACK writes them.
  private func exchanges(_ order: [Int]) -> [Int] {
    var current = Array(order.indices)
    return order.indices.map { place in
      let other = current.firstIndex(of: order[place])!
      current.swapAt(place, other)
      return other
    }
  }

  @Test func choleskyHasTheBitsOfThePlainRecursion() throws {
    for count in Self.sizes {
      let x = matrix(count, count, seed: 2)
      var a = WorkMatrix.identity(count)
      for row in 0..<count { for column in 0..<count { a[row, column] += x.product(ofRows: row, column) } }
      var expected = WorkMatrix(rows: count, columns: count)
      for row in 0..<count {
        for column in 0...row {
          var rest = a[row, column]
          for place in 0..<column { rest -= expected[row, place] * expected[column, place] }
          expected[row, column] = row == column ? rest.squareRoot() : rest / expected[column, column]
        }
      }
      #expect(try a.choleskyFactor().get().elements == expected.elements, "\(count) rows")
      // The last minor alone is not positive.
      a[count - 1, count - 1] = -1
      #expect(throws: WorkMatrix.NotPositive.self) { try a.choleskyFactor().get() }
      if case .failure(let failure) = a.choleskyFactor() { #expect(failure.order == count) }
    }
  }

  /// Element i is added in lane i mod 8.
  @Test func sumsOfProductsRunInLanes() {
    for count in [0, 1, 7, 8, 9, 16, 29] {
      let x = matrix(2, count, seed: 1)
      var (lanes, rest) = ([Double](repeating: 0, count: 8), 0.0)
      for column in 0..<count {
        let product = x[0, column] * x[1, column]
        if column < count / 8 * 8 { lanes[column % 8] += product } else { rest += product }
      }
      let sum = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
      #expect(x.product(ofRows: 0, 1) == sum + rest, "\(count) columns")
      var (turned, measured) = (x, x)
      turned.rotateRows(0, 1, cosine: 0.8, sine: 0.6)
      let (first, second) = measured.rotateMeasuredRows(0, 1, cosine: 0.8, sine: 0.6)
      #expect(turned.elements == measured.elements, "\(count) columns")
      #expect(first == turned.product(ofRows: 0, 0) && second == turned.product(ofRows: 1, 1), "\(count) columns")
    }
  }

  /// Any of four.
  @Test func aFactorOfZeroBesideInfinityIsNothing() {
    for place in 0..<4 {
      var (triangle, right) = (WorkMatrix.identity(5), WorkMatrix(rows: 5, columns: 1))
      for column in 0..<4 where column != place { triangle[4, column] = 0.25 }
      for row in 0..<5 { right[row, 0] = row == place ? .infinity : 1 }
      let x = triangle.solvingTriangle(right, isLower: true, isTransposed: false, hasUnitDiagonal: true)
      #expect(x[4, 0] == 0.25, "place \(place)")
    }
  }

  @Test func transposesInTiles() {
    for (rows, columns) in [(1, 1), (3, 9), (8, 8), (17, 5), (0, 4)] {
      let (x, turned) = (matrix(rows, columns, seed: 3), matrix(rows, columns, seed: 3).transposed)
      #expect(turned.rows == columns && turned.columns == rows)
      for row in 0..<rows { for column in 0..<columns { #expect(turned[column, row] == x[row, column]) } }
    }
  }
}
