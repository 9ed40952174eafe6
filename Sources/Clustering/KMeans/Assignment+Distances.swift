internal import Matrices
internal import TesseraKernels

extension Assignment {
  /// The distance of each row to its centroid, in units of the data: the Euclidean one, as good where its square is too small or
  /// too large for a Double; the sum of absolute differences where labels are by that.
  ///
  /// - Complexity: O(rows), and O(dimensions) per row whose square is below 1e-290.
  public var distances: [Double] { ownDistances ?? squaredDistances.map { $0.squareRoot() } }

  /// Distances in units of the data from D in scaled units, where the roots of D in units of the data would not do; else
  /// nil.
  static func distances<Scalar: KernelScalar>(
    of points: Matrix<Scalar>, to centroids: Matrix<Double>, labels: [Int32], squares: [Double], _ scale: UnitScale
  ) -> [Double]? {
    guard scale != .identity || squares.contains(where: { $0 < leastSquare }) else { return nil }
    var found = false
    let distances = points.withRows { view in
      centroids.withUnsafeElements { centroids in
        squares.indices.map { row in
          guard squares[row] < leastSquare else { return scale.unscaled(squares[row].squareRoot()) }
          let d = points.columns
          let centroid = centroids.baseAddress! + Int(labels[row]) * d
          let far = view.withRow(row) { distance($0, centroid, dimensions: d) }
          found = found || far > 0
          return far
        }
      }
    }
    return found || scale != .identity ? distances : nil
  }

  /// Smaller squares may have lost digits, or all of them.
  static var leastSquare: Double { 0x1p-960 }

  /// The differences are divided by the power of two of their largest, so that squares neither overflow nor vanish.
  static func distance<Scalar: KernelScalar>(
    _ row: UnsafePointer<Scalar>, _ centroid: UnsafePointer<Double>, dimensions: Int
  ) -> Double {
    let largest = (0..<dimensions).reduce(0.0) { max($0, (Double(row[$1]) - centroid[$1]).magnitude) }
    guard largest > 0, largest.isFinite else { return largest }
    let scale = UnitScale(exponent: Int(largest.exponent))
    let sum = (0..<dimensions).reduce(0.0) { sum, column in
      let difference = scale.scaled(Double(row[column]) - centroid[column])
      return sum + difference * difference
    }
    return scale.unscaled(sum.squareRoot())
  }
}
