internal import Matrices

/// The second nearest centroid of some rows.
enum Rivals {
  /// - Returns: one per row; nil with one centroid.
  /// - Complexity: O(rows given * centroids * dimensions).
  static func rivals(_ rows: [Int], _ pass: PointPass, _ centroids: Matrix<Double>, labels: [Int32]) -> [Int?] {
    let (d, k) = (centroids.columns, centroids.rows)
    guard k > 1 else { return rows.map { _ in nil } }
    let scaled = centroids.elements.map { $0 / pass.unit }
    return pass.chunks(among: rows) { first, values, count in
      scaled.withUnsafeBufferPointer { scaled in
        (0..<count).map { position -> Int? in
          let owner = Int(labels[rows[first + position]])
          var (best, least) = (-1, Double.infinity)
          for centroid in 0..<k where centroid != owner {
            var square = 0.0
            for column in 0..<d {
              let difference = values[position * d + column] - scaled[centroid * d + column]
              square += difference * difference
            }
            if square < least { (best, least) = (centroid, square) }
          }
          return best < 0 ? nil : best
        }
      }
    }.flatMap { $0 }
  }

  /// The distance of every row to its own centroid, in the units of the points.
  static func ownDistances(_ pass: PointPass, _ centroids: Matrix<Double>, labels: [Int32]) -> [Double] {
    let (d, unit) = (centroids.columns, pass.unit)
    let scaled = centroids.elements.map { $0 / unit }
    return pass.chunks { first, values, count in
      scaled.withUnsafeBufferPointer { scaled in
        (0..<count).map { position in
          let start = Int(labels[first + position]) * d
          var square = 0.0
          for column in 0..<d {
            let difference = values[position * d + column] - scaled[start + column]
            square += difference * difference
          }
          return square.squareRoot() * unit
        }
      }
    }.flatMap { $0 }
  }
}
