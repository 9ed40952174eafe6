/// P A = L U by Gaussian elimination with the largest pivot of each column, the first of equals.
///
/// Source: G. H. Golub and C. F. Van Loan, *Matrix Computations* (2013), section 3.4.
package struct LUDecomposition: Sendable {
  /// L below the diagonal, of which the ones are not stored, and U.
  private var factors: WorkMatrix
  private var order: [Int]
  private var isOdd = false
  /// Whether a pivot is 0.
  private(set) var isSingular = false

  init(_ matrix: WorkMatrix) {
    factors = matrix
    let count = matrix.rows
    order = Array(0..<count)
    let width = 4
    for first in stride(from: 0, to: count, by: width) {
      // The columns of a group below the diagonal, each with its pivot; rows change places as a whole.
      let end = min(first + width, count)
      for column in first..<end {
        var best = column
        for row in column..<count where factors[row, column].magnitude > factors[best, column].magnitude { best = row }
        if factors[best, column] == 0 {
          isSingular = true
          continue
        }
        if best != column {
          factors.swapRows(best, column)
          order.swapAt(best, column)
          isOdd.toggle()
        }
        let pivot = factors[column, column]
        for row in (column + 1)..<max(count, column + 1) {
          let factor = factors[row, column] / pivot
          factors[row, column] = factor
          factors.subtract(factor, timesRow: column, fromRow: row, columns: (column + 1)..<end)
        }
      }
      // What is on the right of them.
      for row in (first + 1)..<max(end, first + 1) {
        for other in first..<row {
          factors.subtract(factors[row, other], timesRow: other, fromRow: row, columns: end..<count)
        }
      }
      guard end - first == width else { break }
      for row in end..<count {
        factors.subtract(
          factors[row, first], factors[row, first + 1], factors[row, first + 2], factors[row, first + 3],
          timesRowsFrom: first, fromRow: row, columns: end..<count)
      }
    }
  }

  /// - Parameters:
  ///   - factors: L below the diagonal, and U.
  ///   - exchanges: per step the row, no less than the step, that changed places with the step's.
  package init(factors: WorkMatrix, exchanges: [Int]) {
    self.factors = factors
    order = Array(0..<factors.rows)
    for (row, other) in exchanges.enumerated() where row != other {
      order.swapAt(row, other)
      isOdd.toggle()
    }
    isSingular = (0..<factors.rows).contains { factors[$0, $0] == 0 }
  }

  /// A^-1, or A^-T, times the columns of another matrix.
  ///
  /// - Precondition: not singular.
  func solve(_ right: WorkMatrix, isTransposed: Bool = false) -> WorkMatrix {
    if isTransposed {
      let upper = factors.triangularSolution(right, isLower: false, isTransposed: true, hasUnitDiagonal: false)
      let lower = factors.triangularSolution(upper, isLower: true, isTransposed: true, hasUnitDiagonal: true)
      var places = order
      for (row, place) in order.enumerated() { places[place] = row }
      return lower.selectingRows(places)
    }
    let lower = factors.triangularSolution(
      right.selectingRows(order), isLower: true, isTransposed: false, hasUnitDiagonal: true)
    return factors.triangularSolution(lower, isLower: false, isTransposed: false, hasUnitDiagonal: false)
  }

  /// The determinant as significand and exponent of two, so that no product on the way overflows or vanishes.
  var determinant: (significand: Double, exponent: Int) {
    if isSingular { return (0, 0) }
    var (significand, exponent) = (isOdd ? -1.0 : 1.0, 0)
    for index in 0..<factors.rows {
      significand *= factors[index, index]
      exponent += Int(significand.exponent)
      significand = Double(sign: significand.sign, exponent: 0, significand: significand.significand)
    }
    return (significand, exponent)
  }
}
