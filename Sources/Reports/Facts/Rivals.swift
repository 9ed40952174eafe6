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
            let distance = pass.distance(values + position * d, scaled.baseAddress! + centroid * d)
            if distance < least { (best, least) = (centroid, distance) }
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
          return pass.distance(values + position * d, scaled.baseAddress! + start) * unit
        }
      }
    }.flatMap { $0 }
  }
}
