internal import Matrices
internal import TesseraKernels

/// Means of clusters, and how far rows lie from theirs, in units of a power of two.
struct DispersionSums {
  private let counts: [Int]
  private let dimensions: Int
  /// [clusters + 1, dimensions]; the mean of all rows comes last.
  private let means: [DoubleDouble]
  /// Per cluster, the sums of distances to its mean and of their squares.
  private var distances: [Double]
  private var squares: [Double]

  init<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ labelled: LabelledRows, _ parallel: ParallelRows
  ) throws(ClusteringError) {
    let scale = UnitScale(bound: try DataSurvey(points, in: parallel).bound)
    (counts, dimensions) = (labelled.counts, points.columns)
    let means = Self.means(points, labelled, scale, parallel)
    self.means = means
    let d = points.columns
    let rowSquares: [Double] = points.withRows { view in
      Array(count: labelled.rows.count, in: parallel) { _, range, target in
        for (position, index) in range.enumerated() {
          let mean = Int(labelled.clusters[index]) * d
          target[position] = view.withRow(labelled.rows[index]) { x in
            var square = 0.0
            for column in 0..<d {
              let difference = (scale.scaled(Double(x[column])) - means[mean + column].high) - means[mean + column].low
              square += difference * difference
            }
            return square
          }
        }
      }
    }
    distances = [Double](repeating: 0, count: counts.count)
    squares = distances
    for (cluster, square) in zip(labelled.clusters, rowSquares) {
      distances[Int(cluster)] += square.squareRoot()
      squares[Int(cluster)] += square
    }
  }

  private static func means<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ labelled: LabelledRows, _ scale: UnitScale, _ parallel: ParallelRows
  ) -> [DoubleDouble] {
    let (d, k) = (points.columns, labelled.counts.count)
    var sums = [DoubleDouble](repeating: .zero, count: (k + 1) * d)
    points.withRows { view in
      sums.withUnsafeMutableBufferPointer { sums in
        nonisolated(unsafe) let sums = sums.baseAddress!
        // A line of the cache of each row; every sum is one thread's, in the order of the rows.
        parallel.forEachChunk(of: d, chunk: 64 / MemoryLayout<Scalar>.stride) { _, columns in
          for (row, cluster) in zip(labelled.rows, labelled.clusters) {
            view.withRow(row) { x in
              for column in columns {
                let sum = sums + Int(cluster) * d + column
                sum.pointee = sum.pointee + DoubleDouble(scale.scaled(Double(x[column])))
              }
            }
          }
          for column in columns {
            let total = (0..<k).reduce(DoubleDouble.zero) { $0 + sums[$1 * d + column] }
            sums[k * d + column] = total.divided(by: labelled.rows.count)
            for cluster in 0..<k {
              sums[cluster * d + column] = sums[cluster * d + column].divided(by: labelled.counts[cluster])
            }
          }
        }
      }
    }
    return sums
  }

  var calinskiHarabasz: Double {
    let (k, rows) = (counts.count, counts.reduce(0, +))
    let within = squares.reduce(0, +)
    guard within > 0 else { return 1 }
    let between = (0..<k).reduce(0.0) { $0 + Double(counts[$1]) * square(between: $1, and: k) }
    return between * Double(rows - k) / (within * Double(k - 1))
  }

  var daviesBouldin: Double {
    let extents = zip(distances, counts).map { $0 / Double($1) }
    let worst = counts.indices.map { cluster in
      counts.indices.reduce(0.0) { worst, other in
        let distance = other == cluster ? 0 : square(between: cluster, and: other).squareRoot()
        return distance > 0 ? max(worst, (extents[cluster] + extents[other]) / distance) : worst
      }
    }
    return worst.reduce(0, +) / Double(counts.count)
  }

  private func square(between left: Int, and right: Int) -> Double {
    (0..<dimensions).reduce(0.0) { sum, column in
      let difference = (means[left * dimensions + column] - means[right * dimensions + column]).value
      return sum + difference * difference
    }
  }
}

extension DoubleDouble {
  /// A quotient good for about 100 bits.
  fileprivate func divided(by count: Int) -> DoubleDouble {
    let divisor = Double(count)
    let quotient = value / divisor
    let rest = self - .product(quotient, divisor)
    return .sum(quotient, rest.value / divisor)
  }
}
