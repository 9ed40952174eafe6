internal import Matrices
internal import TesseraKernels

/// Pairs the centroids of two solutions, so that the sum of D over the pairs is smallest.
///
/// Rows are matched one by one along shortest augmenting paths, in a dense matrix.
///
/// Source: R. Jonker and A. Volgenant, *A shortest augmenting path algorithm for dense and sparse linear assignment problems*
/// (1987), DOI 10.1007/BF02278710.
/// - Complexity: O(count^3) at most, O(count^2 * dimensions) for the distances. Memory: 8 bytes per pair.
struct CentroidMatching {
  /// For each centroid of the first that of the second.
  let partners: [Int]

  init(_ first: Matrix<Double>, _ second: Matrix<Double>, _ kernels: Kernels) {
    self.init(costs: Self.squares(first, second, kernels), count: first.rows)
  }

  /// - Parameter costs: [count, count], finite.
  init(costs: [Double], count: Int) {
    // Places from 1 on; 0 is where a path begins.
    var rowOfColumn = [Int](repeating: 0, count: count + 1)
    var rowPotentials = [Double](repeating: 0, count: count + 1)
    var columnPotentials = rowPotentials
    var way = rowOfColumn
    for row in 0..<count {
      rowOfColumn[0] = row + 1
      var last = 0
      var slacks = [Double](repeating: .infinity, count: count + 1)
      var isReached = [Bool](repeating: false, count: count + 1)
      repeat {
        isReached[last] = true
        let from = rowOfColumn[last]
        var (step, next) = (Double.infinity, 0)
        for column in 1...count where !isReached[column] {
          let reduced = costs[(from - 1) * count + column - 1] - rowPotentials[from] - columnPotentials[column]
          if reduced < slacks[column] { (slacks[column], way[column]) = (reduced, last) }
          if slacks[column] < step { (step, next) = (slacks[column], column) }
        }
        for column in 0...count {
          if isReached[column] {
            rowPotentials[rowOfColumn[column]] += step
            columnPotentials[column] -= step
          } else {
            slacks[column] -= step
          }
        }
        last = next
      } while rowOfColumn[last] != 0
      while last != 0 {
        rowOfColumn[last] = rowOfColumn[way[last]]
        last = way[last]
      }
    }
    var partners = [Int](repeating: 0, count: count)
    for column in 1...count { partners[rowOfColumn[column] - 1] = column - 1 }
    self.partners = partners
  }

  /// D of all pairs, [first.rows, second.rows].
  static func squares(_ first: Matrix<Double>, _ second: Matrix<Double>, _ kernels: Kernels) -> [Double] {
    let (count, d) = (second.rows, second.columns)
    var squares = [Double](repeating: 0, count: first.rows * count)
    squares.withUnsafeMutableBufferPointer { squares in
      first.withUnsafeElements { first in
        second.withUnsafeElements { second in
          for row in 0..<(squares.count / count) {
            kernels.distances(
              first.baseAddress! + row * d, centroids: second.baseAddress!, dimensions: d, indices: nil, count: count,
              into: squares.baseAddress! + row * count)
          }
        }
      }
    }
    return squares
  }
}
