internal import Matrices
internal import TesseraKernels

/// Equal rows as one of their whole weight: an assignment of fewer rows, and a row that moves takes its likes along.
struct DistinctPoints<Scalar: KernelScalar> {
  private(set) var rows: [Int] = []
  private(set) var weights: [Double] = []

  /// The first row of each value, where it has weight, with the sum of the weights of its likes.
  ///
  /// - Complexity: O(rows * dimensions). Memory: 48 bytes per distinct row.
  init(_ points: ScaledPoints<Scalar>) {
    let (d, keys) = (points.dimensions, RowHashKeys(columns: points.dimensions))
    points.matrix.withUnsafeElements { elements in
      var places: [RowKey<Scalar>: Int] = [:]
      for row in 0..<points.rows where points.weights[row] > 0 {
        let values = UnsafeBufferPointer(rebasing: elements[(row * d)..<((row + 1) * d)])
        let key = RowKey(elements: values, hash: keys.hash(values.baseAddress!))
        if let place = places[key] {
          weights[place] += points.weights[row]
        } else {
          places[key] = rows.count
          rows.append(row)
          weights.append(points.weights[row])
        }
      }
    }
  }
}

extension FitProblem {
  /// The same problem with equal rows as one, in its scaled units; itself where few are equal.
  func collapsed(_ options: KMeans) -> FitProblem {
    let distinct = DistinctPoints(points)
    guard 8 * distinct.rows.count <= 7 * points.rows else { return self }
    var options = options
    options.initializer = .kMeansPlusPlus
    do {
      let problem = try FitProblem(options, points.matrix.selectingRows(distinct.rows), distinct.weights)
      // Otherwise units would differ.
      return problem.points.scale == .identity ? problem : self
    } catch {
      return self
    }
  }
}
