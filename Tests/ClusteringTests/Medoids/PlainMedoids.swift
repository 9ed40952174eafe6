import Clustering
import Matrices

/// Losses of medoids, as plainly as possible.
struct PlainMedoids {
  private let distances: [[Double]]
  private let weights: [Double]?

  init(_ points: Matrix<Double>, _ weights: [Double]?, _ distance: CentroidKind.MedoidDistance) {
    self.weights = weights
    let rows = points.rowArrays
    distances = rows.map { row in
      rows.map { other in
        let squares = zip(row, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return switch distance {
        case .euclidean: squares.squareRoot()
        case .squared: squares
        case .manhattan: zip(row, other).reduce(0) { $0 + abs($1.0 - $1.1) }
        }
      }
    }
  }

  func loss(of medoids: [Int]) -> Double {
    distances.indices.reduce(0) { sum, row in
      sum + (weights?[row] ?? 1) * medoids.reduce(.infinity) { min($0, distances[row][$1]) }
    }
  }

  /// The least loss of so many medoids.
  func best(_ count: Int) -> Double {
    func best(_ medoids: [Int]) -> Double {
      guard medoids.count < count else { return loss(of: medoids) }
      return (((medoids.last ?? -1) + 1)..<distances.count).reduce(.infinity) { min($0, best(medoids + [$1])) }
    }
    return best([])
  }
}
